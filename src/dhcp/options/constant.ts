/**
 * Integers as they stand in an action, in whatever notation: an option takes as many low bytes of one as it has room for
 * (man ovn-sb, "Constants"; lib/actions.c, OVN 25.03).
 */
import { bigUintBytes } from '../../base/bytes/bytes.ts';

export interface Numeral {
  readonly value: bigint;
  /** Of a network, whose host bits are cleared. */
  readonly mask?: bigint;
}

/** The low `length` bytes, big end first. */
export const lowBytes = ({ value }: Numeral, length: number): Uint8Array => bigUintBytes(value, length);

/** How far the ones of a mask of so many bits go; of one with gaps, the last of them. */
export function prefixLength(mask: bigint, bits: number): number {
  const text = BigInt.asUintN(bits, mask).toString(2).padStart(bits, '0');
  return text.lastIndexOf('1') + 1;
}
