/** Which port a name means, if a VM has several networks, none, or an interface at only some ports of its pod. */
import { describe, expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import { guestSources } from '../../../src/app/guests/guest-sources.ts';
import { whoAnswersFor } from '../../../src/app/neighbor/who-answers-for.ts';
import { reachIn } from '../../../src/app/reach/reach-in.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { requestFrom } from '../../../src/app/trace/guest-request.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

const VMS = await opened(manifests('vms'), FOR_GUESTS);

/** A VM on a primary and a secondary network, one on the secondary network only, and a pod on the primary one. */
const TWO_NICS = await opened(
  [
    {
      name: 'two.yaml',
      text: `
apiVersion: v1
kind: Namespace
metadata: {name: isle, labels: {k8s.ovn.org/primary-user-defined-network: ""}}
---
apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: main, namespace: isle}
spec: {topology: Layer2, layer2: {role: Primary, subnets: [10.66.0.0/24]}}
---
apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: side, namespace: isle}
spec: {topology: Layer2, layer2: {role: Secondary, subnets: [10.66.1.0/24]}}
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: both, namespace: isle}
spec:
  runStrategy: Always
  template:
    spec:
      domain: {devices: {interfaces: [{name: default, binding: {name: l2bridge}}, {name: net1, bridge: {}}]}}
      networks: [{name: default, pod: {}}, {name: net1, multus: {networkName: isle/side}}]
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: aside, namespace: isle}
spec:
  runStrategy: Always
  template:
    spec:
      domain: {devices: {interfaces: [{name: net1, bridge: {}}]}}
      networks: [{name: net1, multus: {networkName: isle/side}}]
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: unlinked, namespace: isle}
spec:
  runStrategy: Always
  template:
    spec:
      domain: {devices: {interfaces: [{name: default, state: down, binding: {name: l2bridge}}]}}
      networks: [{name: default, pod: {}}]
---
apiVersion: v1
kind: Pod
metadata: {name: plain, namespace: isle}
spec: {nodeName: worker-0}
status: {phase: Running}
`,
    },
  ],
  FOR_GUESTS,
);

async function ask(source: Opened, from: string, to: string, options = {}) {
  const answer = await explainIn(source, { from, to, ...options });
  if ('error' in answer) return { fault: answer.error.code, message: answer.error.message };
  const { verdict, code, subject } = answer.value;
  return { verdict, code, from: subject.from.address, to: subject.to.address };
}

describe('a port of a pod at which its VM has no interface', () => {
  const NOTHING = {
    fault: 'guest-unplugged',
    message: expect.stringContaining('demo/sriov has no interface on demo_primary-udn'),
  };

  test.each([
    ['bridge-on-primary', 'sriov'],
    ['sriov', 'bridge-on-primary'],
    ['bridge-on-primary', '10.1.1.10'],
  ])('%s to %s', async (from, to) => expect(await ask(VMS, from, to)).toEqual(NOTHING));

  test('is asked about by its own name', async () => {
    const port = VMS.network.Port_Binding.find(({ logical_port }) => logical_port.includes('sriov'))!.logical_port;
    expect(await ask(VMS, 'bridge-on-primary', port)).toMatchObject({ code: 'delivered' });
  });

  test('sends no ARP request, no packet that is traced, and none that reach is asked about', () => {
    const fault = { error: { code: 'guest-unplugged' } };
    expect(whoAnswersFor('10.1.1.1', 'sriov', VMS)).toMatchObject(fault);
    expect(requestFrom(VMS, { vm: 'sriov' }, { microflow: '' })).toMatchObject(fault);
    expect(reachIn(VMS, { from: 'sriov' })).toMatchObject(fault);
    expect(reachIn(VMS, { from: 'bridge-on-primary', to: 'sriov' })).toMatchObject(fault);
  });

  test('has an interface without a link', async () =>
    expect(await ask(TWO_NICS, 'plain', 'unlinked')).toMatchObject({
      fault: 'guest-unplugged',
      message: expect.stringContaining('has no link (state: down)'),
    }));
});

describe('of several networks', () => {
  test.each([
    ['both', 'plain', '10.66.0.', '10.66.0.'],
    ['plain', 'both', '10.66.0.', '10.66.0.'],
    ['both', 'aside', '10.66.1.', '10.66.1.'],
    ['aside', 'both', '10.66.1.', '10.66.1.'],
    ['both', '10.66.1.99', '10.66.1.', '10.66.1.99'],
    ['both', '10.66.0.99', '10.66.0.', '10.66.0.99'],
    ['both', 'internet', '10.66.0.', '203.0.113.'],
  ])('%s to %s', async (from, to, source, target) =>
    expect(await ask(TWO_NICS, from, to)).toMatchObject({
      from: expect.stringContaining(source),
      to: expect.stringContaining(target),
    }));

  test('the one with the source address that is given', async () => {
    const [address] = guestSources(TWO_NICS)
      .guests()
      .find(({ port }) => port.logical_port.startsWith('isle.side_isle_virt-launcher-both'))!.ips;
    expect(await ask(TWO_NICS, 'both', '8.8.8.8', { sourceAddress: address })).toMatchObject({ code: 'no-gateway' });
  });

  test.each([
    ['10.66.1.77', 'isle.side_'],
    ['10.66.0.77', 'isle.main_'],
  ])('a request for %s', (address, port) =>
    expect(whoAnswersFor(address, 'both', TWO_NICS)).toMatchObject({
      value: { from: { port: { logical_port: expect.stringContaining(port) } } },
    }));
});

test('a network without a router: an address of the network is unknown, others have no way', async () => {
  expect(await ask(TWO_NICS, 'aside', '10.66.1.99')).toMatchObject({ code: 'destination-unknown' });
  expect(await ask(TWO_NICS, 'aside', '10.66.0.1')).toMatchObject({ code: 'no-gateway' });
});

describe('a name without a port of a VM or pod', () => {
  test.each([
    ['stopped', 'VM demo/stopped does not run'],
    ['bridge-on-pod-network', "is on the cluster's own network"],
    ['internet', 'cannot be the sender'],
    ['service/demo/web', 'cannot be the sender'],
    ['worker-0', 'is a node, not a VM, pod or port: as the destination, name one of its addresses (192.0.2.11)'],
  ])('%s', async (name, message) =>
    expect(await ask(VMS, name, 'bridge-on-primary')).toMatchObject({ message: expect.stringContaining(message) }));

  test('a node as the destination', async () =>
    expect(await ask(VMS, 'bridge-on-primary', 'worker-0')).toMatchObject({ fault: 'node-named' }));

  test('the list of guests has each name once', async () => {
    const { message } = (await ask(TWO_NICS, 'nobody', 'both')) as { message: string };
    expect(message.match(/isle\/both/g)).toHaveLength(1);
  });

  test('guests without addresses are asked for them', async () =>
    expect(await ask(VMS, 'bridge-on-localnet', 'managed-tap-on-primary')).toMatchObject({
      message: expect.stringContaining('add --source-address'),
    }));
});
