/** An expression as OVN prints it (OVN 25.03, lib/expr.c, expr_format()): the canonical form of a match. */
import { printHexadecimal } from '../../lang/constant.ts';
import { printBits, printString } from '../../lang/match-printer.ts';
import type { Compare, Expression } from './expression.ts';

/** The canonical form of a match, as OVN prints it. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
      return expression.operands.map(printOperand).join(' && ');
    case 'or':
      return expression.operands.map(printOperand).join(' || ');
    case 'boolean':
      return expression.value ? '1' : '0';
    case 'compare':
      return printCompare(expression);
    case 'compare-string':
      return `${expression.symbol.name} ${expression.operator} ${printString(expression.text)}`;
    case 'chassis-resident':
      return `${expression.isNegated ? '!' : ''}is_chassis_resident(${printString(expression.port)})`;
  }
}

function printOperand(operand: Expression): string {
  const text = printExpression(operand);
  return operand.kind === 'and' || operand.kind === 'or' ? `(${text})` : text;
}

function printCompare({ symbol, operator, value, mask }: Compare): string {
  const run = runOfOnes(mask);
  if (!run) return `${symbol.name} ${operator} ${printHexadecimal(value)}/${printHexadecimal(mask)}`;
  const isWhole = run.length === symbol.width;
  const name = symbol.name + (isWhole ? '' : printBits(run.low, run.low + run.length - 1));
  if (run.length > 1 || (operator !== '==' && operator !== '!=')) {
    return `${name} ${operator} ${printHexadecimal(value >> BigInt(run.low))}`;
  }
  return `${(value !== 0n) === (operator === '==') ? '' : '!'}${name}`;
}

/** The position of the ones in `mask`, if they are one run. */
function runOfOnes(mask: bigint): { low: number; length: number } | undefined {
  const [, ones, zeros] = /^(1+)(0*)$/.exec(mask.toString(2)) ?? [];
  return ones === undefined ? undefined : { low: zeros!.length, length: ones.length };
}
