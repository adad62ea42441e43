/** The external_ids of OVN-Kubernetes, release 1.1 (go-controller/pkg/libovsdb/ops/db_object_types.go), and their owners. */
import { describe, expect, test } from 'vitest';
import { OWNER_TYPES } from '../../../src/analyze/origin/owner-types.ts';
import { ownerOfRow } from '../../../src/analyze/origin/row-owner.ts';
import { NB } from '../../../src/ovn/schema/nb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';
import { ownerText } from '../../../src/render/owner-text.ts';

const ownerOfIds = (ids: Readonly<Record<string, string>>) =>
  ownerOfRow({ table: 'ACL', row: newRow(NB, 'ACL', { external_ids: new Map(Object.entries(ids)) }) });

const TYPED: readonly (readonly [string, string | undefined, Readonly<Record<string, string>>, object, string])[] = [
  [
    'NetworkPolicy',
    'proj2:deny-all',
    { direction: 'Ingress', 'gress-index': '1' },
    { kind: 'NetworkPolicy', namespace: 'proj2', name: 'deny-all', direction: 'Ingress', rule: 1 },
    'NetworkPolicy proj2/deny-all',
  ],
  [
    'NetworkPolicyPortIndexOwnerType',
    'a:b',
    {},
    { kind: 'NetworkPolicy', namespace: 'a', name: 'b' },
    'NetworkPolicy a/b',
  ],
  [
    'AdminNetworkPolicy',
    'deny',
    { direction: 'Egress', 'gress-index': '0' },
    { kind: 'AdminNetworkPolicy', name: 'deny', direction: 'Egress', rule: 0 },
    'AdminNetworkPolicy deny',
  ],
  [
    'BaselineAdminNetworkPolicy',
    'default',
    {},
    { kind: 'BaselineAdminNetworkPolicy', name: 'default' },
    'BaselineAdminNetworkPolicy default',
  ],
  [
    'NetpolNamespace',
    'proj2',
    { direction: 'Ingress', type: 'defaultDeny' },
    { kind: 'Namespace', name: 'proj2', part: 'default-deny', direction: 'Ingress' },
    'default deny (Ingress) of the NetworkPolicies in namespace proj2',
  ],
  [
    'MulticastNS',
    'proj2',
    { direction: 'Egress' },
    { kind: 'Namespace', name: 'proj2', part: 'multicast', direction: 'Egress' },
    'multicast (Egress) in namespace proj2',
  ],
  ['Namespace', 'proj2', {}, { kind: 'Namespace', name: 'proj2' }, 'Namespace proj2'],
  [
    'EgressFirewall',
    'proj2',
    { 'rule-index': '2' },
    { kind: 'EgressFirewall', namespace: 'proj2', name: 'default', rule: 2 },
    'EgressFirewall proj2/default',
  ],
  [
    'EgressQoS',
    'proj2',
    { priority: '1000' },
    { kind: 'EgressQoS', namespace: 'proj2', name: 'default', rule: 1000 },
    'EgressQoS proj2/default',
  ],
  [
    'EgressIP',
    'eip-a_proj2/web-0',
    {},
    { kind: 'EgressIP', name: 'eip-a', pod: { namespace: 'proj2', name: 'web-0' } },
    'EgressIP eip-a',
  ],
  [
    'EgressIP',
    'EIP-No-Reroute-Pod-To-Join',
    {},
    { kind: 'Cluster', ownerType: 'EgressIP', name: 'EIP-No-Reroute-Pod-To-Join' },
    'EgressIP EIP-No-Reroute-Pod-To-Join',
  ],
  ['HybridNodeRoute', 'worker-0', {}, { kind: 'Node', name: 'worker-0' }, 'Node worker-0'],
  [
    'MulticastCluster',
    undefined,
    { direction: 'Ingress', type: 'DefaultDeny' },
    { kind: 'Cluster', ownerType: 'MulticastCluster', direction: 'Ingress' },
    'MulticastCluster',
  ],
  [
    'VirtualMachine',
    'proj2/fedora-1',
    {},
    { kind: 'VirtualMachine', namespace: 'proj2', name: 'fedora-1' },
    'VirtualMachine proj2/fedora-1',
  ],
  ...[
    'Cluster',
    'EgressFirewallDNS',
    'EgressService',
    'NetpolDefault',
    'NetpolNode',
    'PodSelector',
    'UDNEnabledService',
    'UDNIsolation',
  ].map(type => [type, 'x', {}, { kind: 'Cluster', ownerType: type, name: 'x' }, `${type} x`] as const),
];

