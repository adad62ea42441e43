/**
 * An index of the flows of one table. In a switch of ten thousand ports, most flows of a large stage are for one port, one
 * group of ports, or one address: their match has a term for it (`inport == "vm1" && ...`). Such flows are indexed by that
 * term, and only flows whose term holds for the packet are tried.
 */
import { once } from '../../base/remember.ts';
import type { FlowGroup, LogicalFlow } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { type Key, keyOfTerm, keysOfPacket, type PortNames, tellingTerm } from './term-keys.ts';

/** Negative if `a` is tried before `b`, positive if after; zero if their order in the source decides. */
export type CompareFlows = (a: LogicalFlow, b: LogicalFlow) => number;

/** A field with fewer keys is not worth the question which of them packets can have. */
const FEW_KEYS = 16;

/** Places in the table's list of flows. */
type Places = readonly number[];

export class FlowIndex {
  private readonly flows: FlowGroup;
  private readonly ports: PortNames;
  private readonly compare: CompareFlows;
  private readonly others: number[] = [];
  /** The first place for each key. The others follow in `next`, because most keys are never looked up and need no list. */
  private readonly byField = new Map<string, Map<Key, number>>();
  /** For each place, the next one with the same key, or -1. */
  private readonly next: Int32Array;
  /** The lists that were looked up, by their first place. */
  private readonly lists = new Map<number, Places>();
  /** All places of a field, of any key. */
  private readonly fieldPlaces = new Map<string, Places>();
  private readonly otherPlaces = once(() => this.inOrder(this.others.reverse()));
  private readonly otherFlows = once(() => this.otherPlaces().map(place => this.flows.flow(place)));

  constructor(flows: FlowGroup, ports: PortNames, compare: CompareFlows) {
    this.flows = flows;
    this.ports = ports;
    this.compare = compare;
    this.next = new Int32Array(flows.length);
    // From the end, so that each chain begins with its first place.
    for (let place = flows.length - 1; place >= 0; place--) this.add(flows.match(place), place);
  }

  /** The flows that `packet` may match, in order. It matches no other flow. */
  candidates(packet: Packet): Iterable<LogicalFlow> {
    const lists = this.listsFor(packet);
    return lists.length > 0 ? this.merge([this.otherPlaces(), ...lists]) : this.otherFlows();
  }

  /** The flows that may match one of several packets, in order. Without packets for a field, all its flows may. */
  candidatesAmong(packetsFor: (field: string) => readonly Packet[] | undefined): Iterable<LogicalFlow> {
    const lists = [...this.byField].flatMap(([field, firsts]) => {
      const packets = firsts.size < FEW_KEYS ? undefined : packetsFor(field);
      if (!packets) return [this.allPlaces(field, firsts)];
      const keys = new Set(packets.flatMap(packet => keysOfPacket(field, packet, this.ports)));
      return [...keys].flatMap(key => (firsts.has(key) ? [this.listFrom(firsts.get(key)!)] : []));
    });
    return lists.length > 0 ? this.merge([this.otherPlaces(), ...lists]) : this.otherFlows();
  }

  private allPlaces(field: string, firsts: ReadonlyMap<Key, number>): Places {
    const known = this.fieldPlaces.get(field);
    if (known) return known;
    const places = this.inOrder([...firsts.values()].flatMap(first => this.chainFrom(first)));
    this.fieldPlaces.set(field, places);
    return places;
  }

  private *merge(lists: readonly Places[]): Generator<LogicalFlow> {
    const positions = lists.map(() => 0);
    for (;;) {
      const next = this.firstOf(lists, positions);
      if (next < 0) return;
      yield this.flows.flow(lists[next]![positions[next]!++]!);
    }
  }

  private add(match: string, place: number): void {
    const term = tellingTerm(match);
    if (!term || (term.value.startsWith('@') && this.ports.isUnknownGroup(term.value.slice(1)))) {
      this.others.push(place);
      return;
    }
    const key = keyOfTerm(term, this.ports.keys);
    if (key === undefined) return;
    const first = this.byField.get(term.field) ?? new Map<Key, number>();
    this.byField.set(term.field, first);
    this.next[place] = first.get(key) ?? -1;
    first.set(key, place);
  }

  private listsFor(packet: Packet): Places[] {
    const found: Places[] = [];
    for (const [field, firsts] of this.byField) {
      for (const key of keysOfPacket(field, packet, this.ports)) {
        const first = firsts.get(key);
        if (first !== undefined) found.push(this.listFrom(first));
      }
    }
    return found;
  }

  private listFrom(first: number): Places {
    const known = this.lists.get(first);
    if (known) return known;
    const list = this.inOrder(this.chainFrom(first));
    this.lists.set(first, list);
    return list;
  }

  private chainFrom(first: number): number[] {
    const places: number[] = [];
    for (let place = first; place >= 0; place = this.next[place]!) places.push(place);
    return places;
  }

  /** In the order in which flows are tried. */
  private inOrder(places: number[]): Places {
    return places.sort((a, b) => this.comparePlaces(a, b));
  }

  private comparePlaces(a: number, b: number): number {
    return this.compare(this.flows.flow(a), this.flows.flow(b)) || a - b;
  }

  /** The index of the list whose next flow comes first; -1 if all lists are at their end. */
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
