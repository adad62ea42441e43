/** Where flows come from: the rows of their hints, and the Kubernetes objects that the rows are made for. */
import { describe, expect, test } from 'vitest';
import { originOf } from '../../../src/analyze/origin/origin.ts';
import { hintTables } from '../../../src/analyze/origin/stage-tables.ts';
import type { LogicalFlow } from '../../../src/network/logical-network.ts';
import { printFlow } from '../../../src/network/print-flows.ts';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import { NB, type NbRow } from '../../../src/ovn/schema/nb.ts';
import { SB } from '../../../src/ovn/schema/sb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';
import { ownerText } from '../../../src/render/owner-text.ts';
import {
  featureRecordings,
  northbound,
  recordingsOf,
  routerRecordings,
  southbound,
  storedNetwork,
} from '../../support/recorded-databases.ts';

describe.each([
  ...recordingsOf('25.03.0'),
  ...recordingsOf('26.03.1'),
  ...featureRecordings(),
  ...routerRecordings(),
])('%s', recording => {
  const nb = northbound(recording);
  const stored = storedNetwork(recording).flows.all();

  test('a hint is of a row in a table that the stage has hints for', () => {
    for (const flow of stored.filter(({ hint }) => hint !== undefined)) {
      const { row } = originOf(flow, nb);
      if (row) expect(hintTables(flow.stage), printFlow(flow)).toContain(row.table);
    }
  });
});

/** Release 26.03 has rules that are not compiled here. */
test.each([
  ...recordingsOf('25.03.0'),
  ...featureRecordings(),
  ...routerRecordings(),
])('%s: stored and compiled flows agree', recording => {
  const nb = northbound(recording);
  const keyOf = (flow: LogicalFlow) => `${flow.datapath.external_ids.get('name')} ${printFlow(flow)}`;
  const stored = new Map(
    storedNetwork(recording)
      .flows.all()
      .map(flow => [keyOf(flow), originOf(flow, nb)]),
  );
  let compared = 0;
  const { network } = compileNetwork(nb, { release: '25.03.0', keysFrom: southbound(recording) });
  for (const flow of network.flows.all()) {
    const found = stored.get(keyOf(flow))!;
    if (!found.row || isOfAnyGateway(flow)) continue;
    const { row, owner } = originOf(flow, nb);
    expect(found, keyOf(flow)).toEqual({
      stage: flow.stage,
      row: { table: row!.table, row: row!.row },
      ...(owner && { owner }),
    });
    compared++;
  }
  expect(compared).toBeGreaterThan(0);
});

/** Of several gateway ports, the one that lies first in the memory of ovn-northd makes the flow. */
function isOfAnyGateway({ stage, priority }: LogicalFlow): boolean {
  return stage === 'lr_in_gw_redirect' && priority === 75;
}

test('without a northbound database, a stored flow has only its stage', () => {
  const [flow] = storedNetwork('networks/25.03.0/a-primary-l2').flows.all();
  expect(originOf(flow!, undefined)).toEqual({ stage: flow!.stage });
});

describe('hints', () => {
  const HINT = '0a580a58';
  const uuid = (end: string) => `${HINT}-0000-4000-8000-00000000000${end}`;
  const port = newRow(NB, 'Logical_Switch_Port', { _uuid: uuid('1'), name: 'p' });
  const other = newRow(NB, 'Logical_Switch_Port', { _uuid: '11111111-0000-4000-8000-000000000001', name: 'q' });
  const acl = newRow(NB, 'ACL', { _uuid: uuid('2') });
  const ls = newRow(NB, 'Logical_Switch', { _uuid: uuid('3'), name: 'sw0', ports: [port] });
  const elsewhere = newRow(NB, 'Logical_Switch', { _uuid: uuid('4'), name: 'sw1', ports: [other] });
  const nb = newDatabase(NB, {
    Logical_Switch: [ls, elsewhere],
    Logical_Switch_Port: [port, other],
    ACL: [acl, newRow(NB, 'ACL', { _uuid: '22222222-0000-4000-8000-000000000001' })],
  });
  const datapath = newRow(SB, 'Datapath_Binding', { external_ids: new Map([['logical-switch', ls._uuid]]) });
  const flow = (stage: string, hint: string): LogicalFlow =>
    ({ datapath, pipeline: 'ingress', table: 0, stage, priority: 0, match: '1', actions: '', uuid: '', hint }) as const;

  test.each([
    ['ls_in_acl_eval', HINT, { table: 'ACL', row: acl }],
    ['ls_in_check_port_sec', HINT, { table: 'Logical_Switch_Port', row: port }],
    ['ls_in_pre_acl', HINT, undefined],
    ['ls_in_unheard_of', HINT, undefined],
    ['ls_in_unheard_of', '22222222', { table: 'ACL', row: nb.ACL[1] }],
    ['ls_in_check_port_sec', '11111111', undefined],
    ['ls_in_acl_eval', 'ffffffff', undefined],
  ])('%s %s', (stage, hint, row) => expect(originOf(flow(stage, hint), nb).row).toEqual(row));

  test('the hint of a switch that shares the flow means the switch of the flow', () => {
    const [row, shared] = ['33333333', '44444444'].map(start =>
      newRow(NB, 'Logical_Switch', { _uuid: `${start}-0000-4000-8000-000000000000` }),
    );
    const both = newDatabase(NB, { Logical_Switch: [row!, shared!] });
    const own = newRow(SB, 'Datapath_Binding', { external_ids: new Map([['logical-switch', shared!._uuid]]) });
    const found = originOf({ ...flow('ls_in_pre_hairpin', '33333333'), datapath: own }, both);
    expect(found.row).toEqual({ table: 'Logical_Switch', row: shared });
  });
});

describe('the owner of DHCP options without ids', () => {
  const options = newRow(NB, 'DHCP_Options', { cidr: '10.0.0.0/24' });
  const port = (name: string, ids: readonly (readonly [string, string])[] = [['pod', 'true']]) =>
    newRow(NB, 'Logical_Switch_Port', { name, dhcpv4_options: options, external_ids: new Map(ids) });
  const ownerOf = (...ports: NbRow<'Logical_Switch_Port'>[]) => {
    const nb = newDatabase(NB, { Logical_Switch_Port: ports, DHCP_Options: [options] });
    const flow = {
      stage: 'ls_in_dhcp_options',
      madeFor: { table: 'DHCP_Options', row: options },
    } as unknown as LogicalFlow;
    const { owner } = originOf(flow, nb);
    return owner && ownerText(owner);
  };

  test.each([
    ['a VM', [port('n_ns_virt-launcher-vm1-abcde')], 'VirtualMachine ns/vm1'],
    [
      'a VM while it migrates',
      [port('n_ns_virt-launcher-vm1-abcde'), port('n_ns_virt-launcher-vm1-fghij')],
      'VirtualMachine ns/vm1',
    ],
    ['a pod', [port('n_ns_web-0')], 'Pod ns/web-0'],
    ['two VMs', [port('n_ns_virt-launcher-vm1-abcde'), port('n_ns_virt-launcher-vm2-abcde')], undefined],
    ['a port that is not of a pod', [port('vm1', [])], undefined],
    ['no port', [], undefined],
  ])('%s', (_, ports, owner) => expect(ownerOf(...ports)).toBe(owner));
});
