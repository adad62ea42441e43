/** On which node a guest runs, by the ports that each node's databases have. */
import { expect, test } from 'vitest';
import type { ClusterView } from '../../../src/analyze/guests/cluster-view.ts';
import { guestOfPort } from '../../../src/analyze/guests/guest.ts';
import { chooseNode } from '../../../src/app/guests/choose-node.ts';
import { EXTERNAL_IDS } from '../../../src/kubernetes/external-ids.ts';
import { SB } from '../../../src/ovn/schema/sb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';

const MAC = '0a:58:ac:16:00:06 172.22.0.6';

/** A port of a virt-launcher pod on a user-defined network. */
const port = (pod: string, type: '' | 'remote', { mac = [MAC], namespace = 'proj2', isDefault = false } = {}) =>
  guestOfPort(
    newRow(SB, 'Port_Binding', {
      logical_port: `${isDefault ? '' : 'proj2.cudn2_'}${namespace}_virt-launcher-${pod}`,
      type,
      mac,
      port_security: [MAC],
      external_ids: new Map([
        [EXTERNAL_IDS.pod, 'true'],
        [EXTERNAL_IDS.namespace, namespace],
        ...(isDefault ? [] : [[EXTERNAL_IDS.network, 'cluster_udn_cudn2'] as const]),
      ]),
    }),
  );

const node = (name: string, ...ports: ReturnType<typeof port>[]) => ({ node: name, guests: () => ports });

const chosen = (who: string, ...nodes: ReturnType<typeof node>[]) => {
  const found = chooseNode(who, nodes, undefined);
  return 'error' in found ? `${found.error.code}: ${found.error.message}` : found.value.node;
};

test('the node on which the port is not remote', () => {
  const nodes = [node('a', port('vm-abc12', 'remote')), node('b', port('vm-abc12', ''))] as const;
  for (const who of ['vm', 'proj2/vm', 'virt-launcher-vm-abc12', MAC.split(' ')[0]!, '172.22.0.6']) {
    expect(chosen(who, ...nodes)).toBe('b');
    expect(chosen(who, ...nodes.toReversed())).toBe('b');
  }
});

test('a node where it is remote, if there is no other', () =>
  expect(chosen('vm', node('a'), node('b', port('vm-abc12', 'remote')))).toBe('b'));

/** A migration has a port on each of two nodes; OVN-Kubernetes clears the addresses of the one that is not used. */
test('while it migrates: the node whose port has addresses', () => {
  const source = [port('vm-old12', ''), port('vm-new34', 'remote', { mac: [] })];
  const target = [port('vm-old12', 'remote'), port('vm-new34', '', { mac: [] })];
  expect(chosen('vm', node('target', ...target), node('source', ...source))).toBe('source');
});

test('while it migrates: the ports on the default network, which have addresses on both nodes, do not count', () => {
  const source = [port('vm-old12', ''), port('vm-old12', '', { isDefault: true })];
  const target = [port('vm-new34', '', { mac: [] }), port('vm-new34', '', { isDefault: true })];
  expect(chosen('vm', node('target', ...target), node('source', ...source))).toBe('source');
});

test('VMs of one name in two namespaces: the fault has their ports and nodes', () =>
  expect(chosen('vm', node('a', port('vm-abc12', '')), node('b', port('vm-xyz34', '', { namespace: 'proj3' })))).toBe(
    'guest-ambiguous: "vm" means several ports; name one: proj2.cudn2_proj2_virt-launcher-vm-abc12 on a, proj2.cudn2_proj3_virt-launcher-vm-xyz34 on b',
  ));

test('no node has it: the fault lists the guests of all nodes', () =>
  expect(chosen('other', node('a', port('vm-abc12', '')), node('b', port('vm2-xyz34', '')))).toBe(
    'guest-unknown: no VM, pod or port "other"; there are proj2/vm, proj2/vm2',
  ));

test('no node has it, but the manifests do: any node', () => {
  const machine = { namespace: 'proj2', name: 'other', isRunning: true, interfaces: [] };
  const cluster: ClusterView = { machines: [machine], pods: [], networks: [], leftOut: [], refusals: [], mtu: 1400 };
  const nodes = [node('a', port('vm-abc12', '')), node('b')];
  expect(chooseNode('proj2/other', nodes, cluster)).toMatchObject({ value: { node: 'a' } });
});

test('a node is not a guest', () =>
  expect(chosen('b', node('a (pod-a)', port('vm-abc12', '')), node('b (pod-b)'))).toBe(
    'guest-unknown: "b" is a node, not a VM, pod or port',
  ));
