/** `udon dhcp`, compared with exchanges of the real ovn-controller. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record } from '../support/ovsdb-file.ts';
import { readJsonLines } from '../support/recordings.ts';
import { ROOT, udon } from '../support/udon.ts';

interface ExchangeCase {
  readonly set: number;
  readonly request: string;
  readonly replies: readonly string[];
}

const cases = readJsonLines<ExchangeCase>('dhcp/25.03.3/exchanges.jsonl');

test('every request of a file gets the recorded reply', () => {
  const exchanges = cases.filter(({ set }) => set === 0);
  const port = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
  const requests = exchanges.map(({ request }) => request).join('\n');
  const dump = 'test/recordings/dhcp/25.03.3/flows-0.txt';
  const { stdout, stderr } = udon(['dhcp', '-f', dump, port, '--request', '-', '--json'], requests);
  const answers = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { request: string; replies: { frame: string }[]; reason?: string });
  expect(stderr).toBe('');
  expect(answers.map(({ request, replies }) => ({ request, replies: replies.map(({ frame }) => frame) }))).toEqual(
    exchanges.map(({ request, replies }) => ({ request, replies })),
  );
  expect(answers.filter(({ replies, reason }) => (replies.length === 0) !== (reason !== undefined))).toEqual([]);
});

test('the conversation as JSON', () => {
  const { stdout } = udon(['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--json']);
  const [discover, request] = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(discover).toMatchObject({ message: 'DISCOVER', replies: [{ message: 'OFFER', options: { mtu: '1400' } }] });
  expect(request).toMatchObject({
    message: 'REQUEST',
    replies: [{ message: 'ACK', options: { router: '172.22.0.1' } }],
  });
});

const cells = (line: string): string[] => line.split(/ {2,}/);

test('every way for a VM to be on a network, and the server there', () => {
  const { stdout, status } = udon(['dhcp', '-f', 'samples/vms', '--all']);
  const [table] = stdout.split('\n\n');
  const rows = table!.split('\n').slice(1).map(cells);
  expect(status).toBe(0);
  expect(rows.map(([name, , , address, verdict]) => [name, address, verdict])).toEqual([
    ['demo/bridge-on-localnet', '-', 'external DHCP'],
    ['demo/bridge-on-primary', '10.1.1.6', 'leased by virt-launcher'],
    ['demo/bridge-on-secondary', '10.2.2.1', 'leased by virt-launcher'],
    ['demo/bridge-without-ipam', '-', 'nobody answers'],
    ['demo/l2bridge-on-primary', '10.1.1.3', 'leased by OVN'],
    ['demo/macvtap', '-', 'external DHCP'],
    ['demo/managed-tap-on-primary', '10.1.1.4', 'leased by OVN'],
    ['demo/masquerade-on-primary', '10.0.2.2', 'leased by virt-launcher'],
    ['demo/sriov', '-', 'external DHCP'],
    ['demo/stopped', '-', 'not running'],
    ['plain/bridge-on-pod-network', '10.128.2.15', 'leased by virt-launcher'],
    ['plain/masquerade-on-pod-network', '10.0.2.2', 'leased by virt-launcher'],
    ['plain/masquerade-with-its-own-cidr', '192.168.100.2', 'leased by virt-launcher'],
    ['plain/passt-on-pod-network', '-', 'leased by the binding'],
    ['plain/slirp-on-pod-network', '-', 'leased by the binding'],
  ]);
});

test('one VM without a lease sets exit status 1, as a table and as JSON', () => {
  const sample = ['dhcp', '-f', 'samples/doctor/lease-time-missing.nb.db', '--all'];
  const table = udon(sample);
  expect(table.status).toBe(1);
  expect(cells(table.stdout.split('\n')[1]!).slice(-2)).toEqual(['no lease', 'lease-time-missing']);
  const json = udon([...sample, '--json']);
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    vm: 'proj2/fedora-1',
    verdict: 'no-lease',
    code: 'lease-time-missing',
    diagnosis: { row: { table: 'DHCP_Options', name: '172.22.0.0/16' }, owner: 'VirtualMachine proj2/fedora-1' },
  });
});

test('the unused port of a migrating VM is waiting', () => {
  const { stdout, status } = udon(['dhcp', '-f', 'samples/doctor/port-disabled.yaml', '--all', '--json']);
  const rows = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { verdict: string; code?: string });
  expect(rows.map(({ verdict, code }) => [verdict, code])).toEqual([
    ['waiting', 'port-disabled'],
    ['leased', undefined],
  ]);
  expect(status).toBe(0);
});

test('the code of the diagnosis is the reason in JSON', () => {
  const { stdout, status } = udon(['dhcp', '-f', 'samples/doctor/dropped-by-acl.yaml', 'fedora-1', '--json']);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    message: 'DISCOVER',
    replies: [],
    reason: 'dropped-by-acl',
    diagnosis: { owner: 'default deny (Egress) of the NetworkPolicies in namespace proj2' },
  });
});

test('a VM without a port, as text and as JSON', () => {
  const sample = ['dhcp', '-f', 'samples/doctor/port-missing', 'fedora-1'];
  expect(udon(sample)).toMatchObject({ status: 1, stdout: expect.stringMatching(/^no lease: .* \(port-missing\)$/m) });
  const { stdout, status } = udon([...sample, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ vm: 'proj2/fedora-1', verdict: 'no-lease', code: 'port-missing' });
  expect(status).toBe(1);
  expect(udon(['dhcp', '-f', 'samples/doctor/namespace-label-missing.yaml', 'fedora-1', '--json'])).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('"code":"namespace-label-missing"'),
  });
});

test('a VM that is not running sends no request and gets no lease', () => {
  const { stdout, status } = udon(['dhcp', '-f', 'samples/vms', 'stopped']);
  expect({ stdout, status }).toEqual({ stdout: 'demo/stopped is not running, so it sends no request\n', status: 1 });
});

test('a VM with masquerade is not served by OVN', () => {
  const { stdout, status } = udon(['dhcp', '-f', 'samples/vms', 'masquerade-on-primary', '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'elsewhere',
    answerer: { server: 'virt-launcher', address: '10.0.2.2/24', router: '10.0.2.1', mtu: 1400 },
  });
});

test('either a VM or all of them', () => {
  for (const words of [[], ['fedora-1', '--all']])
    expect(udon(['dhcp', '-f', 'samples/cudn2', ...words])).toMatchObject({
      status: 2,
      stderr: 'udon: name a VM, or use --all for every VM of the source\n',
    });
});

test('a VM has a server even if the manifests have no network', () => {
  const machine = (name: string, device: string) =>
    `{apiVersion: kubevirt.io/v1, kind: VirtualMachine, metadata: {name: ${name}, namespace: demo}, spec: {template: {spec: {domain: {devices: {interfaces: [{name: default, ${device}}]}}, networks: [{name: default, pod: {}}]}}}}`;
  const { stdout, status } = udon(['dhcp', '-f', '-', '--all'], machine('vm-a', 'masquerade: {}'));
  expect(status).toBe(0);
  expect(cells(stdout.split('\n')[1]!)).toEqual(['demo/vm-a', 'default', '10.0.2.2', 'leased by virt-launcher', '-']);
});

const DUAL = 'test/recordings/networks/25.03.0/b-primary-l2-dual/sb.db';

test('a dual-stack guest finds its router and leases its IPv6 address', () => {
  const { stdout, status } = udon(['dhcp', '-f', DUAL, 'fedora-1', '-6', '--json']);
  const exchanges = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(exchanges).toMatchObject([
    {
      message: 'ROUTER-SOLICITATION',
      replies: [{ message: 'ROUTER-ADVERTISEMENT', options: { addr_mode: 'dhcpv6_stateful', mtu: '1400' } }],
    },
    { message: 'SOLICIT', replies: [{ message: 'ADVERTISE' }] },
    { message: 'REQUEST', replies: [{ message: 'REPLY', options: { dns_server: 'fd02::a' } }] },
  ]);
  expect(status).toBe(0);
  expect(udon(['dhcp', '-f', DUAL, 'fedora-1', '-6']).stdout).toMatch(
    /^leased 2001:db8:22::6 with an infinite lease by /m,
  );
});

test.each([
  ['renew', 'message-not-answered'],
  ['rebind', 'message-not-answered'],
])('OVN does not answer %s in IPv6', (message, reason) => {
  const { stdout, status } = udon(['dhcp', '-f', DUAL, 'fedora-1', '-6', '--json', '--message', message]);
  expect(JSON.parse(stdout)).toMatchObject({ replies: [], reason });
  expect(status).toBe(1);
});

test('messages of one protocol are not accepted for the other', () => {
  expect(udon(['dhcp', '-f', DUAL, 'fedora-1', '-6', '--message', 'discover'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--message discover: the messages of IPv6 (-6) are router-solicitation, solicit,'),
  });
});

test('a guest of a network without IPv6 gets no answer', () => {
  const { stdout, status } = udon(['dhcp', '-f', 'samples/cudn2', 'fedora-1', '-6', '--json']);
  const reasons = stdout
    .trim()
    .split('\n')
    .map(line => (JSON.parse(line) as { reason: string }).reason);
  expect(reasons).toEqual(['solicitation-not-answered', 'dhcpv6-not-answered']);
  expect(status).toBe(1);
});

/** The message types in a capture: option 53 (RFC 2132 section 9.6) after the cookie (RFC 2131 section 3). */
const messageTypes = (capture: Buffer): string[] =>
  [...capture.toString('hex').matchAll(/63825363.*?3501(..)/g)].map(([, type]) => type!);

