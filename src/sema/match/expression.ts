/**
 * A match with its meaning: names became symbols, constants became values and masks (OVN 25.03, include/ovn/expr.h,
 * `struct expr`). Operands of `and` are never `and`s themselves, nor those of `or` `or`s. Trees are never changed.
 */
import type { RelationalOperatorText } from '../../lang/tokens.ts';
import type { OvnSymbol } from '../symbol.ts';

export type Operator = RelationalOperatorText;

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | Compare
  | { readonly kind: 'compare-string'; readonly symbol: OvnSymbol; readonly operator: Operator; readonly text: string }
  | { readonly kind: 'chassis-resident'; readonly port: string; readonly isNegated: boolean };

/** Compares the bits of `symbol` in `mask` with `value`, which has no other bits. */
export interface Compare {
  readonly kind: 'compare';
  readonly symbol: OvnSymbol;
  readonly operator: Operator;
  readonly value: bigint;
  readonly mask: bigint;
}

export const TRUE: Expression = { kind: 'boolean', value: true };
export const FALSE: Expression = { kind: 'boolean', value: false };

/** `and` or `or` of all `operands`, at least one. */
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

/** The operator that says the same with its operands exchanged. */
export const mirrored = (operator: Operator): Operator => MIRROR[operator];

/** The opposite of `expression`, with the negation moved down to its comparisons. */
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
