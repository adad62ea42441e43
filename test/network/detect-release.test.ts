/** Which release of OVN wrote flows: of every recorded release, from its database and from its dump. */
import { describe, expect, test } from 'vitest';
import { detectRelease } from '../../src/network/detect-release.ts';
import { stagesOf } from '../../src/ovn/release/stages.ts';
import { readFlowDump } from '../../src/read/flows/dump-flows.ts';
import { flowsText, RECORDED_RELEASES, releaseRecordings, storedNetwork } from '../support/recorded-databases.ts';

const dumped = (text: string) => detectRelease(readFlowDump({ name: 'dump.txt', text }).network);

describe.each(RECORDED_RELEASES)('%s', release => {
  const recordings = releaseRecordings(release).filter(name => !/random\/r\d$/.test(name));

  test('from SB_Global', () =>
    expect(detectRelease(storedNetwork(recordings[0]!))).toEqual({ release, evidence: 'northd', releases: [release] }));

  test.each(recordings)('from the stages of %s', recording => {
    const detected = dumped(flowsText(recording))!;
    expect(detected.evidence).toBe('stages');
    expect(detected.releases).toContain(release);
    const written = new Set(
      [...flowsText(recording).matchAll(/\(([a-z0-9_]+) *\), priority/g)].map(([, name]) => name),
    );
    const numbers = detected.releases.map(each =>
      JSON.stringify([...stagesOf(each).values()].filter(({ name }) => written.has(name))),
    );
    expect(new Set(numbers).size).toBe(1);
  });
});

test('a few lines of a dump leave several releases, or none', () => {
  const line = (stage: string, table: number) =>
    `Datapath: "sw0" (00000000-0000-4000-8000-000000000001)  Pipeline: ingress\n  table=${table}(${stage}), priority=0, match=(1), action=(next;)\n`;
  expect(dumped(line('ls_in_check_port_sec', 0))).toBeUndefined();
  expect(dumped(line('ls_in_lookup_fdb', 3))?.releases.map(each => each.slice(0, 5))).toEqual([
    ...Array(5).fill('25.09'),
    ...Array(3).fill('26.03'),
  ]);
  expect(dumped(line('ls_in_lookup_fdb', 9))).toBeUndefined();
});
