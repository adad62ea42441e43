/** A frame in hexadecimal, with its parts marked, and a table of the parts. */
import { toHex } from '../../../base/bytes/bytes.ts';
import type { FrameBlock, FramePart } from '../model/report.ts';
import { type Html, html } from './html.ts';
import { tableHtml } from './table.ts';

const BYTES_IN_LINE = 16;

export function frameHtml({ label, bytes, parts }: FrameBlock): Html {
  const lines = Array.from({ length: Math.ceil(bytes.length / BYTES_IN_LINE) }, (_, line) =>
    isRepeated(bytes, line, parts) ? starHtml(bytes, line, parts) : lineHtml(bytes, line * BYTES_IN_LINE, parts),
  );
  const rows = parts.map(({ from, to, name, text }) => [name, text, `${from} to ${to - 1}`]);
  const table = tableHtml({
    kind: 'table',
    caption: `${label}: the marked bytes`,
    heads: ['Option', 'Value', 'Bytes'],
    rows,
  });
  return html`<h3>${label}</h3><pre class="hex" tabindex="0" aria-label="${label} in hexadecimal">${lines}</pre>${
    rows.length > 0 ? table : undefined
  }`;
}

/** A line without parts that is the same as the one before. The last line is always shown. */
function isRepeated(bytes: Uint8Array, line: number, parts: readonly FramePart[]): boolean {
  const start = line * BYTES_IN_LINE;
  const end = start + BYTES_IN_LINE;
  if (line === 0 || end >= bytes.length) return false;
  const isMarked = parts.some(({ from, to }) => from < end && to > start - BYTES_IN_LINE);
  return !isMarked && toHex(bytes, start, end) === toHex(bytes, start - BYTES_IN_LINE, start);
}

/** One star for all lines of a run, as hexdump prints it. */
const starHtml = (bytes: Uint8Array, line: number, parts: readonly FramePart[]): Html | undefined =>
  isRepeated(bytes, line - 1, parts)
    ? undefined
    : html`<span class="at">*</span>
`;

function lineHtml(bytes: Uint8Array, start: number, parts: readonly FramePart[]): Html {
  const end = Math.min(start + BYTES_IN_LINE, bytes.length);
  const at = Array.from({ length: end - start }, (_, index) => start + index);
  const pad = '   '.repeat(BYTES_IN_LINE - at.length);
  const text = at.map(index => asciiOf(bytes[index]!)).join('');
  const offset = start.toString(16).padStart(4, '0');
  return html`<span class="at">${offset}</span>  ${at.map(index => byteHtml(bytes, index, parts))}${pad} <span class="text">${text}</span>
`;
}

/** The space after a byte is marked, too, if the part goes on. */
function byteHtml(bytes: Uint8Array, at: number, parts: readonly FramePart[]): Html {
  const part = parts.find(({ from, to }) => from <= at && at < to);
  const hex = toHex(bytes, at, at + 1);
  if (!part) return html`${hex} `;
  const goesOn = at + 1 < part.to && (at + 1) % BYTES_IN_LINE !== 0;
  return html`<mark title="${part.name}: ${part.text}">${hex}${goesOn ? ' ' : ''}</mark>${goesOn ? '' : ' '}`;
}

const asciiOf = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.');
