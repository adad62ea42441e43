/**
 * What becomes of all packets of a set, at once. Packets are explored forward, table by table: those that come to a table
 * with the same registers are one context, which is explored once, with the set of all of them. Then the outcomes are put
 * together backward, from the last table to the first. Only the second step decides which packet has which outcome, so the
 * sets of the first may be too large.
 */

import type { FlowPlace } from '../../trace/choose/flow-lookup.ts';
import { type Diagram, EMPTY } from '../diagram/diagram.ts';
import type { Node } from '../diagram/node-table.ts';
import type { Branch } from '../effects/branch.ts';
import type { Outcomes } from '../outcomes/outcome.ts';
import { imageOf } from '../packets/image.ts';
import type { KnownBits } from '../packets/known-bits.ts';
import { bitOf } from '../packets/variables.ts';
import { type Context, rankOf } from './context.ts';

/** A packet that passes more datapaths is in a loop. */
const MOST_PASSES = 24;

/** What is known of a packet in a place is kept as far as `liveAt` says that it is read. */
export interface Network {
  /** The bits that the tables from this one on read. */
  liveAt(place: FlowPlace): Int32Array;
  /** Runs the flows of a table on the packets of a context. */
  explore(context: Context, sink: Sink): void;
}

/** Where the flows of a context send its packets. */
export interface Sink {
  enter(place: FlowPlace, branch: Branch, isNewPass: boolean): void;
  end(outcome: number, packets: Node): void;
}

export class Fates {
  /** The number of contexts so far. */
  contextCount = 0;
  private readonly diagram: Diagram;
  private readonly outcomes: Outcomes;
  private readonly network: Network;
  private readonly waiting: (Map<string, Context> | undefined)[] = [];
  private readonly explored: Context[] = [];

  constructor(diagram: Diagram, outcomes: Outcomes, network: Network) {
    this.diagram = diagram;
    this.outcomes = outcomes;
    this.network = network;
  }

  /** For each packet of `packets` that enters `place`, its outcomes. */
  of(place: FlowPlace, known: KnownBits, packets: Node): Node {
    const first = this.contextOf(place, 0, known);
    first.packets = packets;
    for (let rank = 0; rank < this.waiting.length; rank++) {
      const contexts = this.waiting[rank];
      delete this.waiting[rank];
      for (const context of contexts?.values() ?? []) {
        this.network.explore(context, this.sinkOf(context));
        this.explored.push(context);
      }
    }
    while (this.explored.length > 0) this.conclude(this.explored.pop()!);
    return first.fates!;
  }

  private sinkOf(context: Context): Sink {
    return {
      end: (outcome, packets) => context.ends.push(this.diagram.guard(packets, this.diagram.outcomes(outcome))),
      enter: (place, branch, isNewPass) => this.enter(context, place, branch, isNewPass),
    };
  }

  private enter(from: Context, place: FlowPlace, { packets, packet }: Branch, isNewPass: boolean): void {
    const pass = from.pass + (isNewPass ? 1 : 0);
    if (pass > MOST_PASSES) {
      const loop = this.diagram.outcomes(this.outcomes.numberOf({ kind: 'loop' }));
      from.ends.push(this.diagram.guard(packets, loop));
      return;
    }
    const to = this.contextOf(place, pass, packet.known.only(this.network.liveAt(place)));
    to.packets = this.diagram.union(to.packets, imageOf(this.diagram, packets, packet, from.known));
    from.edges.push({ packets, packet, to });
  }

  private contextOf(place: FlowPlace, pass: number, known: KnownBits): Context {
    const rank = rankOf(place, pass);
    this.waiting[rank] ??= new Map();
    const contexts = this.waiting[rank]!;
    const key = `${place.datapath.key} ${known.key}`;
    const found = contexts.get(key);
    if (found) return found;
    const context: Context = { place, pass, known, packets: EMPTY, edges: [], ends: [] };
    contexts.set(key, context);
    this.contextCount++;
    return context;
  }

  /** A context's edges lead to contexts whose outcomes are known. */
  private conclude(context: Context): void {
    const { diagram } = this;
    const parts = context.edges.map(({ packets, packet, to }) =>
      diagram.guard(
        packets,
        diagram.substitute(to.fates!, variable => {
          const bit = bitOf(variable);
          return packet.isAsBefore(bit) ? undefined : packet.read(bit);
        }),
      ),
    );
    context.fates = diagram.unionAll([...context.ends, ...parts]);
    context.edges.length = 0;
    context.ends.length = 0;
  }
}
