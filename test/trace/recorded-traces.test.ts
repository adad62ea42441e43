/** Every recorded run of ovn-trace 25.03.0, byte for byte. */
import { describe, expect, test } from 'vitest';
import { TRACE_RECORDINGS, tracesOf } from '../support/recorded-traces.ts';
import { comparisonsIn } from './compare-trace.ts';

describe.each(TRACE_RECORDINGS)('%s', recording => {
  const { compare, trace } = comparisonsIn(recording);

  test('is traced as by ovn-trace', () => {
    const wrong = tracesOf(recording).filter(recorded => compare(recorded) === 'different');
    expect(wrong.map(recorded => ({ ...recorded, ours: trace(recorded.args) }))).toEqual([]);
  });
});
