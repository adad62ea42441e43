/** The frames of a capture that were not sent: by reason as text, and an object each as JSON. */
import type { FrameAnswer, UnsentFrame } from '../../analyze/diagnose/lease-answer.ts';
import { toHex } from '../../base/bytes/bytes.ts';

/** How many lines a reason has; the others are counted. */
const MOST_LINES = 10;

interface Numbered extends UnsentFrame {
  /** Its place in the capture, from 1. */
  readonly number: number;
}

/** Empty if all frames were sent. */
export function renderUnsent(frames: readonly FrameAnswer[]): string {
  const unsent = frames.flatMap((frame, index) => (frame.kind === 'unsent' ? [{ ...frame, number: index + 1 }] : []));
  const parts = [...new Set(unsent.map(({ reason }) => reason))].map(reason =>
    renderGroup(unsent.filter(frame => frame.reason === reason)),
  );
  return unsent.length > 0 ? `not sent: ${unsent.length} of ${frames.length} frames\n${parts.join('')}` : '';
}

function renderGroup(group: readonly Numbered[]): string {
  const { text, reason } = group[0]!;
  const shown = group.slice(0, MOST_LINES);
  const width = Math.max(...shown.map(({ number }) => String(number).length));
  const lines = shown.map(
    ({ number, message, tcpdump }) =>
      `    ${String(number).padStart(width)}  ${message ? `${message.padEnd(8)} ` : ''}${tcpdump}\n`,
  );
  const more = group.length - shown.length;
  return `  ${text} (${reason})\n${lines.join('')}${more > 0 ? `    and ${more.toLocaleString('en-US')} more\n` : ''}`;
}

export const unsentToJson = ({ bytes, reason, message }: UnsentFrame) => ({
  frame: toHex(bytes),
  ...(message !== undefined && { message }),
  notSent: reason,
});
