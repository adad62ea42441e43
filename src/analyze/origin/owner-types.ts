/**
 * The types of owners that OVN-Kubernetes writes into `external_ids:k8s.ovn.org/owner-type`, and what the other ids mean for
 * each (releases 1.0 and 1.1, go-controller/pkg/libovsdb/ops/db_object_types.go).
 */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { NamespacedName, Owner, RuleInPolicy } from './owner.ts';

export type Ids = ReadonlyMap<string, string>;

/** The name of the one EgressFirewall, and of the one EgressQoS, that a namespace can have. */
const ONLY_NAME = 'default';

export const OWNER_TYPES = {
  AdminNetworkPolicy: policy('AdminNetworkPolicy'),
  BaselineAdminNetworkPolicy: policy('BaselineAdminNetworkPolicy'),
  Cluster: cluster,
  EgressFirewall: namespaced('EgressFirewall', 'rule-index'),
  EgressFirewallDNS: cluster,
  EgressIP: ids => egressIp(ids) ?? cluster(ids),
  EgressQoS: namespaced('EgressQoS', 'priority'),
  EgressService: cluster,
  HybridNodeRoute: ids => ({ kind: 'Node', name: nameIn(ids) }),
  MulticastCluster: cluster,
  MulticastNS: ids => ({ kind: 'Namespace', name: nameIn(ids), part: 'multicast', ...directionIn(ids) }),
  Namespace: ids => ({ kind: 'Namespace', name: nameIn(ids) }),
  NetpolDefault: cluster,
  NetpolNamespace: ids => ({ kind: 'Namespace', name: nameIn(ids), part: 'default-deny', ...directionIn(ids) }),
  NetpolNode: cluster,
  NetworkPolicy: networkPolicy,
  NetworkPolicyPortIndexOwnerType: networkPolicy,
  PodSelector: cluster,
  UDNEnabledService: cluster,
  UDNIsolation: cluster,
  VirtualMachine: ids => ({ kind: 'VirtualMachine', ...namespacedName(nameIn(ids), '/') }),
} as const satisfies Readonly<Record<string, (ids: Ids) => Owner>>;

export type OwnerType = keyof typeof OWNER_TYPES;

/** The owner by its type; undefined for ids without a type. A type that is not in the table is returned as it is. */
export function ownerByType(ids: Ids): Owner | undefined {
  const type = ids.get(EXTERNAL_IDS.ownerType);
  if (type === undefined) return undefined;
  if (Object.hasOwn(OWNER_TYPES, type)) return OWNER_TYPES[type as OwnerType](ids);
  return { kind: 'unknown', ownerType: type, ...optionalName(ids) };
}

/** `NAMESPACE/NAME` with another separator; a text without one is a name without a namespace. */
export function namespacedName(text: string, separator: string): NamespacedName {
  const [namespace, ...rest] = text.split(separator);
  return rest.length > 0 ? { namespace: namespace!, name: rest.join(separator) } : { namespace: '', name: text };
}

function policy(kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy') {
  return (ids: Ids): Owner => ({ kind, name: nameIn(ids), ...ruleIn(ids, 'gress-index') });
}

function networkPolicy(ids: Ids): Owner {
  return { kind: 'NetworkPolicy', ...namespacedName(nameIn(ids), ':'), ...ruleIn(ids, 'gress-index') };
}

function namespaced(kind: 'EgressFirewall' | 'EgressQoS', ruleKey: string) {
  return (ids: Ids): Owner => ({ kind, namespace: nameIn(ids), name: ONLY_NAME, ...indexIn(ids, ruleKey) });
}

/** `EGRESSIP_NAMESPACE/POD`. Other names, without `_`, are those of rows that all EgressIPs share. */
function egressIp(ids: Ids): Owner | undefined {
  const [, name, pod] = /^([^_]+)_([^_]+\/.+)$/.exec(nameIn(ids)) ?? [];
  return name === undefined ? undefined : { kind: 'EgressIP', name, pod: namespacedName(pod!, '/') };
}

function cluster(ids: Ids): Owner {
  const ownerType = ids.get(EXTERNAL_IDS.ownerType)!;
  return { kind: 'Cluster', ownerType, ...optionalName(ids), ...directionIn(ids) };
}

const nameIn = (ids: Ids): string => ids.get(EXTERNAL_IDS.name) ?? '';

const optionalName = (ids: Ids): { readonly name?: string } =>
  ids.has(EXTERNAL_IDS.name) ? { name: nameIn(ids) } : {};

function ruleIn(ids: Ids, key: string): RuleInPolicy {
  return { ...directionIn(ids), ...indexIn(ids, key) };
}

function directionIn(ids: Ids): Pick<RuleInPolicy, 'direction'> {
  const direction = ids.get(EXTERNAL_IDS.direction);
  return direction === undefined ? {} : { direction };
}

/** A row for a whole policy has no index. */
function indexIn(ids: Ids, key: string): Pick<RuleInPolicy, 'rule'> {
  const index = ids.get(key) ?? '';
  return /^\d+$/.test(index) ? { rule: Number(index) } : {};
}
