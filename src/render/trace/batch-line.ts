/** One line of `udon trace --batch`: the arguments, and the output of ovn-trace for them. */
import type { TraceAnswer } from '../../trace/trace.ts';
import { renderTrace, type Style } from './trace-text.ts';

export const answeredLine = (args: readonly string[], answer: TraceAnswer, styles: readonly Style[]): string =>
  `${JSON.stringify({ args, rc: 0, stdout: renderTrace(answer, styles) })}\n`;

/** The line for arguments that are rejected. */
export const refusedLine = (args: readonly string[], error: string): string =>
  `${JSON.stringify({ args, rc: 1, stdout: '', error })}\n`;
