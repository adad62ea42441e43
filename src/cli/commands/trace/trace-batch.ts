/** `udon trace --batch`: many traces, one line of output for each line of input, in order. */
import type { Opened } from '../../../app/sources/opened.ts';
import { traceIn } from '../../../app/trace/trace-in.ts';
import { error } from '../../../base/diagnostic.ts';
import { answeredLine, refusedLine } from '../../../render/trace/batch-line.ts';
import { readText } from '../../sources/read-file.ts';
import { report, write } from '../../terminal/terminal.ts';
import { parseTraceArguments } from './trace-arguments.ts';

/** The view of the network, for all traces of the batch. */
interface View {
  readonly isStrict: boolean;
  readonly isPartial: boolean;
  readonly chassis?: string;
}

export async function traceBatch(batch: string, opened: Opened, view: View): Promise<void> {
  const { name, text } = readText(batch);
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const args = argumentsOf(line);
    if (args) await write(answerLine(args, opened, view));
    else reportUnreadable(`${name}:${index + 1}`);
  }
}

/** Such a line has no answer, but the other lines have. */
function reportUnreadable(place: string): void {
  report([error('batch-line', `${place}: a JSON object with "args", an array of strings, is needed`)]);
}

/** A fault in one trace is its own answer, so the other traces get theirs. */
function answerLine(args: readonly string[], opened: Opened, view: View): string {
  try {
    const call = parseTraceArguments(args);
    if ('error' in call) return refusedLine(args, call.error);
    const { answer } = traceIn(opened, call.request, { ...view, isFriendly: call.isFriendly });
    return answeredLine(args, answer, call.styles);
  } catch (fault) {
    return refusedLine(args, `a fault in udon itself: ${(fault as Error).message}`);
  }
}

function argumentsOf(line: string): readonly string[] | undefined {
  const value = parseJson(line) as { args?: unknown } | null | undefined;
  const isValid = Array.isArray(value?.args) && value.args.every(arg => typeof arg === 'string');
  return isValid ? (value!.args as string[]) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
