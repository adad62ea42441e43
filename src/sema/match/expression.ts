/**
 * A match with its meaning: symbols in place of names, values and masks in place of constants (OVN 25.03,
 * include/ovn/expr.h, `struct expr`). An operand of `and` is never an `and`, nor an operand of `or` an `or`. Trees
 * never change.
 */
import type { RelationalOperatorText } from '../../lang/tokens.ts';
import type { OvnSymbol } from '../symbol.ts';

export type Operator = RelationalOperatorText;

/** A match with its meaning: comparisons of fields, and their combinations. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | Compare
  | { readonly kind: 'compare-string'; readonly symbol: OvnSymbol; readonly operator: Operator; readonly text: string }
  | { readonly kind: 'chassis-resident'; readonly port: string; readonly isNegated: boolean };

/** Compares the bits of `symbol` in `mask` with `value`. `value` has no other bits. */
export interface Compare {
  readonly kind: 'compare';
  readonly symbol: OvnSymbol;
  readonly operator: Operator;
  readonly value: bigint;
  readonly mask: bigint;
}

export const TRUE: Expression = { kind: 'boolean', value: true };
export const FALSE: Expression = { kind: 'boolean', value: false };

/** `and` or `or` of all `operands`. At least one is needed. */
export function combine(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  if (operands.length === 1) return operands[0]!;
  if (!operands.some(operand => operand.kind === kind)) return { kind, operands };
  return { kind, operands: operands.flatMap(operand => (operand.kind === kind ? operand.operands : [operand])) };
}

const INVERSE: Readonly<Record<Operator, Operator>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

const MIRROR: Readonly<Record<Operator, Operator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** The same operator for exchanged operands. */
export const mirrored = (operator: Operator): Operator => MIRROR[operator];

/** The opposite of `expression`, with the negation inside the comparisons. */
export function negate(expression: Expression): Expression {
  switch (expression.kind) {
    case 'and':
      return { kind: 'or', operands: expression.operands.map(negate) };
    case 'or':
      return { kind: 'and', operands: expression.operands.map(negate) };
    case 'boolean':
      return expression.value ? FALSE : TRUE;
    case 'compare':
    case 'compare-string':
      return { ...expression, operator: INVERSE[expression.operator] };
    case 'chassis-resident':
      return { ...expression, isNegated: !expression.isNegated };
  }
}
