/**
 * Flows that no packet can meet: their match contradicts itself, or flows of higher priority in the same table match all of
 * its packets. Most flows are met by a packet that is made from their match; only the others are looked at as sets, so the
 * cost grows with the number of flows and not with its square.
 */
import type { FlowGroup, LogicalFlow, Pipeline } from '../../network/logical-network.ts';
import { Packet } from '../../ovn/fields/packet.ts';
import { type Diagram, EMPTY, EVERY } from '../../symbolic/diagram/diagram.ts';
import type { Node } from '../../symbolic/diagram/node-table.ts';
import { indexedValues } from '../../symbolic/packets/indexed-values.ts';
import { KnownBits } from '../../symbolic/packets/known-bits.ts';
import { matching, type Reading } from '../../symbolic/packets/of-expression.ts';
import { bitOf, maskOf, wordOf } from '../../symbolic/packets/variables.ts';
import { wellFormed } from '../../symbolic/question.ts';
import type { FlowLookup, FlowPlace, ParsedFlow } from '../../trace/choose/flow-lookup.ts';
import { Gaps } from '../../trace/gaps/gap.ts';
import { hintedPackets } from './hinted-packets.ts';
import { witnessOf } from './witness.ts';

/** A flow that no packet can meet. */
export interface DeadFlow {
  readonly flow: LogicalFlow;
  /** The flows that match its packets, in the order in which they are tried; none if its match contradicts itself. */
  readonly by: readonly LogicalFlow[];
}

/** How many packets are tried. */
const WITNESSES = 4;
/** How many packets of a limited set are taken to make others of. */
const STARTS = 24;
export class ShadowedFlows {
  private readonly flows: FlowLookup;
  private readonly diagram: Diagram;
  private readonly all: Node;
  /** The packets that come to the table in question, and a few of them. */
  private packets: Node;
  private starts: readonly Packet[] = [];
  private readonly ofHeaders: Reading['ofHeaders'] = new Map();
  private readonly random = numbersFrom(1);

  constructor(flows: FlowLookup, diagram: Diagram) {
    this.flows = flows;
    this.diagram = diagram;
    this.all = wellFormed(diagram);
    this.packets = this.all;
  }

  /**
   * The flows of a table that no packet can meet. Flows that depend on the chassis, or on unknown sets, are left out.
   * `before` is the table that notes what conntrack knows, if the packets are limited by its notes.
   */
  *of(place: FlowPlace, table: FlowGroup, before: FlowGroup | undefined): Generator<DeadFlow> {
    this.packets = before ? this.diagram.guard(this.notedIn(before, place), this.all) : this.all;
    this.starts = before ? Array.from({ length: STARTS }, () => this.anyPacket()) : [new Packet()];
    for (let index = 0; index < table.length; index++) {
      const flow = table.flow(index);
      const parsed = this.usable(flow, place);
      if (!parsed || this.isMet(flow, parsed, place)) continue;
      const by = this.shadowsOf(flow, parsed, place);
      if (by) yield { flow, by };
    }
  }

  private notedIn(table: FlowGroup, place: FlowPlace): Node {
    const flows = Array.from({ length: table.length }, (_, index) => table.flow(index));
    const sorted = flows.sort((a, b) => b.priority - a.priority);
    return hintedPackets(
      this.diagram,
      sorted.flatMap(flow => {
        const parsed = this.usable(flow, place);
        return parsed ? [{ parsed, matched: this.matched(parsed, this.all, place) }] : [];
      }),
    );
  }

  /** A packet on a random path to the set; bits that do not matter are zero. */
  private anyPacket(): Packet {
    const packet = new Packet();
    const { diagram } = this;
    for (let at = this.packets; at !== EVERY && at !== EMPTY; ) {
      const [low, high] = [diagram.low(at), diagram.high(at)];
      const isSet = low === EMPTY || (high !== EMPTY && this.random() < 0.5);
      const bit = bitOf(diagram.variableOf(at));
      if (isSet) packet.words[wordOf(bit)]! |= maskOf(bit);
      at = isSet ? high : low;
    }
    return packet;
  }

  private isPossible({ words }: Packet): boolean {
    if (this.packets === this.all) return true;
    const isSet = (variable: number) => (words[wordOf(bitOf(variable))]! & maskOf(bitOf(variable))) !== 0;
    return this.diagram.evaluate(this.packets, isSet).length > 0;
  }

  private usable(flow: LogicalFlow, { datapath }: FlowPlace): ParsedFlow | undefined {
    const parsed = this.flows.parsed(flow, datapath);
    return parsed?.body && !parsed.doubt && !dependsOnChassis(flow) ? parsed : undefined;
  }

  /** Whether one of a few packets meets the flow, or another one that is not of higher priority. */
  private isMet(flow: LogicalFlow, { condition }: ParsedFlow, place: FlowPlace): boolean {
    for (let attempt = 0; attempt < Math.max(WITNESSES, this.starts.length); attempt++) {
      const start = this.starts[attempt % this.starts.length]!;
      const packet = witnessOf(condition.expression, place.datapath.portKeys, this.random, start);
      if (!this.isPossible(packet)) continue;
      const found = this.flows.find(place, packet, new Gaps());
      if (found && found.flow.priority === flow.priority && isSameFlow(found.flow, flow)) return true;
    }
    return false;
  }

  /** Undefined if a packet can meet the flow. */
  private shadowsOf(flow: LogicalFlow, parsed: ParsedFlow, place: FlowPlace): readonly LogicalFlow[] | undefined {
    const { diagram } = this;
    let left = this.matched(parsed, this.packets, place);
    const by: LogicalFlow[] = [];
    if (left === EMPTY) return by;
    for (const other of this.flows.candidates(place, indexedValues(diagram, left, NOTHING_KNOWN))) {
      if (other.priority <= flow.priority) return undefined;
      const higher = this.usable(other, place);
      const taken = higher ? this.matched(higher, left, place) : EMPTY;
      if (taken === EMPTY) continue;
      by.push(other);
      left = diagram.without(taken, left);
      if (left === EMPTY) return by;
    }
    return undefined;
  }

  private matched({ condition, body }: ParsedFlow, within: Node, { datapath }: FlowPlace): Node {
    const reading: Reading = {
      diagram: this.diagram,
      known: NOTHING_KNOWN,
      portKeys: datapath.portKeys,
      ofHeaders: this.ofHeaders,
    };
    const matched = matching(condition.expression, within, reading);
    return body?.prereqs ? matching(body.prereqs.expression, matched, reading) : matched;
  }
}

const NOTHING_KNOWN = new KnownBits();

const dependsOnChassis = ({ match }: LogicalFlow): boolean => match.includes('is_chassis_resident');

const isSameFlow = (a: LogicalFlow, b: LogicalFlow): boolean => a.match === b.match && a.actions === b.actions;

/** Numbers from 0 to 1, the same ones each time (a linear congruential generator). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const PIPELINES: readonly Pipeline[] = ['ingress', 'egress'];
