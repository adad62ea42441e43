/**
 * Decides what does not depend on the packet (OVN 25.03, lib/expr.c, expr_simplify() and expr_evaluate_condition()):
 * conditions on the chassis, comparisons that always or never hold, and the chains around them.
 */
import { combine, type Expression, FALSE, TRUE } from './expression.ts';

/** Whether the logical port with this name is on the chassis. */
export type IsChassisResident = (port: string) => boolean;

export function simplify(expression: Expression, isChassisResident: IsChassisResident): Expression {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return simplifyChain(expression, isChassisResident);
    case 'chassis-resident':
      return isChassisResident(expression.port) === expression.isNegated ? FALSE : TRUE;
    case 'compare':
      return simplifyCompare(expression);
    case 'boolean':
    case 'compare-string':
      return expression;
  }
}

/** A chain that is already simple is returned as the same object. */
function simplifyChain(
  chain: Extract<Expression, { kind: 'and' | 'or' }>,
  isChassisResident: IsChassisResident,
): Expression {
  const { kind, operands } = chain;
  const decisive = kind === 'or';
  const simplified = operands.map(operand => simplify(operand, isChassisResident));
  if (simplified.every((operand, index) => operand === operands[index] && operand.kind !== 'boolean')) return chain;
  if (simplified.some(operand => operand.kind === 'boolean' && operand.value === decisive)) {
    return decisive ? TRUE : FALSE;
  }
  const open = simplified.filter(operand => operand.kind !== 'boolean');
  return open.length === 0 ? (decisive ? FALSE : TRUE) : combine(kind, open);
}

/** A mask of zero compares nothing. `>=` zero and `<=` the greatest value always hold. */
function simplifyCompare(compare: Extract<Expression, { kind: 'compare' }>): Expression {
  const { operator, value, mask } = compare;
  if (mask === 0n) return operator === '==' ? TRUE : FALSE;
  const isAlways = (operator === '>=' && value === 0n) || (operator === '<=' && value === mask);
  return isAlways ? TRUE : compare;
}
