/**
 * The states that connection tracking returns: those that the user chose with `--ct`, in order (man ovn-trace, --ct), or those
 * of a scenario, which all zones agree on.
 */
import { CT_STATES } from '../../ovn/fields/symbols.ts';

const bitOf = (name: (typeof CT_STATES)[number]): number => 1 << CT_STATES.indexOf(name);

export const CT = {
  new: bitOf('new'),
  est: bitOf('est'),
  rel: bitOf('rel'),
  rpl: bitOf('rpl'),
  inv: bitOf('inv'),
  trk: bitOf('trk'),
  snat: bitOf('snat'),
  dnat: bitOf('dnat'),
} as const;

/**
 * What all zones know of the packet's connection, as one state of the kernel. With a scenario, packets also move between
 * datapaths as ovn-controller moves them, and not as ovn-trace does: a patch port clears registers and conntrack, and each
 * port of a multicast group gets a copy of its own (OVN 25.03, controller/physical.c).
 */
export const SCENARIOS = {
  /** The first packet of a connection. */
  first: CT.new | CT.trk,
  /** A later packet in the direction of the first. */
  established: CT.est | CT.trk,
  /** A packet in the other direction. */
  reply: CT.est | CT.rpl | CT.trk,
  /** An ICMP error about a connection, or the data connection of FTP. */
  related: CT.rel | CT.trk,
  /** A packet that fits no connection. */
  invalid: CT.inv | CT.trk,
} as const satisfies Readonly<Record<string, number>>;

/** Which packet of a connection is traced. */
export type Scenario = keyof typeof SCENARIOS;

export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly Scenario[];

export interface CtState {
  readonly bits: number;
  /** Whether it is ovn-trace's default, because the user chose none. */
  readonly isDefault: boolean;
}

export class ConntrackStates {
  /** Whether the packet was new and established at once, which the kernel never returns. */
  hasConflict = false;
  private readonly states: readonly number[];
  private readonly others: CtState;
  private position = 0;

  /** `scenario` decides all lookups after those of `states`. */
  constructor(states: readonly number[] = [], scenario?: Scenario) {
    this.states = states;
    this.others =
      scenario === undefined
        ? { bits: CT.est | CT.trk, isDefault: true }
        : { bits: SCENARIOS[scenario], isDefault: false };
  }

  next(): CtState {
    const bits = this.states[this.position++];
    return bits === undefined ? this.others : { bits, isDefault: false };
  }

  /** Notes the state that a packet has after a lookup. */
  see(bits: number): void {
    this.hasConflict ||= (bits & CT.new) !== 0 && (bits & CT.est) !== 0;
  }
}

/** `new,trk` to bits, or the first word that is not a state. `trk` is always added. */
export function parseCtState(text: string): { readonly bits: number } | { readonly unknown: string } {
  const words = text.split(/[, ]+/).filter(word => word !== '');
  const unknown = words.find(word => !(CT_STATES as readonly string[]).includes(word));
  if (unknown !== undefined) return { unknown };
  return { bits: words.reduce((bits, word) => bits | bitOf(word as (typeof CT_STATES)[number]), CT.trk) };
}
