/** A row for each interface of each VM, from manifests and from databases. */
import { expect, test } from 'vitest';
import { checkAll } from '../../../src/app/lease/check-all.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { manifests, opened, recorded } from '../../support/app-inputs.ts';
import { openPaths } from '../../support/open-paths.ts';

test('manifests: every way for a VM to be on a network, and who answers there', async () => {
  const rows = checkAll(await opened(manifests('vms'), FOR_GUESTS));
  expect(rows.map(({ name, verdict, answerer }) => [name, verdict, answerer?.server])).toEqual([
    ['demo/bridge-on-localnet', 'elsewhere', 'outside'],
    ['demo/bridge-on-primary', 'elsewhere', 'virt-launcher'],
    ['demo/bridge-on-secondary', 'elsewhere', 'virt-launcher'],
    ['demo/bridge-without-ipam', 'elsewhere', 'nobody'],
    ['demo/l2bridge-on-primary', 'leased', 'OVN'],
    ['demo/macvtap', 'elsewhere', 'outside'],
    ['demo/managed-tap-on-primary', 'leased', 'OVN'],
    ['demo/masquerade-on-primary', 'elsewhere', 'virt-launcher'],
    ['demo/sriov', 'elsewhere', 'outside'],
    ['demo/stopped', 'stopped', undefined],
    ['plain/bridge-on-pod-network', 'elsewhere', 'virt-launcher'],
    ['plain/masquerade-on-pod-network', 'elsewhere', 'virt-launcher'],
    ['plain/masquerade-with-its-own-cidr', 'elsewhere', 'virt-launcher'],
    ['plain/passt-on-pod-network', 'elsewhere', 'plugin'],
    ['plain/slirp-on-pod-network', 'elsewhere', 'plugin'],
  ]);
});

test('a database, which does not know the bindings', async () =>
  expect(checkAll(await opened([recorded('sb.db')], FOR_GUESTS))).toMatchObject([
    { name: 'proj2/fedora-1', verdict: 'leased', isBindingUnknown: true },
  ]));

test.each([
  [
    'port-disabled.yaml',
    [
      ['waiting', 'port-disabled'],
      ['leased', undefined],
    ],
  ],
  ['port-missing', [['no-lease', 'port-missing']]],
  ['lease-time-missing.nb.db', [['no-lease', 'lease-time-missing']]],
])('%s', async (sample, expected) => {
  const { value } = await openPaths([`samples/doctor/${sample}`], FOR_GUESTS);
  expect(checkAll(value!).map(({ verdict, diagnosis }) => [verdict, diagnosis?.code])).toEqual(expected);
});