test('writes a conversation to a capture, and reads requests from a capture', () => {
  const [asked, sent] = ['asked.pcap', 'sent.pcap'].map(name => join(mkdtempSync(join(tmpdir(), 'udon-')), name));
  expect(udon(['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--pcap', asked!]).status).toBe(0);
  expect(messageTypes(readFileSync(asked!))).toEqual(['01', '02', '03', '05']);
  const { stdout } = udon(['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--request', asked!, '--pcap', sent!]);
  expect(stdout).toMatch(/DISCOVER.*\n(.*\n)*.*OFFER/);
  // The replies in the first capture are not sent.
  expect(messageTypes(readFileSync(sent!))).toEqual(['01', '02', '03', '05']);
});

test('requests that all get an answer give exit status 0, in IPv6, too', () => {
  const answered = cases.find(({ replies }) => replies.length > 0)!;
  const dump = `test/recordings/dhcp/25.03.3/flows-${answered.set}.txt`;
  const port = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
  expect(udon(['dhcp', '-f', dump, port, '--request', '-'], answered.request).status).toBe(0);

  const asked = udon(['dhcp', '-f', DUAL, 'fedora-1', '-6', '--json']).stdout.trim().split('\n');
  // That frames get to OVN is what --request says, so nothing is assumed of the binding.
  const exchanges = asked.map(line => {
    const { binding: _, ...exchange } = JSON.parse(line) as { request: string; binding?: string };
    return exchange;
  });
  const requests = exchanges.map(({ request }) => request).join('\n');
  const { stdout, status } = udon(['dhcp', '-f', DUAL, 'fedora-1', '--request', '-', '--json'], requests);
  expect(
    stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line)),
  ).toEqual(exchanges);
  expect(status).toBe(0);
});

