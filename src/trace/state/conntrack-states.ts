/** The states that connection tracking returns, as the user chose them with `--ct`, in order (man ovn-trace, --ct). */
import { CT_STATES } from '../../ovn/fields/symbols.ts';

const bitOf = (name: (typeof CT_STATES)[number]): number => 1 << CT_STATES.indexOf(name);

export const CT = {
  new: bitOf('new'),
  est: bitOf('est'),
  trk: bitOf('trk'),
  snat: bitOf('snat'),
  dnat: bitOf('dnat'),
} as const;

export interface CtState {
  readonly bits: number;
  /** Whether it is ovn-trace's default, because the user chose none. */
  readonly isDefault: boolean;
}

export class ConntrackStates {
  private readonly states: readonly number[];
  private position = 0;

  constructor(states: readonly number[] = []) {
    this.states = states;
  }

  next(): CtState {
    const bits = this.states[this.position++];
    return bits === undefined ? { bits: CT.est | CT.trk, isDefault: true } : { bits, isDefault: false };
  }
}

/** `new,trk` to bits, or the first word that is not a state. `trk` is always added. */
export function parseCtState(text: string): { readonly bits: number } | { readonly unknown: string } {
  const words = text.split(/[, ]+/).filter(word => word !== '');
  const unknown = words.find(word => !(CT_STATES as readonly string[]).includes(word));
  if (unknown !== undefined) return { unknown };
  return { bits: words.reduce((bits, word) => bits | bitOf(word as (typeof CT_STATES)[number]), CT.trk) };
}
