/** Bytes that people write, such as manifests and dumps, as text: UTF-8, or it is said where they are not. */
import { isUtf8 } from 'node:buffer';
import { Failure } from '../terminal/failure.ts';

export function decodeText(bytes: Buffer, name: string): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const lines = linesOf(bytes);
  const number = lines.findIndex(line => !isUtf8(line));
  const column = lines[number]!.toString('utf8').indexOf('\ufffd');
  throw new Failure(`${name}:${number + 1}:${column + 1}: the text is not in UTF-8 here`);
}

const LINE_FEED = 0x0a;

/** A line feed is never part of another character. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}
