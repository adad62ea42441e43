/**
 * A packet from a match that describes it (OVN 25.03, lib/expr.c, expr_parse_microflow()): every comparison sets bits of
 * the packet, and what nothing is said of stays zero. The description has to leave no choice and no contradiction.
 */
import { Packet } from '../fields/packet.ts';
import { parseMatch } from '../lang/match-parser.ts';
import { annotate } from './annotate.ts';
import { type Bound, bindMatch } from './bind-match.ts';
import type { Names } from './bind-operands.ts';
import type { PortKeys } from './evaluate.ts';
import type { Compare, Expression } from './expression.ts';
import { printExpression } from './print-expression.ts';
import { simplify } from './simplify.ts';
import { locate, type OvnSymbol } from './symbol.ts';

/** What one way of fulfilling an expression says of each field. */
type Constraints = ReadonlyMap<OvnSymbol, Setting>;
type Setting = { readonly value: bigint; readonly mask: bigint } | { readonly port: string };

/** Stands for more ways than anyone could mean; the answer is the same for all numbers above one. */
const MANY = 4096;

export function parseMicroflow(text: string, names: Names, portKeys: PortKeys): Bound<Packet> {
  const bound = bindMatch(parseMatch(text), text, names);
  return 'error' in bound ? bound : toPacket(bound.value, portKeys);
}

/** The expression of a microflow as it was written, to find its inport in. */
export function toPacket(expression: Expression, portKeys: PortKeys): Bound<Packet> {
  const annotated = annotate(expression);
  const ways = fulfil(simplify(annotated, () => true));
  if (ways.length === 0) return failed('Constraints are contradictory.');
  if (ways.length > 1) return failed(`Constraints are ambiguous: ${printExpression(annotated)}.`);
  const packet = new Packet();
  for (const [symbol, setting] of ways[0]!) write(packet, symbol, setting, portKeys);
  return { value: packet };
}

const failed = (message: string) => ({ error: { message, offset: 0, end: 0 } });

function write(packet: Packet, symbol: OvnSymbol, setting: Setting, portKeys: PortKeys): void {
  const { location } = locate(symbol);
  if ('port' in setting) packet.writeBig(location, BigInt(portKeys(setting.port) ?? 0));
  else packet.writeBig(location, setting.value, setting.mask);
}

/** All ways to fulfil an expression, without those that say no more than another. */
function fulfil(expression: Expression): Constraints[] {
  switch (expression.kind) {
    case 'boolean':
      return expression.value ? [new Map()] : [];
    case 'or':
      return distinct(expression.operands.flatMap(fulfil));
    case 'and':
      return expression.operands.map(fulfil).reduce(both, [new Map()]);
    case 'compare':
      return alternatives(expression).map(({ symbol, value, mask }) => new Map([[symbol, { value, mask }]]));
    case 'compare-string':
      return [new Map([[expression.symbol, { port: expression.text }]])];
    case 'chassis-resident':
      return [new Map()];
  }
}

/** A comparison as equalities, of which one has to hold: for `!=` one for each bit, for `<` one for each 1 bit. */
function alternatives(compare: Compare): Compare[] {
  const { operator, value, mask } = compare;
  if (operator === '==') return [compare];
  const bits = bitsOf(mask);
  const flipped = (bit: bigint): Compare => ({ ...compare, value: (value ^ bit) & bit, mask: bit });
  if (operator === '!=') return bits.map(flipped);
  const isLess = operator === '<' || operator === '<=';
  const differing = bits
    .filter(bit => ((value & bit) !== 0n) === isLess)
    .map(bit => {
      const above = mask & ~(bit - 1n);
      return { ...compare, value: (value ^ bit) & above, mask: above };
    });
  return operator.length === 2 ? [{ ...compare, operator: '==' }, ...differing] : differing;
}

function bitsOf(mask: bigint): bigint[] {
  const bits: bigint[] = [];
  for (let bit = 1n; bit <= mask; bit <<= 1n) if (mask & bit) bits.push(bit);
  return bits;
}

function both(left: readonly Constraints[], right: readonly Constraints[]): Constraints[] {
  const ways = left.flatMap(a => right.flatMap(b => merge(a, b) ?? []));
  return distinct(ways.slice(0, MANY));
}

function merge(left: Constraints, right: Constraints): Constraints | undefined {
  const merged = new Map(left);
  for (const [symbol, setting] of right) {
    const known = merged.get(symbol);
    const agreed = known ? agree(known, setting) : setting;
    if (!agreed) return undefined;
    merged.set(symbol, agreed);
  }
  return merged;
}

function agree(a: Setting, b: Setting): Setting | undefined {
  if ('port' in a || 'port' in b) return 'port' in a && 'port' in b && a.port === b.port ? a : undefined;
  if (((a.value ^ b.value) & a.mask & b.mask) !== 0n) return undefined;
  return { value: a.value | b.value, mask: a.mask | b.mask };
}

/** Leaves out every way that implies another one. */
function distinct(ways: readonly Constraints[]): Constraints[] {
  const kept: Constraints[] = [];
  for (const way of ways) {
    if (kept.some(other => implies(way, other))) continue;
    kept.splice(0, kept.length, ...kept.filter(other => !implies(other, way)), way);
  }
  return kept;
}

function implies(way: Constraints, other: Constraints): boolean {
  return [...other].every(([symbol, setting]) => {
    const known = way.get(symbol);
    if (!known) return false;
    if ('port' in known || 'port' in setting)
      return 'port' in known && 'port' in setting && known.port === setting.port;
    return (setting.mask & ~known.mask) === 0n && ((known.value ^ setting.value) & setting.mask) === 0n;
  });
}

/** The names that `inport` is compared with for equality. */
export function findInports(expression: Expression): readonly string[] {
  if (expression.kind === 'and' || expression.kind === 'or') {
    return [...new Set(expression.operands.flatMap(findInports))];
  }
  const isInport = expression.kind === 'compare-string' && expression.symbol.name === 'inport';
  return isInport && expression.operator === '==' ? [expression.text] : [];
}
