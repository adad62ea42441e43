/** The difference between the packets that reach a destination on both sides: as connections, and with an example. */
import type { Packet } from '../../../ovn/fields/packet.ts';
import { type Diagram, EMPTY } from '../../../symbolic/diagram/diagram.ts';
import type { Node } from '../../../symbolic/diagram/node-table.ts';
import { describePackets } from '../../../symbolic/sets/describe.ts';
import { microflowText } from '../../../symbolic/sets/microflow-text.ts';
import { pick } from '../../../symbolic/sets/pick.ts';
import { type CellPart, cellOf } from '../../reach/pair-cell.ts';
import type { BehaviourChange, BehaviourExample } from './behaviour-change.ts';
import { connectionNode } from './connection-node.ts';
import type { GuestPair } from './same-guests.ts';
import type { PairClass } from './touched-pairs.ts';

/** Of one side: the packets in question that reach the destination, or may do so. */
export interface SideSets {
  readonly arriving: Node;
  readonly undecided: Node;
  readonly domain: Node;
  /** The packets in question that are sent to the own addresses of the destination. */
  readonly own: Node;
  /** Of these, the ones that people recognise: connections and examples are of them first. */
  readonly usual?: Node;
}

export interface SetsOfSides {
  readonly diagram: Diagram;
  readonly sender: GuestPair;
  readonly before: SideSets;
  readonly after: SideSets;
  /** Whether packets have the same addresses on both sides. Otherwise only connections are compared. */
  readonly isExact: boolean;
}

/** Nothing if the sets are equal. `to` are guests, or a port by which packets leave. */
export function changeOf(sets: SetsOfSides, from: PairClass, to: PairClass | string): readonly BehaviourChange[] {
  const { diagram, before, after, isExact } = sets;
  const doubt = comparable(sets, before, before.undecided, after.undecided);
  const [was, is] = [before, after].map(side => diagram.without(doubt, comparable(sets, side, side.arriving))) as Pair;
  if (was === is) return [];
  const [gone, come] = [diagram.without(is, was), diagram.without(was, is)];
  const [partsBefore, partsAfter] = [partsOf(diagram, before), partsOf(diagram, after)];
  const isSeen = JSON.stringify(partsBefore) !== JSON.stringify(partsAfter);
  const isWhole = isOpen(partsBefore) !== isOpen(partsAfter);
  const limit = isSeen && (isWhole || typeof to !== 'string') ? 0 : MOST_LINES;
  return [
    {
      kind: isSeen ? kindOf(isOpen(partsBefore), isOpen(partsAfter)) : kindOf(gone !== EMPTY, come !== EMPTY),
      from: namesOf(from),
      to: typeof to === 'string' ? [to] : namesOf(to),
      before: partsBefore,
      after: partsAfter,
      packets: limit === 0 || !isExact ? [] : linesOf(diagram, diagram.union(gone, come), before.domain),
      example: exampleOf(sets, gone, come),
    },
  ];
}

const MOST_LINES = 3;

const linesOf = (diagram: Diagram, packets: Node, domain: Node): readonly string[] =>
  describePackets(diagram, packets, domain, MOST_LINES).lines;

type Pair = [before: Node, after: Node];

/** Some packets of a side, in the form in which both sides are compared. */
function comparable({ diagram, isExact }: SetsOfSides, { own }: SideSets, ...sets: readonly Node[]): Node {
  const packets = diagram.unionAll(sets);
  return isExact ? packets : connectionNode(diagram, diagram.guard(own, packets));
}

function partsOf(diagram: Diagram, { arriving, undecided, ...side }: SideSets): readonly CellPart[] {
  const own = side.usual ?? side.own;
  const [certain, maybe] = [diagram.guard(own, arriving), diagram.guard(own, undecided)];
  const cell = cellOf(diagram, own, { certain, leaving: EMPTY, undecided: maybe });
  return cell.kind === 'answered' ? cell.parts : [];
}

const isOpen = (parts: readonly CellPart[]): boolean => parts.some(({ open }) => open.length > 0);

const kindOf = (wasThere: boolean, isThere: boolean): BehaviourChange['kind'] =>
  wasThere === isThere ? 'changed' : wasThere ? 'removed' : 'added';

const namesOf = (pairs: PairClass): readonly string[] => pairs.map(({ after }) => after.name);

/** A new packet comes first, and one to the own addresses of the destination. */
function exampleOf({ diagram, sender, before, after, isExact }: SetsOfSides, gone: Node, come: Node): BehaviourExample {
  const arrives = come === EMPTY ? 'before' : 'after';
  const side = arrives === 'after' ? after : before;
  const set = diagram.guard(arrives === 'after' ? come : gone, side.arriving);
  const preferred = [side.usual ?? EMPTY, side.own].map(each => diagram.guard(each, set));
  const packet = pick(diagram, preferred.find(each => each !== EMPTY) ?? set, 0);
  const on = (name: 'before' | 'after') => microflowOf(sender, name, packet);
  if (isExact) return { arrives, before: on('before'), after: on('after') };
  return arrives === 'after' ? { arrives, after: on('after') } : { arrives, before: on('before') };
}

const microflowOf = (sender: GuestPair, side: 'before' | 'after', packet: Packet): string =>
  microflowText(sender[side].port.logical_port, packet);
