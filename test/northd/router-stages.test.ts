/**
 * For every router of every recording of each release, the flows of each stage equal those of the real ovn-northd. The keys of
 * datapaths and ports are those of the recorded southbound database.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { printFlow } from '../../src/network/print-flows.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { RELEASES } from '../../src/ovn/release/release.ts';
import { stagesOf } from '../../src/ovn/release/stages.ts';
import type { Nb } from '../../src/ovn/schema/nb.ts';
import {
  featureRecordings,
  flowsText,
  northbound,
  releaseRecordings,
  routerRecordings,
  southbound,
} from '../support/recorded-databases.ts';

describe.each(RELEASES)('%s', release => {
  const stages = [...stagesOf(release).keys()].filter(stage => stage.startsWith('lr_'));
  let flows = 0;
  afterAll(() =>
    console.log(`identical to ovn-northd ${release}: ${flows} flows in ${stages.length} stages of routers`),
  );

  describe.each(recordingsFor(release))('%s', recording => {
    const { network } = compileNetwork(appliedRows(recording), { release, keysFrom: southbound(recording) });
    const compiled = byStage(
      network.flows.all().map(flow => [flow.stage, `${flow.datapath.external_ids.get('name')}${printFlow(flow)}`]),
    );
    const recorded = byStage(recordedLines(flowsText(recording)));

    test.each(stages)('%s', stage => {
      const expected = recorded.get(stage) ?? [];
      expect(compiled.get(stage) ?? []).toEqual(expected);
      flows += expected.length;
    });
  });
});

/** Each recording of the release once. */
function recordingsFor(release: (typeof RELEASES)[number]): string[] {
  const ofDefault = release === '25.03.0' ? [...featureRecordings(), ...routerRecordings()] : [];
  return [...new Set([...releaseRecordings(release), ...ofDefault])];
}

/**
 * The rows as ovn-northd has applied them. The one that made `r302` of the other releases got `debug_drop_collector_set`
 * together with other global options, and had not applied it when the flows were recorded.
 */
function appliedRows(recording: string): Nb {
  const nb = northbound(recording);
  if (!/^releases\/.*\/r302$/.test(recording)) return nb;
  const [{ options, ...others }] = nb.NB_Global as [Nb['NB_Global'][number]];
  const applied = new Map([...options].filter(([name]) => name !== 'debug_drop_collector_set'));
  return { ...nb, NB_Global: [{ ...others, options: applied }] };
}

type StageLine = readonly [stage: string, line: string];

function byStage(lines: Iterable<StageLine>): ReadonlyMap<string, string[]> {
  const stages = new Map<string, string[]>();
  for (const [stage, line] of lines) stages.set(stage, [...(stages.get(stage) ?? []), line]);
  return stages;
}

/** The lines of a dump, each after the name of its datapath. */
function* recordedLines(dump: string): Iterable<StageLine> {
  let datapath = '';
  for (const line of dump.split('\n')) {
    datapath = /^Datapath: "(.*?)"(?: aka .*)? \(/.exec(line)?.[1] ?? datapath;
    const stage = /^ +table=\d+ *\((lr_\w+) *\)/.exec(line)?.[1];
    if (stage) yield [stage, datapath + line];
  }
}
