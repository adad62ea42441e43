/** Clusters as people set them up, and the answer about each VM. The manifests are in clusters/. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SurveyRow } from '../../../src/analyze/diagnose/survey.ts';
import { checkAll, verdictOnAll } from '../../../src/app/lease/check-all.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { opened } from '../../support/app-inputs.ts';
import { openPaths } from '../../support/open-paths.ts';

const FOLDER = 'test/app/lease/clusters';

async function openCluster(file: string, ovnkFeatures: readonly string[] = []) {
  const { value, diagnostics } = await openPaths([`${FOLDER}/${file}`], { ...FOR_GUESTS, ovnkFeatures });
  return { sources: value!, warnings: diagnostics.filter(({ severity }) => severity === 'warning') };
}

/** `VM INTERFACE: VERDICT [SERVER] [ADDRESS] [CODE]` */
const line = ({ name, link, verdict, state, answerer, guest, diagnosis }: SurveyRow): string =>
  [`${name} ${link}:`, verdict, state, verdict === 'elsewhere' && answerer?.server, guest?.ips[0], diagnosis?.code]
    .filter(Boolean)
    .join(' ');

type Case = [
  file: string,
  features: readonly string[],
  verdict: 'yes' | 'no',
  lines: readonly string[],
  warnings: readonly string[],
];

test.each<Case>([
  // The network is advertised by BGP, which changes routes and NAT, not the lease.
  ['static-address.yaml', [], 'yes', ['demo-cudn-bgp/fedora-static-cudn-01 eth0: leased 10.65.0.60'], ['not-compiled']],
  [
    'static-address.yaml',
    ['conflicts-refused'],
    'yes',
    ['demo-cudn-bgp/fedora-static-cudn-01 eth0: leased 10.65.0.60'],
    ['not-compiled'],
  ],
  ['hotplug.yaml', [], 'yes', ['hp/vm1 default: elsewhere virt-launcher', 'hp/vm1 added: waiting pending'], []],
  ['ipv6-only.yaml', [], 'yes', ['v6/vm1 default: leased fd00:10::3'], []],
  [
    'two-interfaces.yaml',
    [],
    'yes',
    ['island-p/c8kv1 default: leased 66.66.0.3', 'island-p/c8kv1 net1: elsewhere virt-launcher 66.66.1.1'],
    [],
  ],
  [
    'label-but-secondary.yaml',
    [],
    'no',
    [
      'sec/worker-a default: no-lease primary-network-missing',
      'sec/worker-a t: no-lease 10.20.0.1 primary-network-missing',
    ],
    ['primary-network-missing'],
  ],
  ['reserved.yaml', [], 'yes', ['res/vm-a default: leased 192.168.100.3'], ['later-field']],
  ['reserved.yaml', ['default-gateway-ips'], 'yes', ['res/vm-a default: leased 192.168.100.64'], []],
  [
    'three-of-one-hostname.yaml',
    [],
    'no',
    [
      'hn/dev-web-03 default: no-lease too-many-pods',
      'hn/prod-web-01 default: leased 10.1.0.9',
      'hn/test-web-02 default: no-lease 10.1.0.10 port-disabled',
    ],
    ['too-many-pods'],
  ],
  [
    'same-address.yaml',
    ['conflicts-refused'],
    'no',
    ['dup/vm-a default: leased 192.168.0.10', 'dup/vm-b default: no-lease address-in-use'],
    ['address-in-use'],
  ],
  [
    'same-address.yaml',
    [],
    'yes',
    ['dup/vm-a default: leased 192.168.0.10', 'dup/vm-b default: leased 192.168.0.10'],
    ['address-in-use', 'mac-in-use'],
  ],
  [
    'same-attachment.yaml',
    [],
    'no',
    ['vms/fw nic1: no-lease attachment-twice', 'vms/fw nic2: no-lease attachment-twice'],
    ['attachment-twice'],
  ],
  [
    'same-attachment.yaml',
    ['repeated-attachments'],
    'yes',
    ['vms/fw nic1: elsewhere outside', 'vms/fw nic2: elsewhere outside'],
    [],
  ],
  [
    'two-namespaces.yaml',
    [],
    'yes',
    ['island-y1/vm1 default: leased 66.66.0.3', 'island-y2/vm1 default: leased 66.66.0.4'],
    [],
  ],
])('%s with %j: %s', async (file, features, verdict, lines, codes) => {
  const { sources, warnings } = await openCluster(file, features);
  const rows = checkAll(sources);
  expect(rows.map(line)).toEqual(lines);
  expect(verdictOnAll(rows)).toBe(verdict);
  expect(warnings.map(({ code }) => code)).toEqual(codes);
});

