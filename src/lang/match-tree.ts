/**
 * A match as written: the tree of the text, without meaning. Parentheses are kept, so printing a tree and parsing it
 * again gives the same tree. Spans are offsets in the text; `end` is the offset after the last character.
 */
import type { Integer } from './constant.ts';
import type { RelationalOperatorText } from './tokens.ts';

export interface Span {
  readonly offset: number;
  readonly end: number;
}

export type Match =
  | Chain
  | (Span & { readonly kind: 'not'; readonly operand: Match })
  | (Span & { readonly kind: 'group'; readonly match: Match })
  /** `1` or `0`. */
  | (Span & { readonly kind: 'literal'; readonly value: boolean })
  /** A field without an operator: `ip4`. */
  | (Span & { readonly kind: 'test'; readonly field: Field })
  | Comparison
  | Range
  /** `is_chassis_resident("PORT")`, the only function. */
  | (Span & { readonly kind: 'call'; readonly name: Name; readonly argument: string });

/** `a && b && c` or `a || b || c`. */
export interface Chain extends Span {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Match[];
}

/** `tcp.src == 80`, or `80 == tcp.src` if `isReversed`. */
export interface Comparison extends Span {
  readonly kind: 'comparison';
  readonly field: Field;
  readonly operator: RelationalOperatorText;
  readonly constants: ConstantSet;
  readonly isReversed: boolean;
}

/** `0 < tcp.src <= 1024`. */
export interface Range extends Span {
  readonly kind: 'range';
  readonly left: ConstantSet;
  readonly leftOperator: RelationalOperatorText;
  readonly field: Field;
  readonly rightOperator: RelationalOperatorText;
  readonly right: ConstantSet;
}

export interface Name extends Span {
  readonly name: string;
}

/** `reg0` or, with `bits`, `reg0[4..7]`. */
export interface Field extends Span {
  readonly kind: 'field';
  readonly name: Name;
  readonly bits?: { readonly low: number; readonly high: number };
}

export interface ConstantSet extends Span {
  readonly kind: 'constants';
  readonly isBraced: boolean;
  readonly constants: readonly Constant[];
}

export type Constant =
  | (Span & { readonly kind: 'integer'; readonly integer: Integer })
  | (Span & { readonly kind: 'string'; readonly text: string })
  | (Span & { readonly kind: 'address-set' | 'port-group' | 'template'; readonly name: string });
