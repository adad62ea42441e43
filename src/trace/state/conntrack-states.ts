/** The answers of connection tracking that the user chose with `--ct`, in order (man ovn-trace, --ct). */
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
  /** Says so where nobody chose the state. */
  readonly remark: string;
}

export class ConntrackStates {
  private readonly states: readonly number[];
  private position = 0;

  constructor(states: readonly number[] = []) {
    this.states = states;
  }

  next(): CtState {
    const bits = this.states[this.position++];
    if (bits !== undefined) return { bits, remark: '' };
    return { bits: CT.est | CT.trk, remark: ' /* default (use --ct to customize) */' };
  }
}

/** `new,trk` to bits, or the word in it that is no state; `trk` is always there. */
export function parseCtState(text: string): { readonly bits: number } | { readonly unknown: string } {
  const words = text.split(/[, ]+/).filter(word => word !== '');
  const unknown = words.find(word => !(CT_STATES as readonly string[]).includes(word));
  if (unknown !== undefined) return { unknown };
  return { bits: words.reduce((bits, word) => bits | bitOf(word as (typeof CT_STATES)[number]), CT.trk) };
}
