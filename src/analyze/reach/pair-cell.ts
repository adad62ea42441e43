/** The connections that one guest can open to another, from the packets that arrive. */
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { LAYOUT } from '../../ovn/fields/layout.ts';
import { type Diagram, EMPTY } from '../../symbolic/diagram/diagram.ts';
import type { Node } from '../../symbolic/diagram/node-table.ts';
import { equals } from '../../symbolic/packets/values.ts';
import { type ConnectionSet, connectionsOf } from './connections.ts';
import type { PairSets } from './pair-sets.ts';

/** The connections of one family, or of both if they are equal. */
export interface CellPart {
  /** Absent if it is so for all packets in question. */
  readonly family?: 4 | 6;
  readonly open: ConnectionSet;
  /** Other connections that may be open: the source does not tell. */
  readonly undecided: ConnectionSet;
}

export type MatrixCell =
  /** The connections of a guest to itself are not asked for. */
  | { readonly kind: 'self' }
  /** The sender is on another node, whose databases have the answer. */
  | { readonly kind: 'elsewhere' }
  /** The question cannot be asked or answered. */
  | { readonly kind: 'unanswered'; readonly why: string }
  | { readonly kind: 'answered'; readonly parts: readonly CellPart[] };

const FAMILIES = [
  [4, ETHER_TYPES.ip],
  [6, ETHER_TYPES.ipv6],
] as const;

/** `domain` are the packets in question. */
export function cellOf(diagram: Diagram, domain: Node, { certain, leaving, undecided }: PairSets): MatrixCell {
  const parts = FAMILIES.flatMap(([family, type]): CellPart[] => {
    const ofFamily = equals(diagram, LAYOUT.dl_type, type);
    if (diagram.guard(ofFamily, domain) === EMPTY) return [];
    const [open, maybe] = [certain, diagram.union(leaving, undecided)].map(set => diagram.guard(ofFamily, set));
    return [{ family, open: connectionsOf(diagram, open!), undecided: connectionsOf(diagram, maybe!) }];
  });
  return { kind: 'answered', parts: joined(parts) };
}

/** Equal parts as one. */
function joined(parts: readonly CellPart[]): readonly CellPart[] {
  const [first, ...others] = parts;
  if (!first) return [];
  const isSame = others.every(part => keyOf(part) === keyOf(first));
  return isSame ? [{ open: first.open, undecided: first.undecided }] : parts;
}

const keyOf = ({ open, undecided }: CellPart): string => JSON.stringify([open, undecided]);
