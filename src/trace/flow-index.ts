/**
 * The flows of one table, found without trying each. In a switch of ten thousand ports, most flows of a large stage are
 * for one port, one group of ports, or one address: their match says so in a term of its own (`inport == "vm1" && ...`).
 * Such flows are kept under that term, and only those are tried whose term the packet fulfils.
 */
import type { FieldName } from '../fields/layout.ts';
import type { Packet } from '../fields/packet.ts';
import { type Notation, parseInteger, printInteger } from '../lang/constant.ts';
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

interface Telling {
  /** How the integers are written that the field is compared with; ports have names. */
  readonly notation?: Notation;
  valuesOf(packet: Packet, ports: PortNames): readonly Value[];
}

const integerField = (name: FieldName, notation: Notation): Telling => ({
  notation,
  valuesOf: packet => [printInteger({ notation, value: packet.getBig(name) })],
});

const portValues = (key: number, { groupsOf }: PortNames) => [key, ...groupsOf(key).map(name => `@${name}`)];

/** The fields that tell many flows apart, and what a packet has in them. */
const FIELDS: Readonly<Record<string, Telling>> = {
  inport: { valuesOf: (packet, ports) => portValues(packet.get('reg14'), ports) },
  outport: { valuesOf: (packet, ports) => portValues(packet.get('reg15'), ports) },
  'eth.dst': integerField('dl_dst', 'ethernet'),
  'eth.src': integerField('dl_src', 'ethernet'),
  'arp.tpa': integerField('nw_dst', 'ipv4'),
  'nd.target': integerField('nd_target', 'ipv6'),
  'ip4.dst': integerField('nw_dst', 'ipv4'),
  'ip6.dst': integerField('ipv6_dst', 'ipv6'),
};

const TELLING = termsAbout(Object.keys(FIELDS));

/** Where there are several, the outport tells most: in most tables, packets have none yet. */
const ABOUT_OUTPORT = termsAbout(['outport']);

const tellingTerm = (match: string): Term | undefined =>
  (match.includes('outport == ') ? findTerm(match, ABOUT_OUTPORT) : undefined) ?? findTerm(match, TELLING);

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
    const term = tellingTerm(match);
    if (!term) {
      this.others.push(place);
      return;
    }
    const lists = this.byField.get(term.field) ?? new Map<Value, Places>();
    this.byField.set(term.field, lists);
    const value = toValue(term, this.ports.keys);
    const list = lists.get(value);
    if (list) list.push(place);
    else lists.set(value, [place]);
  }

  private listsFor(packet: Packet): Places[] {
    const found: Places[] = [];
    for (const [field, lists] of this.byField) {
      for (const value of FIELDS[field]!.valuesOf(packet, this.ports)) {
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

/** As a packet has it, however the match writes it; undefined for what no packet has. */
function toValue({ field, value: text }: Term, portKeys: PortKeys): Value {
  const { notation } = FIELDS[field]!;
  if (notation) return PRINTED[notation]!.test(text) ? text : reprint(text, notation);
  if (text.startsWith('@')) return text;
  const name = unquote(text);
  return 'value' in name ? portKeys(name.value) : undefined;
}

/** An integer may be written in any notation that is not too wide for its field. */
function reprint(text: string, notation: Notation): Value {
  const integer = parseInteger(text);
  return 'error' in integer ? undefined : printInteger({ notation, value: integer.value });
}

/** What is surely written as OVN writes it; of IPv6 addresses, those with two or more zero groups. */
const PRINTED: Readonly<Partial<Record<Notation, RegExp>>> = {
  ethernet: /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/,
  ipv4: /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/,
  ipv6: /^(?!(?:[^:]*:){7})(?:[1-9a-f][0-9a-f]{0,3}:)+(?::[1-9a-f][0-9a-f]{0,3})+$/,
};
