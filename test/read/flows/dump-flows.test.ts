/** Dumps as `ovn-sbctl` of OVN 25.03 printed them, of a switch that Neutron gave a second name, and parts of them. */
import { expect, test } from 'vitest';
import { printFlows } from '../../../src/network/print-flows.ts';
import { readFlowDump } from '../../../src/read/flows/dump-flows.ts';
import { renderTrace } from '../../../src/render/trace/trace-text.ts';
import { Tracer } from '../../../src/trace/trace.ts';

const DUMP = `Datapath: "neutron-1" aka "blue net" (8b9765d4-20c3-4d92-beaa-4a1947f5f26b)  Pipeline: ingress
  uuid=0x0e56dfc8, table=0 (ls_in_check_port_sec), priority=50   , match=(1), action=(reg0[15] = check_in_port_sec(); next;)
  uuid=0x96d0a359, table=8 (ls_in_acl_eval     ), priority=2001 , match=((inport == {"a", "b"} && ip4)), action=(reg8[16] = 1; next;)
Datapath: "r" (0cf78ab4-891e-46c4-a84e-69c7de6dd510)  Pipeline: ingress
  uuid=0x60ad2cd0, table=0 (lr_in_admission    ), priority=100  , match=(vlan.present || eth.src[40]), action=(drop;)
`;

const networkIn = (text: string) => readFlowDump({ name: 'dump', text }).network;

test('is printed as it was read, with both names of a datapath', () => {
  expect(printFlows(networkIn(DUMP))).toBe(DUMP.replaceAll(/uuid=0x\w+, /g, ''));
});

test('has the ports that its flows name, one by one or in sets', () => {
  expect(networkIn(DUMP).Port_Binding.map(({ logical_port }) => logical_port)).toEqual(['a', 'b']);
});

test('is traced in by the names that people know, and shows which flows those were', () => {
  const trace = new Tracer(networkIn(DUMP), { isFriendly: true }).trace({ microflow: 'inport == "a"' });
  expect(renderTrace(trace, ['detailed'])).toContain(`ingress(dp="blue net", inport="a")
----------------------------------
 0. ls_in_check_port_sec: 1, priority 50, uuid 0e56dfc8
`);
});

test('recognizes switches and routers by the stages of flows, where its headers were filtered away', () => {
  const lines = DUMP.split('\n').filter(line => line.startsWith(' '));
  const found = networkIn(lines.join('\n'))
    .flows.all()
    .map(({ datapath, pipeline }) => [datapath.external_ids.get('name'), pipeline]);
  expect(found).toEqual([
    ['switch', 'ingress'],
    ['switch', 'ingress'],
    ['router', 'ingress'],
  ]);
});
