/** Text in the encodings in which shells and editors save it, as UTF-8 without a byte order mark. */

import { plainBytes } from '../../base/bytes/bytes.ts';
import { encodeUtf8 } from '../../base/bytes/utf8.ts';
import { decodeUtf16 } from '../../base/bytes/utf16.ts';

/** Windows PowerShell 5 writes UTF-16 with `>`, and UTF-8 with a mark with `-Encoding utf8`. */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return plainBytes(bytes.subarray(3));
  const isLittleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (isLittleEndian || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return encodeUtf8(decodeUtf16(bytes, isLittleEndian, 2));
  if (isAscii16(bytes, 0)) return encodeUtf8(decodeUtf16(bytes, true));
  return isAscii16(bytes, 1) ? encodeUtf8(decodeUtf16(bytes, false)) : plainBytes(bytes);
}

const HEAD_LENGTH = 64;

/** Whether the text begins with ASCII in units of 16 bits, of which the byte at `place` says the character. */
function isAscii16(bytes: Uint8Array, place: 0 | 1): boolean {
  const head = bytes.subarray(0, HEAD_LENGTH);
  const isOfAscii = (byte: number, index: number) => (index % 2 === place ? byte > 0 && byte < 0x80 : byte === 0);
  return head.length >= 4 && head.length % 2 === 0 && head.every(isOfAscii);
}
