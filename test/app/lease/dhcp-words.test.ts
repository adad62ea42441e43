/** What people read about leases: the verdict on each kind of conversation, and on guests of which little is known. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerFrames, type Replies } from '../../../src/app/lease/answer-frames.ts';
import { checkAll } from '../../../src/app/lease/check-all.ts';
import type { ConversationOptions } from '../../../src/app/lease/conversation.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import type { Input } from '../../../src/app/sources/input.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { inputsOf } from '../../../src/cli/sources/inputs.ts';
import type { LogicalFlow } from '../../../src/network/logical-network.ts';
import { leaseToJson, renderFrames, renderLease } from '../../../src/render/lease/dhcp-answer.ts';
import { renderSurvey } from '../../../src/render/lease/dhcp-survey.ts';
import { manifests, opened } from '../../support/app-inputs.ts';
import {
  acl,
  dumpText,
  nbText,
  northbound,
  PORT,
  sbText,
  southbound,
  withFlows,
} from '../../support/faulty-networks.ts';
import { record } from '../../support/ovsdb-file.ts';
import { readJsonLines } from '../../support/recordings.ts';
import { ROOT } from '../../support/udon.ts';

const at = (path: string): Promise<Opened> => opened(inputsOf([path]), FOR_GUESTS);
const input = (content: string): Input => ({ name: '<stdin>', bytes: new TextEncoder().encode(content) });
const from = (content: string): Promise<Opened> => opened([input(content)], FOR_GUESTS);

async function lease(source: Promise<Opened>, options: ConversationOptions = {}, who = 'fedora-1') {
  const found = leaseOf(await source, who, options);
  if ('error' in found) throw new Error(found.error.message);
  return { text: renderLease(found.value), json: leaseToJson(found.value), verdict: found.value.verdict };
}

const tableOf = async (source: Promise<Opened>, isVerbose = false): Promise<string> =>
  renderSurvey(checkAll(await source), { isVerbose });

const DUAL = 'test/recordings/networks/25.03.0/b-primary-l2-dual/sb.db';

const firstLine = (text: string): string => text.split('\n')[0]!;

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
    ['request', 'yes', /^leased 172\.22\.0\.6 for 3500 s by 169\.254\.1\.1$/],
    ['discover', 'yes', /^offered 172\.22\.0\.6 for 3500 s by 169\.254\.1\.1$/],
    ['inform', 'yes', /^configured 172\.22\.0\.6, without a lease, by 169\.254\.1\.1$/],
    ['release', 'no', /^no lease: a DHCPRELEASE gets no answer$/],
  ])('after %s', async (message, answer, verdict) => {
    const found = await lease(at('samples/cudn2'), { message });
    expect(firstLine(found.text)).toMatch(verdict);
    expect(found.verdict).toBe(answer);
  });

  test.each([
    ['solicit', /^offered 2001:db8:22::6 with an infinite lease by 0a:58:6d:6d:c1:50$/],
    ['request', /^leased 2001:db8:22::6 with an infinite lease by 0a:58:6d:6d:c1:50$/],
    ['inform', /^configured, without an address, by 0a:58:6d:6d:c1:50$/],
  ])('in IPv6, after %s', async (message, verdict) => {
    expect(firstLine((await lease(at(DUAL), { message, ipv6: true })).text)).toMatch(verdict);
  });

  test('after a NAK', async () => {
    const answer = answerFrames(await at('samples/cudn2'), 'fedora-1', [
      { bytes: Buffer.from(wrongAddress.request, 'hex'), isCaptured: false },
    ]);
    const text = renderFrames((answer as { readonly value: Replies }).value);
    expect(firstLine(text)).toMatch(/^no lease: the server refuses the address .* \(DHCPNAK\)$/);
  });
});

describe('a server that does not say who it is', () => {
  test('makes an offer, which no REQUEST can take up', async () => {
    const { text } = await lease(from(offering(actions => actions.replace(/, server_id = [\d.]+/, ''))));
    expect(text.match(/^[A-Z]+ /gm)).toEqual(['DISCOVER ', 'OFFER ']);
    expect(firstLine(text)).toBe('offered 172.22.0.6 for 3500 s by a server without server_id');
  });

  test('in IPv6', async () => {
    const records = readFileSync(join(ROOT, DUAL), 'utf8').match(/^\{.*/gm)!;
    const database = records.map(json => record(JSON.parse(json.replaceAll(/, server_id = 0a:58:[0-9a-f:]+/g, ''))));
    const { text } = await lease(from(database.join('')), { message: 'request', ipv6: true });
    expect(firstLine(text)).toBe('leased 2001:db8:22::6 with an infinite lease by a server without server_id');
  });

  test('or says what no address is: the flow cannot be read', async () => {
    const dump = offering(actions => actions.replace(/server_id = [\d.]+/, 'server_id = 169.254.1'));
    const { text, verdict } = await lease(from(dump), { message: 'renew' });
    expect(text).toMatch(
      /^no lease: the actions of a flow in ls_in_dhcp_options cannot be parsed: Invalid numeric constant\./m,
    );
    expect(verdict).toBe('no');
  });
});

