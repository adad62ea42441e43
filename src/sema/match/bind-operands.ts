/**
 * The two sides of a comparison, fields and sets of constants, and which of them may be compared (OVN 25.03,
 * lib/expr.c).
 */
import { ones } from '../../base/bits.ts';
import type { Integer } from '../../lang/constant.ts';
import { printConstant } from '../../lang/match-printer.ts';
import type { Constant, ConstantSet, Field, Name } from '../../lang/match-tree.ts';
import type { Release } from '../../ovn/release/release.ts';
import { BindingFault, throwIf, unexpectedText, unknownName } from '../binding-fault.ts';
import { findSymbol, type OvnSymbol } from '../symbol.ts';
import type { Expression, Operator } from './expression.ts';

/** All or some bits of a symbol. `width` is 0 for a string field. */
export interface BoundField {
  readonly symbol: OvnSymbol;
  readonly low: number;
  readonly width: number;
}

export type BoundSet = (
  | { readonly type: 'integer'; readonly values: readonly Integer[] }
  | { readonly type: 'string'; readonly values: readonly string[] }
) & {
  readonly isBraced: boolean;
  /** Whether the members of one of its names are not known. */
  readonly isAny?: boolean;
};

/** Members that are not known. A comparison with them holds, with `==` and with `!=`. */
export type Members<T> = readonly T[] | 'any';

/** The contents of `$NAME` and `@NAME`; undefined if there is no such set. */
export interface Names {
  /** The release of OVN whose symbols are used. Without it, all symbols that udon knows are allowed. */
  readonly release?: Release;
  addressSet(name: string): Members<Integer> | undefined;
  portGroup(name: string): Members<string> | undefined;
}

export function bindName(name: Name, release?: Release): OvnSymbol {
  const symbol = findSymbol(name.name, release);
  if (!symbol) throw unknownName(name.name, 'expecting field name', name);
  return symbol;
}

/** The symbol of a field that is used with bits. */
export function bindSelection(name: Name, release?: Release): OvnSymbol {
  const symbol = bindName(name, release);
  if (symbol.width === 0) throw new BindingFault(`Cannot select subfield of string field ${symbol.name}.`, name);
  return symbol;
}

export function bindField({ name, bits, offset, end }: Field, release?: Release): BoundField {
  if (!bits) {
    const symbol = bindName(name, release);
    return { symbol, low: 0, width: symbol.width };
  }
  const symbol = bindSelection(name, release);
  throwIf(checkBits(symbol, bits), { offset, end });
  return { symbol, low: bits.low, width: bits.high - bits.low + 1 };
}

function checkBits({ name, width, level }: OvnSymbol, { low, high }: NonNullable<Field['bits']>): string | undefined {
  if (low > high) return `Invalid bit range ${low} to ${high}.`;
  if (high >= width) return `Cannot select bits ${low} to ${high} of ${width}-bit field ${name}.`;
  if (level === 'nominal' && high - low + 1 < width) return `Cannot select subfield of nominal field ${name}.`;
  return undefined;
}

/** `text` is the text that the set was parsed from. */
export function bindConstantSet({ isBraced, constants }: ConstantSet, names: Names, text: string): BoundSet {
  let type: BoundSet['type'] | undefined;
  const values: (Integer | string)[] = [];
  let isAny = false;
  for (const constant of constants) {
    const part = bindConstant(constant, names);
    if ((values.length > 0 || isAny) && type !== part.type) {
      throw unexpectedText(text.slice(constant.offset, constant.end), `expecting ${type}`, constant);
    }
    type = part.type;
    if (part.values === 'any') isAny = true;
    else for (const value of part.values) values.push(value);
  }
  return { type: type!, isBraced, values, ...(isAny && { isAny }) } as BoundSet;
}

interface BoundConstant {
  readonly type: BoundSet['type'];
  readonly values: Members<Integer | string>;
}

function bindConstant(constant: Constant, names: Names): BoundConstant {
  switch (constant.kind) {
    case 'integer':
      return { type: 'integer', values: [constant.integer] };
    case 'string':
      return { type: 'string', values: [constant.text] };
    case 'address-set':
      return { type: 'integer', values: known(names.addressSet(constant.name), constant, 'address set') };
    case 'port-group':
      return { type: 'string', values: known(names.portGroup(constant.name), constant, 'port group') };
    case 'template':
      throw new BindingFault('Unexpanded template.', constant);
  }
}

function known<T>(values: Members<T> | undefined, constant: Constant, what: string): Members<T> {
  if (!values) throw unexpectedText(printConstant(constant), `expecting ${what} name`, constant);
  return values;
}