test('--verbose prints the trace of every message', () => {
  const { stdout } = udon(['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--verbose']);
  expect(stdout.match(/^ingress\(dp="cluster_udn_cudn2_ovn_layer2_switch"/gm)).toHaveLength(2);
  expect(stdout).toMatch(/put_dhcp_opts\(offerip = 172\.22\.0\.6/);
});

/** Interfaces without a network that serves them, with the expected server (KubeVirt's user guide, "Interfaces and Networks"). */
const LOST = [
  ['lone', 'binding: {name: l2bridge}', 'pod: {}', 'nobody'],
  ['foreign', 'binding: {name: vdpa}', 'pod: {}', 'unknown'],
  ['lost', 'binding: {name: l2bridge}', 'multus: {networkName: nowhere}', 'unknown'],
  ['bridged', 'bridge: {}', 'multus: {networkName: other/nowhere}', 'unknown'],
  ['tapped', 'binding: {name: managedTap}', 'multus: {networkName: second}', 'nobody'],
  ['alone', 'binding: {name: managedTap}', 'multus: {networkName: plain}', 'nobody'],
] as const;

test('an instance with interfaces on networks that do not serve it', () => {
  const interfaces = LOST.map(([name, device]) => `{name: ${name}, ${device}}`);
  const networks = LOST.map(([name, , network]) => `{name: ${name}, ${network}}`);
  const manifests = `apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: second, namespace: demo}
spec: {topology: Layer2, layer2: {role: Secondary, subnets: [10.2.0.0/16]}}
---
apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: plain, namespace: demo}
spec: {topology: Layer2, layer2: {role: Secondary, ipam: {mode: Disabled}}}
---
apiVersion: kubevirt.io/v1
kind: VirtualMachineInstance
metadata: {name: vm, namespace: demo}
spec: {domain: {devices: {interfaces: [${interfaces}]}}, networks: [${networks}]}
`;
  const { stdout, status } = udon(['dhcp', '-f', '-', '--all', '--json'], manifests);
  const rows = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { interface: string; answerer: { server: string } });
  expect(rows.map(row => [row.interface, row.answerer.server])).toEqual(
    LOST.map(([name, , , server]) => [name, server]),
  );
  expect(status).toBe(0);
  const { stdout: sentences } = udon(['dhcp', '-f', '-', 'vm'], manifests);
  expect(sentences.match(/^demo\/vm, interface \w+: (?:nobody|it is not known which server) answers: /gm)).toHaveLength(
    LOST.length,
  );
});

test('without manifests, VMs on a secondary network are not served by OVN', () => {
  const { stdout, status } = udon(['dhcp', '-f', 'test/recordings/networks/25.03.0/c-secondary-l2/sb.db', '--all']);
  const rows = stdout.split('\n\n')[0]!.split('\n').slice(1).map(cells);
  expect(rows.map(([name, , , verdict]) => [name, verdict])).toEqual([
    ['proj3/vm-a', 'not by OVN'],
    ['proj3/vm-b', 'not by OVN'],
  ]);
  expect(status).toBe(0);
});

test('--verbose explains why OVN does not answer a VM', () => {
  const { stdout } = udon(['dhcp', '-f', 'samples/vms', '--all', '--verbose']);
  expect(stdout).toMatch(/^demo\/sriov, net1: outside answers: sriov connects the guest to the physical network/m);
});

/** RFC 4861 section 4.2: the flags M and O of the router decide what a guest requests. */
test.each([
  ['dhcpv6_stateful', ['ROUTER-SOLICITATION', 'SOLICIT', 'REQUEST']],
  ['dhcpv6_stateless', ['ROUTER-SOLICITATION', 'INFORMATION-REQUEST']],
  ['slaac', ['ROUTER-SOLICITATION']],
])('after an advertisement of %s', (mode, asked) => {
  const records = readFileSync(join(ROOT, DUAL), 'utf8').match(/^\{.*/gm)!;
  const database = records.map(json => record(JSON.parse(json.replaceAll('dhcpv6_stateful', mode)))).join('');
  const { stdout } = udon(['dhcp', '-f', '-', 'fedora-1', '-6', '--json'], database);
  const messages = stdout
    .trim()
    .split('\n')
    .map(line => (JSON.parse(line) as { message: string }).message);
  expect(messages).toEqual(asked);
});

test('the verdict for a router advertisement', () => {
  const { stdout } = udon(['dhcp', '-f', DUAL, 'fedora-1', '-6', '--message', 'router-solicitation']);
  expect(stdout).toMatch(/^router 0a:58:64:41:00:02: dhcpv6_stateful, in 2001:db8:22::\/64, in fd99::\/64$/m);
});
