/**
 * For every router of every recording, the flows of each stage equal those of the real ovn-northd. The keys of
 * datapaths and ports are those of the recorded southbound database.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { printFlow } from '../../src/network/print-flows.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { stagesOf } from '../../src/ovn/release/stages.ts';
import {
  featureRecordings,
  flowsText,
  northbound,
  recordingsOf,
  routerRecordings,
  southbound,
} from '../support/recorded-databases.ts';

const STAGES = [...stagesOf('25.03.0').keys()].filter(stage => stage.startsWith('lr_'));

let flows = 0;

describe.each([...recordingsOf('25.03.0'), ...featureRecordings(), ...routerRecordings()])('%s', recording => {
  const { network } = compileNetwork(northbound(recording), {
    release: '25.03.0',
    keysFrom: southbound(recording),
  });
  const compiled = byStage(
    network.flows.all().map(flow => [flow.stage, `${flow.datapath.external_ids.get('name')}${printFlow(flow)}`]),
  );
  const recorded = byStage(recordedLines(flowsText(recording)));

  test.each(STAGES)('%s', stage => {
    const expected = recorded.get(stage) ?? [];
    expect(compiled.get(stage) ?? []).toEqual(expected);
    flows += expected.length;
  });
});

afterAll(() => console.log(`identical to ovn-northd: ${flows} flows in ${STAGES.length} stages of routers`));

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
