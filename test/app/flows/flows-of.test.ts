/** The flows of datapaths and stages, and what is said where there are none. */
import { expect, test } from 'vitest';
import { flowOrigins } from '../../../src/app/flows/flow-origins.ts';
import { type FlowFilter, flowsOf } from '../../../src/app/flows/flows-of.ts';
import { flowsToText } from '../../../src/render/flows/flows-text.ts';
import { manifests, opened, recorded, recordedFlows } from '../../support/app-inputs.ts';
import { ovsdbFile } from '../../support/ovsdb-file.ts';

const NETWORK = 'c-secondary-l2';
const SWITCH = 'proj3_l2sec_ovn_layer2_switch';
const database = opened([recorded('sb.db', NETWORK)]);

const dumped = async (filter?: FlowFilter) => {
  const flows = flowsOf(await database, filter);
  return 'error' in flows ? flows : [...flowsToText(flows.value)].join('');
};

test('all flows', async () => expect(await dumped()).toBe(recordedFlows(NETWORK)));

test('of a stage', async () => {
  const wanted = recordedFlows(NETWORK).match(/^.*\(ls_in_l2_lkup .*$/gm)!;
  const found = await dumped({ datapaths: [SWITCH], stages: ['ls_in_l2_lkup'] });
  expect(String(found).trimEnd().split('\n').slice(1)).toEqual(wanted);
});

test.each<[FlowFilter, string, string]>([
  [{ datapaths: ['sw9'] }, 'datapath-unknown', `no datapath "sw9"; there are ${SWITCH}`],
  [{ stages: ['ls_in_x'] }, 'no-flows-in-stage', 'no flows in ls_in_x of any datapath'],
  [{ stages: ['lr_in_policy'], datapaths: [SWITCH] }, 'no-flows-in-stage', `no flows in lr_in_policy of ${SWITCH}`],
])('%j', async (filter, code, message) => expect(await dumped(filter)).toMatchObject({ error: { code, message } }));

test('a database without flows', async () =>
  expect(flowsOf(await opened([{ name: 'sb.db', bytes: ovsdbFile('OVN_Southbound') }]))).toMatchObject({
    error: { code: 'no-flows', message: 'no logical flows in the source' },
  }));

test.each([
  ['manifests', manifests()],
  ['both databases', [recorded('nb.db'), recorded('sb.db')]],
])('origins, of %s', async (_, inputs) => {
  const found = await opened(inputs);
  const flows = flowsOf(found, { stages: ['ls_in_dhcp_options'] });
  const rows = 'value' in flows ? [...(await flowOrigins(found, flows.value))] : [];
  expect(rows.map(({ origin: { rule, row, owner } }) => [rule?.name, row?.table, owner?.name])).toContainEqual([
    'dhcpOptions',
    'DHCP_Options',
    'fedora-1',
  ]);
});

test('every stored flow of a switch has the rule that makes it', async () => {
  const found = await opened([recorded('nb.db'), recorded('sb.db')]);
  const origins = [...(await flowOrigins(found, found.network.flows.all()))];
  const ofSwitches = origins.filter(({ flow }) => flow.stage.startsWith('ls_'));
  expect(ofSwitches.length).toBeGreaterThan(100);
  expect(ofSwitches.filter(({ origin }) => !origin.rule)).toEqual([]);
});

test('a stored flow that no rule makes has no rule', async () => {
  const found = await opened([recorded('nb.db'), recorded('sb.db')]);
  const [flow] = found.network.flows.all();
  const [changed] = [...(await flowOrigins(found, [{ ...flow!, stage: 'ls_in_acl_eval', match: 'tcp.dst == 1' }]))];
  expect(changed!.origin).not.toHaveProperty('rule');
});

test.each([
  ['stored', [recorded('sb.db')]],
  ['compiled', [recorded('nb.db')]],
])('%s flows have the meters of their packets to ovn-controller', async (_, inputs) => {
  const found = await opened(inputs);
  const flows = flowsOf(found, { stages: ['lr_in_learn_neighbor'] });
  const [, arp] = 'value' in flows ? flows.value.map(flow => [flow.match, flow.controllerMeter]).sort() : [];
  expect(arp).toEqual(['arp', 'arp-rate-limiter']);
});
