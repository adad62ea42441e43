/**
 * An expression as a choice between terms. A term says what each field may be (OVN 25.03, lib/expr.c,
 * expr_normalize()). ovn-trace uses this form to detect an ambiguous description of a packet.
 */

import type { OvnSymbol } from '../symbol.ts';
import { soleSymbol } from './annotate.ts';
import type { Compare, Expression } from './expression.ts';

/** A term holds if, for each of its fields, one of the settings holds. */
export type NormalTerm = ReadonlyMap<OvnSymbol, readonly Setting[]>;
export type Setting = { readonly value: bigint; readonly mask: bigint } | { readonly port: string };

/** A limit on the number of terms. The result is the same for all numbers above one. */
const MANY = 4096;

/**
 * The terms of which one has to hold (expr_normalize()). Alternatives for one field are gathered into one term only
 * inside an `&&`. Elsewhere each becomes a term, even if another term is the same.
 */
export function normalize(expression: Expression): NormalTerm[] {
  switch (expression.kind) {
    case 'boolean':
      return expression.value ? [new Map()] : [];
    case 'or':
      return expression.operands.flatMap(normalize);
    case 'and':
      return expression.operands.map(gather).reduce(both, [new Map()]);
    case 'compare':
    case 'compare-string':
      return settingsOf(expression).map(setting => new Map([[expression.symbol, [setting]]]));
    case 'chassis-resident':
      return [new Map()];
  }
}

function gather(expression: Expression): NormalTerm[] {
  const symbol = soleSymbol(expression);
  if (!symbol) return normalize(expression);
  const settings = settingsOf(expression);
  return settings.length > 0 ? [new Map([[symbol, settings]])] : [];
}

/** The settings that fulfil an expression with one symbol (crush_cmps()). */
function settingsOf(expression: Expression): readonly Setting[] {
  switch (expression.kind) {
    case 'compare':
      return alternatives(expression);
    case 'compare-string':
      return [{ port: expression.text }];
    case 'or':
      return distinct(expression.operands.flatMap(settingsOf));
    case 'and':
      return expression.operands.map(settingsOf).reduce(intersect);
    case 'boolean':
    case 'chassis-resident':
      return [];
  }
}

/** A comparison as equalities of which one has to hold. `!=` gives one for each bit, `<` one for each 1 bit. */
function alternatives(compare: Compare): Setting[] {
  const { operator, value, mask } = compare;
  if (operator === '==') return [compare];
  const bits = bitsOf(mask);
  if (operator === '!=') return bits.map(bit => ({ value: (value ^ bit) & bit, mask: bit }));
  const isLess = operator === '<' || operator === '<=';
  const differing = bits
    .filter(bit => ((value & bit) !== 0n) === isLess)
    .map(bit => {
      const above = mask & ~(bit - 1n);
      return { value: (value ^ bit) & above, mask: above };
    });
  return operator.length === 2 ? [compare, ...differing] : differing;
}

function bitsOf(mask: bigint): bigint[] {
  const bits: bigint[] = [];
  for (let bit = 1n; bit <= mask; bit <<= 1n) if (mask & bit) bits.push(bit);
  return bits;
}

function both(left: readonly NormalTerm[], right: readonly NormalTerm[]): NormalTerm[] {
  return left.flatMap(a => right.flatMap(b => merge(a, b) ?? [])).slice(0, MANY);
}

function merge(left: NormalTerm, right: NormalTerm): NormalTerm | undefined {
  const merged = new Map(left);
  for (const [symbol, settings] of right) {
    const known = merged.get(symbol);
    const agreed = known ? intersect(known, settings) : settings;
    if (agreed.length === 0) return undefined;
    merged.set(symbol, agreed);
  }
  return merged;
}

function intersect(left: readonly Setting[], right: readonly Setting[]): readonly Setting[] {
  return distinct(left.flatMap(a => right.flatMap(b => agree(a, b) ?? [])));
}

function agree(a: Setting, b: Setting): Setting | undefined {
  if ('port' in a || 'port' in b) return 'port' in a && 'port' in b && a.port === b.port ? a : undefined;
  if (((a.value ^ b.value) & a.mask & b.mask) !== 0n) return undefined;
  return { value: a.value | b.value, mask: a.mask | b.mask };
}

/** Drops each setting that implies another one. */
function distinct(settings: readonly Setting[]): Setting[] {
  const kept: Setting[] = [];
  for (const setting of settings) {
    if (kept.some(other => implies(setting, other))) continue;
    kept.splice(0, kept.length, ...kept.filter(other => !implies(other, setting)), setting);
  }
  return kept;
}

function implies(a: Setting, b: Setting): boolean {
  if ('port' in a || 'port' in b) return 'port' in a && 'port' in b && a.port === b.port;
  return (b.mask & ~a.mask) === 0n && ((a.value ^ b.value) & b.mask) === 0n;
}
