/**
 * Which registers and other state beside the headers a text may read, without parsing it. It may find too much, as in a
 * quoted name, but never too little in what OVN's own programs write.
 */
import { rememberTexts } from '../../base/remember.ts';
import type { Location } from '../../ovn/fields/layout.ts';
import { findSymbol, locate } from '../symbol.ts';

/** Some bits of a place in a packet. */
export interface StateBits {
  readonly location: Location;
  readonly low: number;
  readonly count: number;
}

/** A name with bits; in actions, the `=` after it says that it is written. */
const USE =
  /\b((?:x{0,2}reg\d+|flags|ct|ct_state|ct_mark|ct_label|inport|outport|pkt)(?:\.\w+)?)(?:\[(\d+)(?:\.\.(\d+))?\])?( *=(?!=))?/g;

/** What a match or a list of actions may read. */
export function stateRead(text: string): readonly StateBits[] {
  const found: StateBits[] = [];
  for (const [, name, low, high, written] of text.matchAll(USE)) {
    if (written === undefined) found.push(...bitsOf(`${name} ${low ?? ''} ${high ?? ''}`));
  }
  return found;
}

const bitsOf = rememberTexts((use: string): readonly StateBits[] => {
  const [name, low, high = low] = use.split(' ');
  const symbol = findSymbol(name!);
  if (!symbol || symbol.isOvnField || symbol.predicate !== undefined) return [];
  const first = low ? Number(low) : 0;
  const { location, low: lowest } = locate(symbol, first);
  const count = low ? Number(high || low) - first + 1 : symbol.width || 32;
  return [{ location, low: lowest, count }];
});