/** A fault in a comparison, and what the message is about: the field, all constants, or one of them. */
export interface CompareFault {
  readonly message: string;
  readonly about: 'field' | 'constants' | Integer;
}

/** The fault in a comparison, if there is one. `isNegated` is true inside an odd number of `!`. */
export function checkCompare(
  field: BoundField,
  operator: Operator,
  set: BoundSet,
  isNegated: boolean,
): CompareFault | undefined {
  const isEquality = operator === '==' || operator === '!=';
  return (
    checkType(field, set) ??
    (isEquality ? undefined : checkOrder(field.symbol, set)) ??
    (field.symbol.level === 'nominal' ? checkNominal(field.symbol, operator, set, isNegated) : undefined)
  );
}

export function checkType({ symbol: { name, width } }: BoundField, set: BoundSet): CompareFault | undefined {
  const type = width > 0 ? 'integer' : 'string';
  if (type !== set.type) {
    const what = type === 'integer' ? 'Integer' : 'String';
    return { message: `${what} field ${name} is not compatible with ${set.type} constant.`, about: 'constants' };
  }
  const wide = set.type === 'integer' ? set.values.find(value => constantWidth(value) > width) : undefined;
  if (!wide) return undefined;
  const message = `${constantWidth(wide)}-bit constant is not compatible with ${width}-bit field ${name}.`;
  return { message, about: wide };
}

const NOTATION_WIDTHS = { ipv4: 32, ipv6: 128, ethernet: 48, decimal: undefined, hexadecimal: undefined } as const;

function constantWidth({ notation, value, mask }: Integer): number {
  return mask === undefined ? (NOTATION_WIDTHS[notation] ?? bitLength(value)) : bitLength(mask);
}

const bitLength = (value: bigint): number =>
  value <= 0xffffffffn ? 32 - Math.clz32(Number(value)) : value.toString(2).length;

const ONLY = 'Only == and != operators may be used';
const MASKED =
  `${ONLY} with masked constants.  Consider using subfields instead (e.g. eth.src[0..15] > 0x1111 in place of ` +
  'eth.src > 00:00:00:00:11:11/00:00:00:00:ff:ff).';

function checkOrder({ name, level }: OvnSymbol, set: BoundSet): CompareFault | undefined {
  if (set.isBraced) return { message: `${ONLY} with value sets.`, about: 'constants' };
  if (level !== 'ordinal') {
    return { message: `${ONLY} with ${level === 'nominal' ? 'nominal' : 'Boolean'} field ${name}.`, about: 'field' };
  }
  if (set.values.length === 0) {
    return { message: `${ONLY} to compare a field against an empty value set.`, about: 'constants' };
  }
  const isMasked = set.type === 'integer' && set.values[0]!.mask !== undefined;
  return isMasked ? { message: MASKED, about: 'constants' } : undefined;
}

/** A nominal symbol may only be tested for equality, never for inequality. */
function checkNominal(
  { name, predicate }: OvnSymbol,
  operator: Operator,
  set: BoundSet,
  isNegated: boolean,
): CompareFault | undefined {
  if (predicate !== undefined && set.type === 'integer') {
    const isPositive = ({ value }: Integer) => ((value & 1n) === 1n) === ((operator === '!=') === isNegated);
    if (set.values.every(isPositive)) return undefined;
    const forms = `\`${name}' or \`${name} == 1' but not \`!${name}' or \`${name} == 0'`;
    return { message: `Nominal predicate ${name} may only be tested positively, e.g. ${forms}.`, about: 'field' };
  }
  if (operator === (isNegated ? '!=' : '==')) return undefined;
  const account = "taking enclosing `!' operators into account";
  return { message: `Nominal field ${name} may only be tested for equality (${account}).`, about: 'field' };
}

/**
 * A comparison with members that are not known, which holds for every packet that has the field. The negation of each
 * enclosing `!` is anticipated.
 */
export const compareAny = ({ symbol }: BoundField, isNegated: boolean): Expression =>
  symbol.width === 0 || symbol.predicate !== undefined
    ? { kind: 'boolean', value: !isNegated }
    : { kind: 'compare', symbol, operator: isNegated ? '!=' : '==', value: 0n, mask: 0n };

/** One comparison for each value of the set. */
export function toCompare({ symbol, low, width }: BoundField, operator: Operator, set: BoundSet): Expression[] {
  if (set.type === 'string') return set.values.map(text => ({ kind: 'compare-string', symbol, operator, text }));
  const bits = ones(width);
  const shift = BigInt(low);
  const place = (value: bigint) => (value & bits) << shift;
  return set.values.map(({ value, mask }) => ({
    kind: 'compare',
    symbol,
    operator,
    value: place(value),
    mask: place(mask ?? bits),
  }));
}
