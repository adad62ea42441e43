/** What people read of `udon dhcp`: the verdict on each kind of conversation, and on guests of which little is known. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LogicalFlow } from '../../src/network/logical-network.ts';
import { acl, dumpText, nbText, northbound, PORT, sbText, southbound, withFlows } from '../support/faulty-networks.ts';
import { record } from '../support/ovsdb-file.ts';
import { readJsonLines } from '../support/recordings.ts';
import { ROOT, udon } from '../support/udon.ts';

const DUAL = 'test/recordings/networks/25.03.0/b-primary-l2-dual/sb.db';

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1)!;

/** A dump of the network in which the VM gets its address, with other arguments for `put_dhcp_opts`. */
const offering = (change: (actions: string) => string): string =>
  dumpText(
    withFlows(southbound(), (flow: LogicalFlow) =>
      flow.actions.includes('put_dhcp_opts') ? { ...flow, actions: change(flow.actions) } : flow,
    ),
  );

const wrongAddress = readJsonLines<{ case: string; request: string }>('dhcp/25.03.3/exchanges.jsonl').find(
  recorded => recorded.case === 'request-wrong-ip',
)!;

describe('the verdict', () => {
  test.each([
    ['request', 0, /^leased 172\.22\.0\.6 for 3500 s by 169\.254\.1\.1$/],
    ['discover', 0, /^offered 172\.22\.0\.6 for 3500 s by 169\.254\.1\.1$/],
    ['inform', 0, /^configured 172\.22\.0\.6, without a lease, by 169\.254\.1\.1$/],
    ['release', 1, /^no lease: a DHCPRELEASE gets no answer$/],
  ])('after %s', (message, status, verdict) => {
    const ran = udon(['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--message', message]);
    expect(lastLine(ran.stdout)).toMatch(verdict);
    expect(ran.status).toBe(status);
  });

  test.each([
    ['solicit', /^offered 2001:db8:22::6 for ever by 0a:58:6d:6d:c1:50$/],
    ['request', /^leased 2001:db8:22::6 for ever by 0a:58:6d:6d:c1:50$/],
    ['inform', /^configured, without an address, by 0a:58:6d:6d:c1:50$/],
  ])('in IPv6, after %s', (message, verdict) => {
    expect(lastLine(udon(['dhcp', '-f', DUAL, 'fedora-1', '-6', '--message', message]).stdout)).toMatch(verdict);
  });

  test('after a NAK', () => {
    const ran = udon(['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--request', '-'], wrongAddress.request);
    expect(lastLine(ran.stdout)).toMatch(/^no lease: the server refuses the address .* \(DHCPNAK\)$/);
  });
});

