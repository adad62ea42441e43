/** Every recorded run of ovn-trace, byte for byte. */
import { describe, expect, test } from 'vitest';
import { parseTraceArguments } from '../../src/cli/commands/trace-arguments.ts';
import { renderTrace } from '../../src/render/trace/trace-text.ts';
import { Tracer } from '../../src/trace/trace.ts';
import { networkOf, type RecordedTrace, TRACE_RECORDINGS, tracesOf } from '../support/recorded-traces.ts';

const CHOSEN_AT_RANDOM = / = (\d+) \/\* Randomly selected\. Use --select-id to specify\. \*\//;

/** ovn-trace chooses at random if the user does not choose. Its choice is used here, so the note about chance is removed. */
const withoutChance = (stdout: string): string => stdout.replace(new RegExp(CHOSEN_AT_RANDOM, 'g'), ' = $1');

function tracersOf(recording: string): (args: readonly string[], selectId?: string) => string {
  const network = networkOf(recording);
  const friendly = new Tracer(network);
  const unchanged = new Tracer(network, { isFriendly: false });
  return (args, selectId) => {
    const call = parseTraceArguments(args);
    if ('error' in call) return call.error;
    const { request, styles, isFriendly } = call;
    const choice = selectId === undefined ? {} : { selectId: Number(selectId) };
    return renderTrace((isFriendly ? friendly : unchanged).trace({ ...request, ...choice }), styles);
  };
}

describe.each(TRACE_RECORDINGS)('%s', recording => {
  const trace = tracersOf(recording);

  /** If ovn-trace itself aborted, any trace is right. */
  function isWrong({ args, stdout, error, crashed }: RecordedTrace): boolean {
    const ours = trace(args, CHOSEN_AT_RANDOM.exec(stdout)?.[1]);
    if (crashed !== undefined) return !/^# .*\n(.*\n)+/.test(ours);
    return withoutChance(ours) !== withoutChance(error ?? stdout);
  }

  test('is traced as by ovn-trace', () => {
    const wrong = tracesOf(recording).filter(isWrong);
    expect(wrong.map(recorded => ({ ...recorded, ours: trace(recorded.args) }))).toEqual([]);
  });
});
