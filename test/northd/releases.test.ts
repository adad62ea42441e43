/** For every switch that several releases recorded, the flows compiled for a release equal those of its ovn-northd. */
import { afterAll, describe, expect, test } from 'vitest';
import { printFlows } from '../../src/network/print-flows.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import type { Nb } from '../../src/ovn/schema/nb.ts';
import {
  flowsText,
  newerRecordings,
  northbound,
  pipelinesOf,
  RECORDED_RELEASES,
  type RecordedRelease,
  releaseRecordings,
} from '../support/recorded-databases.ts';

const counts = new Map<string, { pipelines: number; flows: number }>();

describe.each(RECORDED_RELEASES.filter(release => release !== '25.03.0'))('%s', release => {
  const newer = release === '26.03.1' ? newerRecordings() : [];
  describe.each([...releaseRecordings(release), ...newer])('%s', recording => {
    const nb = appliedRows(recording);
    const compiled = pipelinesOf(printFlows(compileNetwork(nb, { release }).network));
    const recorded = pipelinesOf(flowsText(recording));
    const switches = nb.Logical_Switch.map(({ name }) => name);
    const headers = [...new Set([...compiled.keys(), ...recorded.keys()])];

    test.each(headers.filter(header => switches.includes(header.split('"')[1]!)))('%s', header => {
      expect(compiled.get(header)).toBe(recorded.get(header));
      count(release, recorded.get(header)!);
    });
  });
});

afterAll(() => {
  for (const [release, { pipelines, flows }] of counts)
    console.log(`${release}: ${flows} flows in ${pipelines} pipelines of switches identical to ovn-northd`);
});

function count(release: RecordedRelease, dump: string): void {
  const { pipelines, flows } = counts.get(release) ?? { pipelines: 0, flows: 0 };
  counts.set(release, { pipelines: pipelines + 1, flows: flows + dump.split('\n').length - 1 });
}

/**
 * The rows that ovn-northd applied. The ovn-northd of `r302` had not yet applied `debug_drop_collector_set`, which it got together
 * with other global options.
 */
function appliedRows(recording: string): Nb {
  const nb = northbound(recording);
  if (!recording.endsWith('/r302')) return nb;
  const applied = nb.NB_Global.map(row => ({
    ...row,
    options: new Map([...row.options].filter(([key]) => key !== 'debug_drop_collector_set')),
  }));
  return { ...nb, NB_Global: applied };
}
