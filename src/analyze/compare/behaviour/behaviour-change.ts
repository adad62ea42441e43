/** What is different between the connections of two networks. */
import type { LogicalNetwork } from '../../../network/logical-network.ts';
import type { FateAssumption } from '../../../symbolic/outcomes/assumptions.ts';
import type { SymbolicNetwork } from '../../../symbolic/question.ts';
import type { Gap } from '../../../trace/gaps/gap.ts';
import type { Guest } from '../../guests/guest.ts';
import type { CellPart } from '../../reach/pair-cell.ts';

/** A network, with what asks about its packets and who sends them. */
export interface BehaviourSide {
  readonly network: LogicalNetwork;
  readonly symbolic: SymbolicNetwork;
  readonly guests: readonly Guest[];
}

/** A packet that arrives on one side only. */
export interface BehaviourExample {
  readonly arrives: 'before' | 'after';
  /** The microflow that describes it on each side; absent where its addresses do not exist. */
  readonly before?: string;
  readonly after?: string;
  /** The node in whose zone it arrives, where the zones of several are compared. */
  readonly node?: string;
}

/** Senders and destinations with the same difference. */
export interface BehaviourChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Names of VMs, pods or ports. */
  readonly from: readonly string[];
  /** The same, and names of ports by which packets leave the network. */
  readonly to: readonly string[];
  /** The connections before and after, to the addresses of the destinations. */
  readonly before: readonly CellPart[];
  readonly after: readonly CellPart[];
  /** The packets that only one side delivers, where it is not clear from the connections; lines of a match. */
  readonly packets: readonly string[];
  readonly example: BehaviourExample;
}

/** A sender whose packets cannot be compared. */
export interface NotAsked {
  readonly from: string;
  readonly why: 'no-mac' | 'too-large';
}

/** What was left out, so that it is not known whether it is the same. */
export type NotCompared =
  /** The zone of a node, with the VMs and pods that run there. */
  | { readonly what: 'node'; readonly node: string; readonly guests: readonly string[] }
  /** A network that has no rows here, by its title: `Layer3 network blue`. */
  | { readonly what: 'network'; readonly title: string }
  /** Changed flows that only multicast meets, which is not followed. */
  | { readonly what: 'multicast'; readonly flows: number }
  /** The addresses for which a router asks the MAC. Only one side has these routes. */
  | {
      readonly what: 'next-hop';
      readonly router: string;
      readonly before: readonly string[];
      readonly after: readonly string[];
    };

export interface BehaviourCompared {
  /** `same` is proved; `undecided` if no difference is known, and some packets could not be compared. */
  readonly verdict: 'same' | 'different' | 'undecided';
  /** The most ports first. */
  readonly changes: readonly BehaviourChange[];
  /**
   * How many senders both sides have, and the pairs of these that a difference of the networks can concern. Guests of two
   * nodes are a pair on each of them.
   */
  readonly senders: number;
  readonly pairs: number;
  /** Guests that only one side has. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly notAsked: readonly NotAsked[];
  readonly notCompared: readonly NotCompared[];
  readonly assumptions: readonly FateAssumption[];
  readonly gaps: readonly Gap[];
}