describe('a server that does not say who it is', () => {
  test('makes an offer, which no REQUEST can take up', () => {
    const dump = offering(actions => actions.replace(/, server_id = [\d.]+/, ''));
    const { stdout } = udon(['dhcp', '-f', '-', 'fedora-1'], dump);
    expect(stdout.match(/^[A-Z]+ /gm)).toEqual(['DISCOVER ', 'OFFER ']);
    expect(lastLine(stdout)).toBe('offered 172.22.0.6 for 3500 s by a server without server_id');
  });

  test('in IPv6', () => {
    const records = readFileSync(join(ROOT, DUAL), 'utf8').match(/^\{.*/gm)!;
    const database = records.map(json => record(JSON.parse(json.replaceAll(/, server_id = 0a:58:[0-9a-f:]+/g, ''))));
    const { stdout } = udon(['dhcp', '-f', '-', 'fedora-1', '-6', '--message', 'request'], database.join(''));
    expect(lastLine(stdout)).toBe('leased 2001:db8:22::6 for ever by a server without server_id');
  });

  test('or says what no address is: the flow cannot be read', () => {
    const dump = offering(actions => actions.replace(/server_id = [\d.]+/, 'server_id = 169.254.1'));
    const { stdout, status } = udon(['dhcp', '-f', '-', 'fedora-1', '--message', 'renew'], dump);
    expect(stdout).toMatch(
      /^no lease: the actions of a flow in ls_in_dhcp_options cannot be read: Invalid numeric constant\./m,
    );
    expect(status).toBe(1);
  });
});

test('an offer of nothing but an address is none: a row without a code', () => {
  const dump = offering(() => 'reg0[3] = put_dhcp_opts(offerip = 172.22.0.6); next;');
  const { stdout, status } = udon(['dhcp', '-f', '-', '--all'], dump);
  expect(stdout.split('\n')[1]).toMatch(/ 172\.22\.0\.6 +no lease +-$/);
  expect(stdout).toMatch(/\n\nno lease: 1\n$/);
  expect(status).toBe(1);
});

describe('who has no port', () => {
  test('in the southbound database', () => {
    const { stdout } = udon(['dhcp', '-f', 'samples/doctor/port-missing', 'fedora-1']);
    expect(stdout).toMatch(/^proj2\/fedora-1\n\nno lease: port \S+ is in the northbound database and not in/);
    const { stdout: table, status } = udon(['dhcp', '-f', 'samples/doctor/port-missing', '--all']);
    expect(table.split('\n')[1]).toMatch(/^proj2\/fedora-1 +no lease +port-missing$/);
    expect(status).toBe(1);
  });

  test('because its pod has come to an end', () => {
    const manifests = readFileSync(join(ROOT, 'samples/doctor/dropped-by-acl.yaml'), 'utf8');
    const { stdout } = udon(['dhcp', '-f', '-', '--all'], manifests.replace('phase: Running', 'phase: Succeeded'));
    expect(stdout.split('\n')[1]).toMatch(/^proj2\/fedora-1 +default +no lease +port-missing$/);
    expect(stdout).toContain('proj2/fedora-1: proj2/fedora-1 has no logical port (port-missing)');
  });

  test('and does not run', () => {
    expect(udon(['dhcp', '-f', 'samples/vms', 'demo/stopped'])).toEqual({
      status: 1,
      stdout: 'demo/stopped does not run, so it asks nobody\n',
      stderr: '',
    });
  });

  test('since there is nobody', () => {
    expect(udon(['dhcp', '-f', 'samples/vms/networks.yaml', '--all'])).toMatchObject({ status: 0, stdout: 'no VMs\n' });
  });
});

/** OVN-Kubernetes writes the annotation before the pod runs; from a manifest of one that does, somebody left it out. */
test.each([
  ['Pending', /^no lease: .* \(pod-annotation-missing\)$/m],
  ['Running', /^leased 172\.22\.\d+\.\d+ for /m],
])('a pod without annotation that is %s', (phase, verdict) => {
  const manifests = readFileSync(join(ROOT, 'samples/doctor/pod-annotation-missing.yaml'), 'utf8')
    .replace(/\n {2}annotations:\n.*/, '')
    .replace(/status: \{phase: \w+\}/, `status: {phase: ${phase}}`);
  expect(udon(['dhcp', '-f', '-', 'fedora-1'], manifests).stdout).toMatch(verdict);
});

describe('a port whose addresses nobody knows', () => {
  const database = sbText(southbound({ reference: 'none', port: { addresses: ['unknown'], port_security: [] } }));

  test.each([[[]], [['-6']]])('%o', options => {
    const { stdout, status } = udon(['dhcp', '-f', '-', PORT, ...options], database);
    expect(stdout).toMatch(/^proj2\/fedora-1: port \S+, no MAC address\n/);
    expect(status).toBe(1);
  });
});

/** OVN lets router solicitations pass whatever ACLs say (ovn-northd(8), "Ingress Table: ACL evaluation"). */
test.each([
  ['port security', { port_security: ['0a:58:ac:16:00:07 fd00:22::7'] }, [], 'dropped-by-port-security'],
  ['an ACL', {}, [acl({ direction: 'from-lport', match: `inport == "${PORT}"` })], 'dropped-by-acl'],
] as const)('in IPv6, %s drops the request', (_, port, acls, reason) => {
  const nb = northbound({ port: { addresses: ['0a:58:ac:16:00:06 172.22.0.6 fd00:22::6'], ...port }, acls });
  const { stdout } = udon(['dhcp', '-f', '-', 'fedora-1', '-6', '--message', 'solicit', '--json'], nbText(nb));
  expect(JSON.parse(stdout)).toMatchObject({ message: 'SOLICIT', replies: [], reason });
});

/** KubeVirt's user guide: passt gives the guest the address of its pod. */
test('passt on a primary network, and a network that is the physical one without a VLAN', () => {
  const vm = (name: string, device: string, network: string) => `---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: ${name}, namespace: demo}
spec:
  runStrategy: Always
  template:
    spec: {domain: {devices: {interfaces: [{name: net, ${device}}]}}, networks: [{name: net, ${network}}]}
`;
  const flat = `apiVersion: k8s.ovn.org/v1
kind: ClusterUserDefinedNetwork
metadata: {name: flat}
spec:
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: demo}}
  network: {topology: Localnet, localnet: {role: Secondary, physicalNetworkName: lan, ipam: {mode: Disabled}}}
`;
  const machines = vm('a', 'binding: {name: passt}', 'pod: {}') + vm('b', 'bridge: {}', 'multus: {networkName: flat}');
  const { stdout } = udon(['dhcp', '-f', 'samples/vms', '-f', '-', '--all', '-v'], flat + machines);
  expect(stdout).toMatch(/^demo\/a, net: plugin answers with 10\.1\.1\.\d+\/24, router 10\.1\.1\.1, MTU 1400: passt /m);
  expect(stdout).toMatch(/^demo\/b, net: outside answers: whoever serves the physical network answers, or nobody/m);
});