async function leaseIn(file: string, who: string, ipv6 = false) {
  const lease = leaseOf((await openCluster(file)).sources, who, { ipv6 });
  if ('error' in lease) throw new Error(lease.error.message);
  return lease.value;
}

describe('the hostname of a VM', () => {
  test.each([
    ['hostname.yaml', '10.1.0.3'],
    ['hostname-running.yaml', '10.1.0.9'],
  ])('is that of its specification: %s', async (file, address) => {
    const { report } = await leaseIn(file, 'prod-web-01');
    const reply = report!.exchanges.at(-1)!.reply!;
    expect(reply.address).toBe(address);
    expect(reply.options.find(({ name }) => name === 'hostname')?.text).toBe('web');
  });

  test('that another VM has is why the port is disabled', async () => {
    const { report } = await leaseIn('three-of-one-hostname.yaml', 'test-web-02');
    expect(report!.diagnosis).toMatchObject({
      code: 'port-disabled',
      text: expect.stringContaining('VM hn/prod-web-01 has the same hostname'),
      remedy: expect.stringContaining('spec.template.spec.hostname'),
    });
  });
});

test('a refused VM is asked about by its name or by that of its pod', async () => {
  for (const who of ['dev-web-03', 'hn/dev-web-03', 'virt-launcher-dev-web-03-abcde']) {
    const { report, verdict } = await leaseIn('three-of-one-hostname.yaml', who);
    expect([verdict, report?.diagnosis?.code]).toEqual(['no', 'too-many-pods']);
  }
});

test('a VM of which only interfaces of other servers work has no conversation with OVN', async () => {
  const lease = await leaseIn('hotplug.yaml', 'vm1');
  expect(lease.report).toBeUndefined();
  expect(lease.verdict).toBe('yes');
});

describe('a network for IPv6 only', () => {
  test('leases by DHCPv6, as the router advertises', async () => {
    const { report, verdict } = await leaseIn('ipv6-only.yaml', 'vm1', true);
    expect([verdict, report!.exchanges.at(-1)!.reply!.address]).toEqual(['yes', 'fd00:10::3']);
    expect(report!.exchanges[0]!.reply!.message).toBe('ROUTER-ADVERTISEMENT');
    expect(report!.assumptions).toEqual([]);
  });
  test('leases no IPv4 address, and the remedy is to ask for IPv6', async () => {
    const { report } = await leaseIn('ipv6-only.yaml', 'vm1');
    expect(report!.diagnosis).toMatchObject({ code: 'port-ipv4-missing', remedy: expect.stringContaining('-6') });
  });
});

test('VMs of one name in two namespaces are named with them', async () => {
  const { sources } = await openCluster('two-namespaces.yaml');
  expect(leaseOf(sources, 'vm1')).toMatchObject({
    error: { message: '"vm1" means several VMs or pods; name one: island-y1/vm1, island-y2/vm1' },
  });
});

test('a dual-stack network that an attachment defines has both addresses of its management port', async () => {
  const { sources } = await openCluster('dual-stack-attachment.yaml');
  const ports = sources.nb!.Logical_Switch_Port.filter(({ name }) => name.startsWith('k8s-tenantred'));
  expect(ports.map(({ addresses }) => addresses)).toEqual([['0a:58:0a:64:c8:02 10.100.200.2 2014:100:200::2']]);
});

test('each of two interfaces on one attachment has its own port, from 1.3 on', async () => {
  const { sources } = await openCluster('same-attachment.yaml', ['repeated-attachments']);
  expect(checkAll(sources).map(({ guest }) => guest?.port.external_ids.get('k8s.ovn.org/nad'))).toEqual([
    'default/vlan100',
    'default/vlan100/1',
  ]);
});

test('VMs whose long names begin alike are not confused', async () => {
  const names = ['one', 'two'].map(end => `a-virtual-machine-with-a-name-that-is-longer-than-${end}`);
  const machines = names.map(
    name => `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: ${name}, namespace: hn}
spec:
  template:
    spec:
      domain: {devices: {interfaces: [{name: default, binding: {name: l2bridge}}]}}
      networks: [{name: default, pod: {}}]`,
  );
  const network = readFileSync(`${FOLDER}/hostname.yaml`, 'utf8').split('---').slice(0, 2);
  const text = [...network, ...machines].join('\n---\n');
  const rows = checkAll(await opened([{ name: 'long.yaml', text }], FOR_GUESTS));
  expect(rows.map(line)).toEqual([
    `hn/${names[0]} default: leased 10.1.0.3`,
    `hn/${names[1]} default: leased 10.1.0.4`,
  ]);
});
