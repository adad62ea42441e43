/**
 * A packet that a match is likely to fit: made from its comparisons. Whether it does fit has to be tested, because two
 * comparisons of a field can need different values.
 */
import { ones } from '../../base/bits.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { PortKeys } from '../../sema/match/evaluate.ts';
import type { Compare, Expression } from '../../sema/match/expression.ts';
import { locate } from '../../sema/symbol.ts';

/** `random` gives numbers from 0 to 1; it chooses among alternatives. Bits that the match does not name are those of `start`. */
export function witnessOf(expression: Expression, portKeys: PortKeys, random: () => number, start: Packet): Packet {
  const packet = start.clone();
  satisfy(expression, { packet, portKeys, random });
  return packet;
}

interface Making {
  readonly packet: Packet;
  readonly portKeys: PortKeys;
  readonly random: () => number;
}

function satisfy(expression: Expression, making: Making): void {
  const { packet, portKeys, random } = making;
  switch (expression.kind) {
    case 'and':
      for (const operand of inOrder(expression.operands)) satisfy(operand, making);
      return;
    case 'or':
      satisfy(expression.operands[Math.floor(random() * expression.operands.length)]!, making);
      return;
    case 'compare':
      satisfyCompare(expression, making);
      return;
    case 'compare-string': {
      const key = portKeys(expression.text) ?? 0;
      packet.writeBig(locate(expression.symbol).location, BigInt(expression.operator === '==' ? key : key + 1));
      return;
    }
    case 'boolean':
    case 'chassis-resident':
  }
}

/** Exact comparisons come last, so that the others do not undo them. */
const inOrder = (operands: readonly Expression[]): readonly Expression[] => [
  ...operands.filter(operand => !isExact(operand)),
  ...operands.filter(isExact),
];

const isExact = (expression: Expression): boolean =>
  (expression.kind === 'compare' || expression.kind === 'compare-string') && expression.operator === '==';

function satisfyCompare({ symbol, operator, value, mask }: Compare, { packet }: Making): void {
  if (symbol.isOvnField) return;
  const { location } = locate(symbol);
  const lowest = mask & -mask;
  const wanted = {
    '==': value,
    '<=': value,
    '>=': value,
    '!=': value ^ lowest,
    '<': value - lowest,
    '>': value + lowest,
  };
  packet.writeBig(location, BigInt.asUintN(location.width, wanted[operator]), mask & ones(location.width));
}