test('an offer of nothing but an address is none: a row without a code', async () => {
  const table = await tableOf(from(offering(() => 'reg0[3] = put_dhcp_opts(offerip = 172.22.0.6); next;')));
  expect(table.split('\n')[1]).toMatch(/ 172\.22\.0\.6 +no lease +-$/);
  expect(table).toMatch(/\n\nno lease: 1\n$/);
});

describe('who has no port', () => {
  test('in the southbound database', async () => {
    const sample = at('samples/doctor/port-missing');
    const { text } = await lease(sample);
    expect(text).toMatch(
      /^no lease: port \S+ is in the northbound database but not in.*\n(?: {2}.*\n)+proj2\/fedora-1\n/,
    );
    expect((await tableOf(sample)).split('\n')[1]).toMatch(/^proj2\/fedora-1 +no lease +port-missing$/);
  });

  test('because its pod has come to an end', async () => {
    const manifests = readFileSync(join(ROOT, 'samples/doctor/dropped-by-acl.yaml'), 'utf8');
    const table = await tableOf(from(manifests.replace('phase: Running', 'phase: Succeeded')));
    expect(table.split('\n')[1]).toMatch(/^proj2\/fedora-1 +not running +-$/);
  });

  test('and does not run', async () => {
    const { text, verdict } = await lease(at('samples/vms'), {}, 'demo/stopped');
    expect(text).toBe('demo/stopped is not running, so it sends no request\n');
    expect(verdict).toBe('no');
  });

  test('since there is nobody', async () => {
    expect(await tableOf(at('samples/vms/networks.yaml'))).toBe('no VMs\n');
  });
});

/** OVN-Kubernetes writes the annotation before the pod runs. If a running pod lacks it, the manifest is incomplete. */
test.each([
  ['Pending', /^no lease: .* \(pod-annotation-missing\)$/m],
  ['Running', /^leased 172\.22\.\d+\.\d+ for /m],
])('a pod without annotation that is %s', async (phase, verdict) => {
  const manifests = readFileSync(join(ROOT, 'samples/doctor/pod-annotation-missing.yaml'), 'utf8')
    .replace(/\n {2}annotations:\n.*/, '')
    .replace(/status: \{phase: \w+\}/, `status: {phase: ${phase}}`);
  expect((await lease(from(manifests))).text).toMatch(verdict);
});

describe('a port whose addresses nobody knows', () => {
  const database = sbText(southbound({ reference: 'none', port: { addresses: ['unknown'], port_security: [] } }));

  test.each([false, true])('in IPv6: %s', async ipv6 => {
    const { text, verdict } = await lease(from(database), { ipv6 }, PORT);
    expect(text).toMatch(/^proj2\/fedora-1: port \S+, no MAC address\n/m);
    expect(verdict).toBe('no');
  });
});

/** OVN lets router solicitations pass regardless of ACLs (ovn-northd(8), "Ingress Table: ACL evaluation"). */
test.each([
  ['port security', { port_security: ['0a:58:ac:16:00:07 fd00:22::7'] }, [], 'dropped-by-port-security'],
  ['an ACL', {}, [acl({ direction: 'from-lport', match: `inport == "${PORT}"` })], 'dropped-by-acl'],
] as const)('in IPv6, %s drops the request', async (_, port, acls, reason) => {
  const nb = northbound({ port: { addresses: ['0a:58:ac:16:00:06 172.22.0.6 fd00:22::6'], ...port }, acls });
  const { json } = await lease(from(nbText(nb)), { message: 'solicit', ipv6: true });
  expect(json).toMatchObject([{ message: 'SOLICIT', replies: [], reason }]);
});

/** KubeVirt's user guide: passt gives the guest the address of its pod. */
test('passt on a primary network, and a network that is the physical one without a VLAN', async () => {
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
  const table = await tableOf(opened([...manifests('vms'), input(flat + machines)], FOR_GUESTS), true);
  expect(table).toMatch(/^demo\/a, net: plugin answers with 10\.1\.1\.\d+\/24, router 10\.1\.1\.1, MTU 1400: passt /m);
  expect(table).toMatch(/^demo\/b, net: outside answers: a DHCP server on the physical network may answer/m);
});
