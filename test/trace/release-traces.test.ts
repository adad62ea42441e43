/** Every run of ovn-trace of each release in the database of that release, byte for byte. */
import { afterAll, describe, expect, test } from 'vitest';
import { RECORDED_RELEASES, releaseRecordings } from '../support/recorded-databases.ts';
import { hasTraces, tracesOf } from '../support/recorded-traces.ts';
import { type Comparison, comparisonsIn } from './compare-trace.ts';

type Counts = Record<Comparison, number>;

const counts = new Map<string, Counts>();

describe.each(RECORDED_RELEASES)('%s', release => {
  const count: Counts = { equal: 0, different: 0, crashed: 0, chance: 0 };
  counts.set(release, count);

  test.each(releaseRecordings(release).filter(hasTraces))('%s', recording => {
    const { compare, trace } = comparisonsIn(recording);
    const wrong = tracesOf(recording).filter(recorded => {
      const comparison = compare(recorded);
      count[comparison]++;
      return comparison === 'different';
    });
    expect(wrong.map(recorded => ({ ...recorded, ours: trace(recorded.args) }))).toEqual([]);
  });
});

test('chance decides only few', () => {
  for (const { equal, chance } of counts.values()) expect(chance).toBeLessThan(equal / 500);
});

afterAll(() => {
  for (const [release, { equal, different, crashed, chance }] of counts)
    console.log(
      `${release}: ${equal} traces identical to ovn-trace, ${different} different, ${chance} left to chance, ${crashed} where it crashed`,
    );
});
