/** `udon trace --batch`: many traces, one line of output for each line of input, in order. */
import type { Opened } from '../../app/sources/open-sources.ts';
import { traceIn } from '../../app/trace/trace-in.ts';
import { answeredLine, refusedLine } from '../../render/trace/batch-line.ts';
import { readText } from '../sources/read-file.ts';
import { Failure } from '../terminal/failure.ts';
import { write } from '../terminal/terminal.ts';
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
    if (line.trim() !== '') await write(answerLine(argumentsOf(line, `${name}:${index + 1}`), opened, view));
  }
}

function answerLine(args: readonly string[], opened: Opened, view: View): string {
  const call = parseTraceArguments(args);
  if ('error' in call) return refusedLine(args, call.error);
  const { answer } = traceIn(opened, call.request, { ...view, isFriendly: call.isFriendly });
  return answeredLine(args, answer, call.styles);
}

function argumentsOf(line: string, place: string): readonly string[] {
  const value = parseJson(line) as { args?: unknown } | undefined;
  const isValid = Array.isArray(value?.args) && value.args.every(arg => typeof arg === 'string');
  if (!isValid) throw new Failure(`${place}: a JSON object with "args", an array of strings, is needed`);
  return value.args as string[];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
