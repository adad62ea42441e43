/**
 * A set of packets as lines that people can read, each a match in OVN's language (with ranges of ports). The lines together
 * are the set; what only repeats the packets in question is left out.
 */
import { LAYOUT, type Location } from '../../ovn/fields/layout.ts';
import { type Diagram, EMPTY, EVERY } from '../diagram/diagram.ts';
import { LEAF, type Node } from '../diagram/node-table.ts';
import { KnownBits } from '../packets/known-bits.ts';
import { equals, fieldValuesIn } from '../packets/values.ts';
import { bitOf, bitsOf, VARIABLES, variableOf, wordOf } from '../packets/variables.ts';
import { FAMILIES, fieldOfWord, type NamedField, type PacketKind, PROTOCOLS } from './field-names.ts';
import { type Cube, describeValues } from './field-values.ts';

export interface Description {
  readonly lines: readonly string[];
  /** Whether there are more lines than `limit`. */
  readonly hasMore: boolean;
}

/** At most `limit` lines about the packets of `set`; `domain` are those in question. */
export function describePackets(diagram: Diagram, set: Node, domain: Node, limit: number): Description {
  const lines: string[] = [];
  const domainValues = (location: Location, packets: Node) =>
    fieldValuesIn(diagram, packets, new KnownBits(), location, FEW_VALUES);
  for (const [kind, part, partOfDomain] of families(diagram, set, domain)) {
    for (const { protocols, rest } of byProtocol(diagram, kind.family, part, partOfDomain)) {
      const terms = [kind.family, protocolTerm(protocols)].filter(Boolean);
      const named = { ...kind, protocol: protocols?.[0] ?? '' };
      for (const line of linesOf(diagram, rest, terms, named, field => domainValues(field.location, partOfDomain))) {
        lines.push(line === '' ? 'any packet in question' : line);
        if (lines.length > limit) return { lines: lines.slice(0, limit), hasMore: true };
      }
    }
  }
  return { lines, hasMore: false };
}

type Part = readonly [PacketKind, Node, Node];

/** The packets of each family; all others together. */
function families(diagram: Diagram, set: Node, domain: Node): Part[] {
  const parts: Part[] = [];
  let [set_, domain_] = [set, domain];
  for (const [family, type] of FAMILIES) {
    const condition = equals(diagram, LAYOUT.dl_type, type);
    const part = diagram.guard(condition, set_);
    if (part !== EMPTY) parts.push([{ family, protocol: '' }, part, diagram.guard(condition, domain_)]);
    set_ = diagram.without(condition, set_);
    domain_ = diagram.without(condition, domain_);
  }
  return set_ === EMPTY ? parts : [...parts, [{ family: '', protocol: '' }, set_, domain_]];
}

interface OfProtocols {
  /** Absent if the protocol does not matter; '' is every other one. */
  readonly protocols?: readonly string[];
  readonly rest: Node;
}

/** The set without its family and protocol; protocols with the same rest are together. */
function byProtocol(diagram: Diagram, family: PacketKind['family'], set: Node, domain: Node): OfProtocols[] {
  const byRest = new Map<Node, string[]>();
  let [set_, domain_, count] = [set, domain, 0];
  const add = (protocol: string, part: Node, within: Node): void => {
    if (within === EMPTY) return;
    count++;
    const rest = diagram.simplify(part, within);
    byRest.set(rest, [...(byRest.get(rest) ?? []), protocol]);
  };
  for (const [protocol, number] of PROTOCOLS[family]) {
    const condition = equals(diagram, LAYOUT.nw_proto, number);
    add(protocol, diagram.guard(condition, set_), diagram.guard(condition, domain_));
    set_ = diagram.without(condition, set_);
    domain_ = diagram.without(condition, domain_);
  }
  add('', set_, domain_);
  const found = [...byRest].filter(([rest]) => rest !== EMPTY);
  return found.flatMap(([rest, protocols]): OfProtocols[] => {
    if (hasPorts(diagram, rest)) return protocols.map(each => ({ protocols: [each], rest }));
    return [protocols.length === count ? { rest } : { protocols, rest }];
  });
}

/** Whether a set depends on fields whose name depends on the protocol. */
function hasPorts(diagram: Diagram, set: Node): boolean {
  const ports = new Uint8Array(VARIABLES);
  for (const field of ['tp_src', 'tp_dst'] as const)
    for (const bit of bitsOf(LAYOUT[field])) ports[variableOf(bit)] = 1;
  return diagram.exists(set, ports) !== set;
}

/** Of the protocols that OVN does not know, the set may name some by number. */
function protocolTerm(protocols: readonly string[] | undefined): string {
  if (!protocols) return '';
  const named = protocols.map(protocol => protocol || 'other protocols');
  return named.length === 1 ? named[0]! : `(${named.join(' || ')})`;
}

/** The few values that a field has in the packets in question; undefined if they are many. */
type ValuesOfField = (field: NamedField) => readonly bigint[] | undefined;

const FEW_VALUES = 16;

function* linesOf(
  diagram: Diagram,
  node: Node,
  terms: readonly string[],
  kind: PacketKind,
  few: ValuesOfField,
): Generator<string> {
  if (node === EMPTY) return;
  if (node === EVERY || diagram.variableOf(node) === LEAF) {
    yield terms.join(' && ');
    return;
  }
  const bit = bitOf(diagram.variableOf(node));
  const named = fieldOfWord(wordOf(bit), kind);
  const field = bitsOf(named.location).includes(bit) ? named : fieldOfWord(wordOf(bit), NO_KIND);
  for (const [rest, cubes] of valuesIn(diagram, node, field)) {
    const term = termOf(field, kind, cubes, few(field));
    yield* linesOf(diagram, rest, term === undefined ? terms : [...terms, term], kind, few);
  }
}

const NO_KIND: PacketKind = { family: '', protocol: '' };

/** Of a field with few values, those that fit; undefined if all do. */
function termOf(
  { nameIn, location }: NamedField,
  kind: PacketKind,
  cubes: readonly Cube[],
  few: readonly bigint[] | undefined,
): string | undefined {
  if (!few) return describeValues(nameIn(kind), location, cubes);
  const fitting = few.filter(each => cubes.some(({ value, mask }) => (each & mask) === value));
  if (fitting.length === few.length) return undefined;
  const all = (1n << BigInt(location.width)) - 1n;
  const values = fitting.map(value => ({ value, mask: all }));
  return describeValues(nameIn(kind), location, values);
}

/** The values of the first field, by what remains of the set for them. */
function valuesIn(diagram: Diagram, node: Node, { location }: NamedField): Map<Node, Cube[]> {
  const places = new Map(bitsOf(location).map((bit, place) => [variableOf(bit), 1n << BigInt(place)]));
  const found = new Map<Node, Cube[]>();
  const visit = (at: Node, value: bigint, mask: bigint): void => {
    const place = places.get(diagram.variableOf(at));
    if (at === EMPTY) return;
    if (place === undefined) {
      const cubes = found.get(at) ?? [];
      cubes.push({ value, mask });
      found.set(at, cubes);
      return;
    }
    visit(diagram.low(at), value, mask | place);
    visit(diagram.high(at), value | place, mask | place);
  };
  visit(node, 0n, 0n);
  return found;
}
