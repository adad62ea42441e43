/**
 * The flows of one table, found without trying each. In a switch of ten thousand ports, most flows of a large stage are
 * for one port, one group of ports, or one address: their match says so in a term of its own (`inport == "vm1" && ...`).
 * Such flows are kept under that term, and only those are tried whose term the packet fulfils.
 */
import { printAddress } from '../base/ip.ts';
import { printMac } from '../base/mac.ts';
import type { Packet } from '../fields/packet.ts';
import { parseInteger, printInteger } from '../lang/constant.ts';
import { unquote } from '../lang/quoted-string.ts';
import type { LogicalFlow } from '../network/logical-network.ts';
import type { PortKeys } from '../sema/evaluate.ts';
import { findTerm, type Term, termsAbout } from './match-terms.ts';

/** What the ports of a datapath are called in matches. */
export interface PortNames {
  readonly keys: PortKeys;
  /** The groups that the port with this key is in. */
  groupsOf(key: number): readonly string[];
}

/** Below or above zero, as `a` is tried before or after `b`; zero where that is left to their order in the source. */
export type CompareFlows = (a: LogicalFlow, b: LogicalFlow) => number;

/** Of a field: an integer as OVN prints it, the key of a port, or a group as `@NAME`. */
type Value = string | number | undefined;

type ValuesOf = (packet: Packet, ports: PortNames) => readonly Value[];

const portValues = (key: number, { groupsOf }: PortNames) => [key, ...groupsOf(key).map(name => `@${name}`)];

/** The fields that tell many flows apart, and what a packet has in them. */
const FIELDS: Readonly<Record<string, ValuesOf>> = {
  inport: (packet, ports) => portValues(packet.get('reg14'), ports),
  outport: (packet, ports) => portValues(packet.get('reg15'), ports),
  'eth.dst': packet => [printMac(packet.get('dl_dst'))],
  'eth.src': packet => [printMac(packet.get('dl_src'))],
  'arp.tpa': packet => [printAddress({ family: 4, value: packet.getBig('nw_dst') })],
  'nd.target': packet => [printAddress({ family: 6, value: packet.getBig('nd_target') })],
  'ip4.dst': packet => [printAddress({ family: 4, value: packet.getBig('nw_dst') })],
  'ip6.dst': packet => [printAddress({ family: 6, value: packet.getBig('ipv6_dst') })],
};

const TELLING = termsAbout(Object.keys(FIELDS));

/** Places in the table's list of flows; in the order of trying as soon as they have been looked at. */
type Places = number[];

export class FlowIndex {
  private readonly flows: readonly LogicalFlow[];
  private readonly ports: PortNames;
  private readonly compare: CompareFlows;
  private readonly others: Places = [];
  /** The same as flows, in order, once a packet has needed them alone. */
  private otherFlows: readonly LogicalFlow[] | undefined;
  private readonly byField = new Map<string, Map<Value, Places>>();
  private readonly sorted = new Set<Places>();

  constructor(flows: readonly LogicalFlow[], ports: PortNames, compare: CompareFlows) {
    this.flows = flows;
    this.ports = ports;
    this.compare = compare;
    for (let place = 0; place < flows.length; place++) this.add(flows[place]!, place);
  }

  /** The flows that `packet` may match, in order; all others it does not. */
  candidates(packet: Packet): Iterable<LogicalFlow> {
    const lists = this.listsFor(packet);
    if (lists.length > 0) return this.merge([this.others, ...lists]);
    this.otherFlows ??= this.inOrder(this.others).map(place => this.flows[place]!);
    return this.otherFlows;
  }

  /** Whether what can be read off the match, without parsing it, keeps `packet` from matching. */
  rulesOut({ match }: LogicalFlow, packet: Packet): boolean {
    const fails = ({ field, value }: Term) =>
      !FIELDS[field]!(packet, this.ports).includes(toValue(value, this.ports.keys));
    return findTerm(match, TELLING, fails) !== undefined;
  }

  private *merge(unsorted: readonly Places[]): Generator<LogicalFlow> {
    const lists = unsorted.map(list => this.inOrder(list));
    const positions = lists.map(() => 0);
    for (;;) {
      const next = this.firstOf(lists, positions);
      if (next < 0) return;
      yield this.flows[lists[next]![positions[next]!++]!]!;
    }
  }

  private add({ match }: LogicalFlow, place: number): void {
    const term = findTerm(match, TELLING);
    if (!term) {
      this.others.push(place);
      return;
    }
    const lists = this.byField.get(term.field) ?? new Map<Value, Places>();
    this.byField.set(term.field, lists);
    const value = toValue(term.value, this.ports.keys);
    const list = lists.get(value);
    if (list) list.push(place);
    else lists.set(value, [place]);
  }

  private listsFor(packet: Packet): Places[] {
    const found: Places[] = [];
    for (const [field, lists] of this.byField) {
      for (const value of FIELDS[field]!(packet, this.ports)) {
        const list = lists.get(value);
        if (list) found.push(list);
      }
    }
    return found;
  }

  private inOrder(list: Places): Places {
    if (!this.sorted.has(list)) list.sort((a, b) => this.comparePlaces(a, b));
    this.sorted.add(list);
    return list;
  }

  private comparePlaces(a: number, b: number): number {
    return this.compare(this.flows[a]!, this.flows[b]!) || a - b;
  }

  /** The list whose next flow comes first; -1 where all are at their end. */
  private firstOf(lists: readonly Places[], positions: readonly number[]): number {
    let best = -1;
    for (let index = 0; index < lists.length; index++) {
      const place = lists[index]![positions[index]!];
      if (place === undefined) continue;
      if (best < 0 || this.comparePlaces(place, lists[best]![positions[best]!]!) < 0) best = index;
    }
    return best;
  }
}

/** As a packet has it, however the match writes it. A name that is no port's is nothing that a packet has. */
function toValue(text: string, portKeys: PortKeys): Value {
  if (text.startsWith('@') || PRINTED.some(form => form.test(text))) return text;
  if (text.startsWith('"')) {
    const name = unquote(text);
    return 'value' in name ? portKeys(name.value) : undefined;
  }
  const integer = parseInteger(text);
  return 'error' in integer ? text : printInteger(integer);
}

/** What is surely written as OVN writes it: MAC and IPv4 addresses, and IPv6 addresses with two or more zero groups. */
const PRINTED: readonly RegExp[] = [
  /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/,
  /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/,
  /^(?!(?:[^:]*:){7})(?:[1-9a-f][0-9a-f]{0,3}:)+(?::[1-9a-f][0-9a-f]{0,3})+$/,
];
