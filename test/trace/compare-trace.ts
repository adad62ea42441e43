/** Compares recorded runs of ovn-trace with udon's traces, byte for byte. */
import { parseTraceArguments } from '../../src/cli/commands/trace/trace-arguments.ts';
import { renderTrace } from '../../src/render/trace/trace-text.ts';
import { Tracer } from '../../src/trace/trace.ts';
import { networkOf, type RecordedTrace } from '../support/recorded-traces.ts';

/**
 * - `crashed`: ovn-trace itself aborted, where any trace is right.
 * - `chance`: the traces are equal up to a load balancer of several backends, of which ovn-trace took one at random.
 */
export type Comparison = 'equal' | 'different' | 'crashed' | 'chance';

export interface ComparedRecording {
  compare(recorded: RecordedTrace): Comparison;
  /** What udon prints for these arguments. */
  trace(args: readonly string[]): string;
}

const SELECTED_AT_RANDOM = / = (\d+) \/\* Randomly selected\. Use --select-id to specify\. \*\//g;

/** ovn-trace chooses at random if the user does not choose. Its choice is used here, so the note about chance is removed. */
const withoutChance = (stdout: string): string => stdout.replace(SELECTED_AT_RANDOM, ' = $1');

export function comparisonsIn(recording: string): ComparedRecording {
  const trace = tracerOf(recording);
  const compare = ({ args, stdout, error, crashed }: RecordedTrace): Comparison => {
    const [selected] = stdout.matchAll(SELECTED_AT_RANDOM);
    const ours = withoutChance(trace(selected ? [`--select-id=${selected[1]}`, ...args] : args));
    const theirs = withoutChance(error ?? stdout);
    if (crashed !== undefined) return /^# .*\n(.*\n)+/.test(ours) ? 'crashed' : 'different';
    if (ours === theirs) return 'equal';
    return isChosenBefore(ours, theirs) && !args.some(arg => arg.startsWith('--lb-dst')) ? 'chance' : 'different';
  };
  return { trace, compare };
}

/** Whether an action with several backends comes before the first line that differs. */
function isChosenBefore(ours: string, theirs: string): boolean {
  const lines = theirs.split('\n');
  const first = ours.split('\n').findIndex((line, index) => line !== lines[index]);
  return lines.slice(0, first).some(line => /\bct_lb(_mark)?\(backends=[^;)]*,/.test(line));
}

function tracerOf(recording: string): (args: readonly string[]) => string {
  const network = networkOf(recording);
  const friendly = new Tracer(network);
  const unchanged = new Tracer(network, { isFriendly: false });
  return args => {
    const call = parseTraceArguments(args);
    if ('error' in call) return call.error;
    const { request, styles, isFriendly } = call;
    return renderTrace((isFriendly ? friendly : unchanged).trace(request), styles);
  };
}
