/** UTF-16 as text: the encoding in which Windows PowerShell 5 saves what a program prints. */

const CHUNK = 2 ** 13;

/** The text of `bytes` from `start` on; an odd byte at the end is left out. */
export function decodeUtf16(bytes: Uint8Array, isLittleEndian: boolean, start = 0): string {
  const [low, high] = isLittleEndian ? [0, 1] : [1, 0];
  const parts: string[] = [];
  for (let at = start; at + 1 < bytes.length; at += 2 * CHUNK) {
    const end = Math.min(at + 2 * CHUNK, bytes.length - 1);
    const units: number[] = [];
    for (let unit = at; unit < end; unit += 2) units.push(bytes[unit + low]! | (bytes[unit + high]! << 8));
    parts.push(String.fromCharCode(...units));
  }
  return parts.join('');
}
