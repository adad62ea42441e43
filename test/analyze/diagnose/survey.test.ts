/** Which ports have rows in a survey of VMs, from what OVN-Kubernetes writes about them. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { survey } from '../../../src/analyze/diagnose/survey.ts';
import { GuestSources } from '../../../src/analyze/guests/sources.ts';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import type { SbRow } from '../../../src/ovn/schema/sb.ts';
import { readLogicalNetwork } from '../../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../../src/read/ovsdb/log.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { northbound } from '../../support/faulty-networks.ts';

const FILE = 'test/recordings/networks/25.03.0/a-primary-l2/sb.db';

const { value: network } = readLogicalNetwork(readOvsdbLog(readFileSync(FILE), FILE).tables, FILE);
const vm = network.Port_Binding.find(({ logical_port }) => logical_port.includes('virt-launcher'))!;

/** A port on the cluster's own network: its external_ids name no network. */
const onDefaultNetwork = (name: string): SbRow<'Port_Binding'> => ({
  ...vm,
  logical_port: name,
  tunnel_key: 99,
  external_ids: new Map([
    ['namespace', name.split('_')[0]!],
    ['pod', 'true'],
  ]),
});

function surveyWith(...ports: readonly SbRow<'Port_Binding'>[]) {
  const more = { ...network, Port_Binding: [...network.Port_Binding, ...ports] };
  return survey(new GuestSources({ network: more }), new Tracer(more)).map(({ name, verdict, answerer }) => [
    name,
    verdict,
    answerer?.server,
  ]);
}

const LEASED = ['proj2/fedora-1', 'leased', undefined];

test.each<[string, string, unknown[]]>([
  ['a pod is not a VM', 'proj2_web-0', []],
  ["a VM's other port is for probes", 'proj2_virt-launcher-fedora-1-hs6zv', []],
  ['virt-launcher answers', 'proj5_virt-launcher-vm-a-x7k2p', ['proj5/vm-a', 'elsewhere', 'virt-launcher']],
])("on the cluster's own network, %s: %s", (_, port, row) => {
  expect(surveyWith(onDefaultNetwork(port))).toEqual([LEASED, row].filter(each => each.length > 0));
});

test('a pod does not migrate, so its disabled port is not waiting', () => {
  const pod = { name: 'proj2.cudn2_proj2_web-0', enabled: false };
  const nb = northbound({ port: pod });
  const disabled = compileNetwork(nb, { release: '25.03.0' }).network;
  const sources = new GuestSources({ network: disabled, nb, isCompiled: true });
  expect(survey(sources, new Tracer(disabled))).toMatchObject([
    { name: 'proj2/web-0', verdict: 'no-lease', diagnosis: { code: 'port-disabled' } },
  ]);
});
