/** The Internet checksum (RFC 1071): the complement of the ones' complement sum of big-endian 16-bit words. */

/** The checksum, 0 to 0xffff, of the concatenated `parts`. Only the last part may have an odd length. */
export function internetChecksum(...parts: readonly Uint8Array[]): number {
  let sum = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2) sum += part[at]! * 256 + (part[at + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}
