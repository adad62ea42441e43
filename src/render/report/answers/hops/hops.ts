/** A trace as hops: the passages of a packet and its copies through pipelines, each with the tables that did something. */
import type { Packet } from '../../../../ovn/fields/packet.ts';
import type { BlockPacket, NodeOf, TraceNode } from '../../../../trace/state/trace-node.ts';

export interface Hop {
  readonly place: NodeOf<'pipeline'>;
  readonly steps: HopStep[];
  /** The first hop that this one leads to. */
  next?: Hop;
  /** Of a packet that actions make, such as `arp` or `clone`, what makes it. */
  readonly made?: BlockPacket;
  /** Whether it is one of several copies. */
  readonly isCopy: boolean;
}

export interface HopStep {
  readonly table: NodeOf<'table' | 'no-match'>;
  /** What its actions did, in order. */
  readonly effects: TraceNode[];
}

/** Where a node is. */
interface Inside {
  readonly hop?: Hop | undefined;
  readonly step?: HopStep | undefined;
  readonly made?: BlockPacket | undefined;
  /** Whether `hop` sends the packet on, and not what a block of its actions makes. */
  readonly isSame: boolean;
  readonly isCopy: boolean;
}

/** The packet and its copies first, in the order of the trace; then packets that are made. A trace can be too deep for recursion. */
export function hopsOfTrace(root: TraceNode): readonly Hop[] {
  const hops: Hop[] = [];
  const stack: { readonly node: TraceNode; readonly inside: Inside }[] = [
    { node: root, inside: { isSame: true, isCopy: false } },
  ];
  for (let visit = stack.pop(); visit; visit = stack.pop()) {
    const inside = enter(visit.node, visit.inside, hops);
    for (const node of visit.node.children.toReversed()) stack.push({ node, inside });
  }
  return [...hops.filter(({ made }) => made === undefined), ...hops.filter(({ made }) => made !== undefined)];
}

function enter(node: TraceNode, inside: Inside, hops: Hop[]): Inside {
  switch (node.kind) {
    case 'pipeline':
      return { ...inside, hop: enterHop(node, inside, hops), step: undefined, isSame: true };
    case 'table':
    case 'no-match':
      return { ...inside, step: enterTable(node, inside) };
    case 'block':
      inside.step?.effects.push(node);
      return { ...inside, made: node.packet, isSame: false };
    default:
      inside.step?.effects.push(node);
      return node.kind === 'multicast' ? { ...inside, isCopy: true } : inside;
  }
}

function enterHop(place: NodeOf<'pipeline'>, { hop: from, made, isSame, isCopy }: Inside, hops: Hop[]): Hop {
  const hop: Hop = { place, steps: [], isCopy, ...(made && { made }) };
  if (from && isSame) from.next ??= hop;
  hops.push(hop);
  return hop;
}

function enterTable(table: HopStep['table'], { hop }: Inside): HopStep {
  const step: HopStep = { table, effects: [] };
  hop?.steps.push(step);
  return step;
}

/** The packet as it enters a hop, if the trace keeps packets. */
export const entryOf = ({ steps }: Hop): Packet | undefined => steps[0]?.table.before;

/** The packet as it leaves a hop, or as it enters the table where it ends. */
export function exitOf(hop: Hop): Packet | undefined {
  const left = hop.steps.flatMap(({ effects }) => effects).find(each => each.kind === 'output' && each.packet);
  return (hop.next && entryOf(hop.next)) ?? (left?.kind === 'output' ? left.packet : undefined) ?? lastOf(hop);
}

const lastOf = ({ steps }: Hop): Packet | undefined => steps.at(-1)?.table.before;

export type HopEnd = 'delivered' | 'goes-on' | 'dropped';

export function endOf(hop: Hop): HopEnd {
  const effects = hop.steps.flatMap(each => each.effects);
  if (effects.some(each => each.kind === 'output' && each.packet)) return 'delivered';
  return hop.next ? 'goes-on' : 'dropped';
}
