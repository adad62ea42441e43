/**
 * For every switch of every recording, the flows compiled from the northbound database equal those of the real ovn-northd.
 */
import { afterAll, describe, expect, test } from 'vitest';
import type { LogicalFlow } from '../../src/network/logical-network.ts';
import { printFlow, printFlows } from '../../src/network/print-flows.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import {
  featureRecordings,
  flowsOf,
  flowsText,
  metersOf,
  northbound,
  pipelinesOf,
  recordingsOf,
  routerRecordings,
  southbound,
} from '../support/recorded-databases.ts';

let pipelines = 0;
let flows = 0;
let meters = 0;

describe.each([...recordingsOf('25.03.0'), ...featureRecordings(), ...routerRecordings()])('%s', recording => {
  const nb = northbound(recording);
  const { network } = compileNetwork(nb, { release: '25.03.0' });
  const compiled = pipelinesOf(printFlows(network));
  const switches = nb.Logical_Switch.map(({ name }) => name);
  const isOfSwitch = (header: string) => switches.includes(header.split('"')[1]!);
  const recorded = [...pipelinesOf(flowsText(recording))].filter(([header]) => isOfSwitch(header));

  test.each(recorded)('%s', (header, dump) => {
    expect(compiled.get(header)).toBe(dump);
    pipelines++;
    flows += dump.split('\n').length - 1;
  });

  test('no other pipelines of switches', () => {
    const own = [...compiled.keys()].filter(isOfSwitch);
    expect(own.sort()).toEqual(recorded.map(([header]) => header).sort());
  });

  test('control meters', () => {
    const own = metersOf(network.flows.all());
    expect(own).toEqual(metersOf(flowsOf(southbound(recording))));
    meters += own.length;
  });

  test('hints name the northbound rows that flows were made for', () => {
    const own = hintsOf(network.flows.all());
    const misled = [...hintsOf(flowsOf(southbound(recording)))].filter(([flow, hint]) => own.get(flow) !== hint);
    expect(misled).toEqual([]);
  });
});

afterAll(() => console.log(`control meters as in ovn-northd: ${meters} flows`));
afterAll(() => console.log(`identical to ovn-northd: ${flows} flows in ${pipelines} pipelines of switches`));

function hintsOf(flows: readonly LogicalFlow[]): ReadonlyMap<string, string> {
  const hinted = flows.filter(({ hint, stage }) => hint && stage.startsWith('ls_'));
  return new Map(hinted.map(flow => [`${flow.datapath.external_ids.get('name')}${printFlow(flow)}`, flow.hint!]));
}
