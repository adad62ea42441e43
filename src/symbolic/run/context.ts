/** The packets that come to a table with the same known state, and where its flows send them. */
import type { FlowPlace } from '../../trace/choose/flow-lookup.ts';
import type { Node } from '../diagram/node-table.ts';
import type { KnownBits } from '../packets/known-bits.ts';
import type { SymbolicPacket } from '../packets/symbolic-packet.ts';

/** Packets that go on in another table. */
export interface Edge {
  /** The packets, as they entered the table before. */
  readonly packets: Node;
  /** What became of them there. */
  readonly packet: SymbolicPacket;
  readonly to: Context;
}

export interface Context {
  readonly place: FlowPlace;
  /** How often packets came to a new datapath, or back to an earlier table. */
  readonly pass: number;
  readonly known: KnownBits;
  /** All packets that may come here. */
  packets: Node;
  readonly edges: Edge[];
  /** The outcomes of packets that end here. */
  readonly ends: Node[];
  /** The outcomes of all packets, when they are known. */
  fates?: Node;
}

/** The order in which contexts are explored: packets only go from a lower to a higher number. */
export const rankOf = ({ pipeline, table }: FlowPlace, pass: number): number =>
  (pass * 2 + (pipeline === 'egress' ? 1 : 0)) * RANKS + table;

const RANKS = 256;
