/**
 * Integers as an action has them, in any notation. An option takes as many low bytes of one as fit into it (man ovn-sb,
 * "Constants"; lib/actions.c, OVN 25.03).
 */
import { bigUintBytes } from '../../base/bytes/bytes.ts';

export interface Numeral {
  readonly value: bigint;
  /** The mask of a network, whose host bits are 0. */
  readonly mask?: bigint;
}

/** The low `length` bytes, in big-endian order. */
export const lowBytes = ({ value }: Numeral, length: number): Uint8Array => bigUintBytes(value, length);

/** The number of bits up to the last 1 in a mask of `bits` bits. Gaps in the mask are ignored. */
export function prefixLength(mask: bigint, bits: number): number {
  const text = BigInt.asUintN(bits, mask).toString(2).padStart(bits, '0');
  return text.lastIndexOf('1') + 1;
}
