/** VMs whose pod has ended, has no node yet, or lacks an interface of the VM: what the answer says. */
import { expect, test } from 'vitest';
import { checkAll } from '../../../src/app/lease/check-all.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { openSources } from '../../../src/app/sources/open-sources.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { renderLease } from '../../../src/render/lease/dhcp-answer.ts';
import { renderSurvey } from '../../../src/render/lease/dhcp-survey.ts';
import { opened } from '../../support/app-inputs.ts';

const DEVICES = `domain: {devices: {interfaces: [{name: default, binding: {name: l2bridge}}, {name: added, bridge: {}}]}}
networks: [{name: default, pod: {}}, {name: added, multus: {networkName: sec}}]`;
const indented = (depth: number) => DEVICES.replaceAll(/^/gm, ' '.repeat(depth));

const NETWORKS = `apiVersion: v1
kind: Namespace
metadata: {name: hp, labels: {k8s.ovn.org/primary-user-defined-network: ""}}
---
apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: net, namespace: hp}
spec: {topology: Layer2, layer2: {role: Primary, subnets: [10.1.0.0/24]}}
---
apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: sec, namespace: hp}
spec: {topology: Layer2, layer2: {role: Secondary, subnets: [10.2.0.0/24]}}
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: vm1, namespace: hp}
spec:
  runStrategy: Always
  template:
    spec:
${indented(6)}
`;

const instance = (phase: string) => `---
apiVersion: kubevirt.io/v1
kind: VirtualMachineInstance
metadata: {name: vm1, namespace: hp}
spec:
${indented(2)}
status: {phase: ${phase}}
`;

const entry = (ip: string) => ({ ip_addresses: [`${ip}/24`], mac_address: '0a:58:0a:01:00:09' });
const PRIMARY = { 'hp/net': entry('10.1.0.9') };

const pod = (phase: string, given: object | undefined, networks = '', node = 'nodeName: worker-0') => `---
apiVersion: v1
kind: Pod
metadata:
  name: virt-launcher-vm1-abcde
  namespace: hp
  labels: {kubevirt.io: virt-launcher, vm.kubevirt.io/name: vm1}
  annotations:
    kubevirt.io/domain: vm1
    ${given ? `k8s.ovn.org/pod-networks: '${JSON.stringify(given)}'` : 'other: ""'}
    k8s.v1.cni.cncf.io/networks: '${networks}'
spec: {${node}}
status: {phase: ${phase}}
`;

const open = (text: string) => opened([{ name: 'hp.yaml', text: NETWORKS + text }], FOR_GUESTS);

async function answer(text: string, who = 'vm1'): Promise<string> {
  const lease = leaseOf(await open(text), who);
  if ('error' in lease) throw new Error(lease.error.message);
  expect(lease.value.verdict).toBe('no');
  return renderLease(lease.value);
}

test.each([
  ['nowhere', pod('Running', PRIMARY), 'waiting'],
  ['in the request of the pod', pod('Running', PRIMARY, 'sec'), 'elsewhere'],
  ['in the networks of the pod', pod('Running', { ...PRIMARY, 'hp/sec': entry('10.2.0.9') }), 'elsewhere'],
  ['in a pod without annotations', pod('Running', undefined), 'elsewhere'],
])('an interface of the instance that is %s', async (_, launcher, verdict) => {
  const rows = checkAll(await open(instance('Running') + launcher));
  expect(rows.map(({ link, verdict }) => [link, verdict])).toEqual([
    ['default', 'leased'],
    ['added', verdict],
  ]);
});

const STOPPED = 'hp/vm1 is not running, so it sends no request\n';
test.each([
  ['an instance that has ended', instance('Succeeded')],
  ['a pod that has ended', pod('Succeeded', PRIMARY)],
  ['a pod that has failed', pod('Failed', undefined)],
])('%s', async (_, text) => {
  expect(await answer(text)).toBe(STOPPED);
  expect(checkAll(await open(text)).map(({ verdict }) => verdict)).toEqual(['stopped']);
});

test('the pod that has ended', async () => {
  expect(await answer(pod('Failed', undefined), 'virt-launcher-vm1-abcde')).toMatch(
    /^no lease: pod hp\/virt-launcher-vm1-abcde has ended \(Failed\), so it has no logical port \(port-missing\)$/m,
  );
});

test('a pod without a node waits, and no server answers', async () => {
  const text = await answer(pod('Pending', undefined, '', ''));
  expect(text).toMatch(/^no lease: pod hp\/virt-launcher-vm1-abcde is Pending and has no node yet/);
  expect(text).toMatch(/^hp\/vm1, interface default: nobody answers: the VM has no port at which OVN could answer$/m);
  expect(text).not.toMatch(/ovn-controller answers|free address/);
  expect(text.match(/pod-annotation-missing/g)).toHaveLength(1);
});

test('an interface without a network: KubeVirt refuses the VM', async () => {
  const text = NETWORKS.replace('networks: [{name: default, pod: {}}, ', 'networks: [');
  const { value, diagnostics } = await openSources([{ name: 'hp.yaml', text }], FOR_GUESTS);
  const [row, ...others] = checkAll(value!);
  expect(others).toEqual([]);
  expect(row).toEqual({ name: 'hp/vm1', verdict: 'stopped' });
  expect(diagnostics.find(({ code }) => code === 'no-such-network')?.message).toMatch(
    /^interface "default" has no network with that name, so KubeVirt refuses the VM/,
  );
});

test('the finding about a VM with two interfaces is there once', async () => {
  const text = NETWORKS.replace('layer2: {role: Primary', 'layer2: {role: Secondary');
  const rows = checkAll(await opened([{ name: 'hp.yaml', text }], FOR_GUESTS));
  expect(rows.map(({ diagnosis }) => diagnosis?.code)).toEqual(['primary-network-missing', 'primary-network-missing']);
  expect(renderSurvey(rows, { isVerbose: true }).match(/does not start/g)).toHaveLength(1);
});
