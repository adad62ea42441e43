/** One line of `udon trace --batch`: the arguments, the output of ovn-trace for them, and what the source does not tell. */
import type { TraceAnswer } from '../../trace/trace.ts';
import { notesOn } from './gap-notes.ts';
import { renderTrace, type Style } from './trace-text.ts';

export function answeredLine(args: readonly string[], answer: TraceAnswer, styles: readonly Style[]): string {
  const notes = notesOn(answer);
  return `${JSON.stringify({ args, rc: 0, stdout: renderTrace(answer, styles), ...(notes.length > 0 && { notes }) })}\n`;
}

/** The line for arguments that are rejected. */
export const refusedLine = (args: readonly string[], error: string): string =>
  `${JSON.stringify({ args, rc: 1, stdout: '', error })}\n`;
