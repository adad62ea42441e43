/** Bit masks. */

const ONES = Array.from({ length: 129 }, (_, width) => (1n << BigInt(width)) - 1n);

/** A mask of the lowest `width` bits, 0 to 128. */
export const ones = (width: number): bigint => ONES[width]!;

/** How many ones a mask of `width` bits begins with; undefined if another one follows a zero. */
export function maskLength(mask: bigint, width: number): number | undefined {
  const text = mask.toString(2).padStart(width, '0');
  return /^1*0*$/.test(text) ? text.lastIndexOf('1') + 1 : undefined;
}