test.each(TYPED)('%s %s', (type, name, more, owner, text) => {
  const found = ownerOfIds({
    'k8s.ovn.org/owner-type': type,
    ...(name !== undefined && { 'k8s.ovn.org/name': name }),
    ...more,
  })!;
  expect(found).toEqual(owner);
  expect(ownerText(found)).toBe(text);
});

test('every type has a case', () => {
  expect([...new Set(TYPED.map(([type]) => type))].sort()).toEqual(Object.keys(OWNER_TYPES).sort());
});

test.each([
  [{ 'k8s.ovn.org/owner-type': 'NetworkQoS', 'k8s.ovn.org/name': 'a:b' }, 'NetworkQoS', 'NetworkQoS a:b'],
  [{ 'k8s.ovn.org/owner-type': 'toString' }, 'toString', 'toString'],
  [{ 'k8s.ovn.org/kind': 'Gateway', 'k8s.ovn.org/owner': 'a/b' }, 'Gateway', 'Gateway a/b'],
])('an unknown type is returned unchanged: %j', (ids, ownerType, text) => {
  const owner = ownerOfIds(ids)!;
  expect(owner).toMatchObject({ kind: 'unknown', ownerType });
  expect(ownerText(owner)).toBe(text);
});

test.each([
  [{ 'k8s.ovn.org/kind': 'Service', 'k8s.ovn.org/owner': 'proj2/web' }, 'Service proj2/web'],
  [{ 'k8s.ovn.org/udn-enabled-default-service': 'default/kubernetes' }, 'Service default/kubernetes'],
  [{ 'k8s.ovn.org/network': 'cluster_udn_cudn2', 'k8s.ovn.org/node': 'worker-1' }, 'Node worker-1'],
  [{ 'k8s.ovn.org/network': 'cluster_udn_cudn2' }, 'ClusterUserDefinedNetwork cudn2'],
  [{ 'k8s.ovn.org/network': 'proj3_l2sec' }, 'UserDefinedNetwork proj3/l2sec'],
  [{ 'k8s.ovn.org/network': 'l2-by-hand' }, 'Network l2-by-hand'],
])('without a type: %j', (ids, text) => expect(ownerText(ownerOfIds(ids)!)).toBe(text));

describe('ports', () => {
  const ids = (entries: Readonly<Record<string, string>>) => new Map(Object.entries(entries));
  const ownerOfPort = (name: string, external_ids = ids({})) => {
    const row = newRow(NB, 'Logical_Switch_Port', { name, external_ids });
    const ls = newRow(NB, 'Logical_Switch', { ports: [row], external_ids: ids({ 'k8s.ovn.org/network': 'l2' }) });
    const nb = newDatabase(NB, { Logical_Switch: [ls], Logical_Switch_Port: [row] });
    return [ownerOfRow({ table: 'Logical_Switch_Port', row }), ownerOfRow({ table: 'Logical_Switch_Port', row }, nb)];
  };

  test('of a VM belong to its pod', () => {
    const owner = { kind: 'Pod', namespace: 'ns', name: 'virt-launcher-vm1-abcde', virtualMachine: 'vm1' };
    const found = ownerOfPort('n_ns_virt-launcher-vm1-abcde', ids({ pod: 'true', namespace: 'ns' }));
    expect(found).toEqual([owner, owner]);
  });

  test('without ids belong to the network of their switch', () => {
    expect(ownerOfPort('k8s-worker-0')).toEqual([undefined, { kind: 'Network', name: 'l2' }]);
  });
});
