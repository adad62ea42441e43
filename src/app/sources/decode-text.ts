/** The bytes of files that people write, such as manifests and dumps, as text. */
import { decodeUtf8, decodeValidUtf8 } from '../../base/bytes/utf8.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { SourceText } from '../../base/source-text.ts';

/** The text of UTF-8 `bytes`, or where they are not UTF-8. */
export function decodeText(bytes: Uint8Array, name: string): Result<SourceText, Fault<'not-utf8'>> {
  const text = decodeValidUtf8(bytes);
  if (text !== undefined) return { value: { name, text } };
  const { number, line } = firstBadLine(bytes);
  const column = decodeUtf8(line).indexOf('\ufffd');
  return failed('not-utf8', `${name}:${number}:${column + 1}: the text is not in UTF-8 here`);
}

const LINE_FEED = 0x0a;

/** The byte of a line feed is never part of another character. */
function firstBadLine(bytes: Uint8Array): { readonly number: number; readonly line: Uint8Array } {
  for (let start = 0, number = 1; ; number++) {
    const end = bytes.indexOf(LINE_FEED, start);
    const line = bytes.subarray(start, end < 0 ? undefined : end);
    if (end < 0 || decodeValidUtf8(line) === undefined) return { number, line };
    start = end + 1;
  }
}
