/** Text in the encodings in which shells and editors save it, as UTF-8 without a byte order mark. */

/** Windows PowerShell 5 writes UTF-16 with `>`, and UTF-8 with a mark with `-Encoding utf8`. */
export function toUtf8(bytes: Buffer): Buffer {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  const encoding = utf16Of(bytes);
  return encoding === undefined ? bytes : Buffer.from(new TextDecoder(encoding).decode(bytes));
}

/** By its mark; without one, by the zeros in every other byte that ASCII has there. */
function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, HEAD_LENGTH);
  if (head.length < 4 || head.length % 2 !== 0) return undefined;
  const isAscii = (first: number) =>
    head.every((byte, index) => (index % 2 === first ? byte > 0 && byte < 0x80 : byte === 0));
  return isAscii(0) ? 'utf-16le' : isAscii(1) ? 'utf-16be' : undefined;
}

const HEAD_LENGTH = 64;
