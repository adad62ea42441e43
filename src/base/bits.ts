/** Masks of bits. */

const ONES = Array.from({ length: 129 }, (_, width) => (1n << BigInt(width)) - 1n);

/** A mask of the lowest `width` bits, 0 to 128. */
export const ones = (width: number): bigint => ONES[width]!;
