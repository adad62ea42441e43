/**
 * Frames in text: the output of `tcpdump -xx` or `-XX`, of `tshark -x` and `xxd`, or pasted parts of it. Each line has an
 * offset and up to 16 bytes; the offset 0 begins a frame. All other lines are passed over.
 */
import { fromHex } from '../base/bytes/bytes.ts';
import { type Checked, type Diagnostic, warning } from '../base/diagnostic.ts';
import { guessLink } from './link.ts';
import { type CapturedFrame, linkOf } from './pcap.ts';

interface DumpLine {
  readonly number: number;
  readonly offset: number;
  /** In hexadecimal digits. */
  readonly bytes: string;
}

/** An offset, with `0x` or a colon or both, or only in front of bytes that are apart; then bytes, with a space at most twice. */
const LINE =
  /(?:^|[\s>|])(?:0x([0-9a-f]{4,8}):|([0-9a-f]{4,8}):(?=\s)|([0-9a-f]{4,8})(?=\s{1,3}[0-9a-f]{2}(?:\s|$)))\s*((?:[0-9a-f]{2}|[0-9a-f]{4})(?:\s{1,2}(?:[0-9a-f]{2}|[0-9a-f]{4})(?=\s|$))*)(?=\s|$)/i;
const BYTES_A_LINE = 16;

/** Whether a text has such frames. */
export const isHexDump = (text: string): boolean => lines(text).some(({ offset }) => offset === 0);

/** A frame of which a line is missing is left out, with a warning. */
export function readHexDump(text: string, name: string): Checked<CapturedFrame[]> {
  const frames: string[] = [];
  const diagnostics: Diagnostic[] = [];
  let current: string | undefined;
  for (const { number, offset, bytes } of lines(text)) {
    if (offset === 0) {
      if (current !== undefined) frames.push(current);
      current = bytes;
    } else if (current !== undefined && current.length === 2 * offset) current += bytes;
    else {
      if (current !== undefined) diagnostics.push(gap(name, number, offset, current.length / 2));
      current = undefined;
    }
  }
  if (current !== undefined) frames.push(current);
  return { value: frames.map(toFrame), diagnostics };
}

function lines(text: string): DumpLine[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [, prefixed, marked, plain, digits] = LINE.exec(line) ?? [];
    const offset = prefixed ?? marked ?? plain;
    if (offset === undefined) return [];
    const bytes = digits!.replaceAll(/\s/g, '').slice(0, 2 * BYTES_A_LINE);
    return [{ number: index + 1, offset: Number.parseInt(offset, 16), bytes }];
  });
}

const gap = (name: string, line: number, offset: number, length: number): Diagnostic =>
  warning(
    'hex-dump-gap',
    `${name}:${line}: this line is for byte ${offset}, and the frame has ${length} bytes before it; the frame is left out`,
  );

function toFrame(digits: string): CapturedFrame {
  const bytes = fromHex(digits);
  return { microseconds: 0, bytes, ...linkOf(guessLink(bytes)) };
}
