/**
 * The rows of a network for one of its namespaces: the group of its ports, the set of their addresses, and ACLs for
 * multicast if the namespace enables it (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/base_network_controller_namespace.go and multicast.go).
 */
import type { Family } from '../../base/ip.ts';
import type { NamespaceSpec } from '../../manifests/types/cluster-spec.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { ofFamily, versionOf } from '../vocabulary/addresses.ts';
import { type DbIds, dbIds, hashedName } from '../vocabulary/db-ids.ts';
import { podSelectorKey } from '../vocabulary/selector-key.ts';
import { networkFamilies, type Zone, type ZoneNetwork } from '../zone/zone.ts';
import { anyOf, buildAcl } from './acl.ts';
import { buildPortGroup } from './cluster-port-groups.ts';
import type { NbRows } from './gather-rows.ts';
import type { PortRows } from './pod-port.ts';
import { buildAddressSet } from './shared-sets.ts';

const PRIORITY = 1012;
const IPV6_MULTICAST = '(ip6.dst[120..127] == 0xff && ip6.dst[116] == 1)';
/**
 * Matches for multicast in each family: any multicast, and multicast from the namespace's own addresses. Both include
 * membership reports.
 */
const MULTICAST: Readonly<Record<Family, { readonly any: string; readonly from: (set: string) => string }>> = {
  4: { any: 'ip4.mcast', from: set => `(igmp || (ip4.src == $${set} && ip4.mcast))` },
  6: {
    any: `(mldv1 || mldv2 || ${IPV6_MULTICAST})`,
    from: set => `(mldv1 || mldv2 || (ip6.src == $${set} && ${IPV6_MULTICAST}))`,
  },
};

export const namespaceGroupIds = ({ controller }: ZoneNetwork, namespace: string): DbIds =>
  dbIds('Port_Group', 'Namespace', controller, namespace);
export const namespaceSetIds = ({ controller }: ZoneNetwork, namespace: string, family: Family): DbIds =>
  dbIds('Address_Set', 'Namespace', controller, namespace, versionOf(family));
const podsSetIds = ({ controller }: ZoneNetwork, namespace: string, family: Family): DbIds =>
  dbIds('Address_Set', 'PodSelector', controller, podSelectorKey(namespace, undefined), versionOf(family));

/**
 * The namespace's group has the ports with addresses. `acls` are its further ACLs. The namespace has address sets; since release 1.3 only for multicast,
 * with other ids.
 */
export function buildNamespaceRows(
  network: ZoneNetwork,
  namespace: NamespaceSpec,
  ports: PortRows,
  { features }: Pick<Zone, 'features'>,
  acls: readonly NbRow<'ACL'>[] = [],
): NbRows {
  const own = [...ports].filter(([{ pod }]) => network.hasIpam && pod.namespace === namespace.name);
  const setIds = features.has('no-namespace-sets') ? podsSetIds : namespaceSetIds;
  const sets = buildSets(network, namespace.name, setIds);
  const multicast = namespace.hasMulticast ? buildMulticastAcls(network, namespace.name, setIds) : [];
  return {
    Port_Group: [
      buildPortGroup(
        namespaceGroupIds(network, namespace.name),
        own.map(([, row]) => row),
        [...multicast, ...acls],
      ),
    ],
    Address_Set: features.has('no-namespace-sets') && !namespace.hasMulticast ? [] : sets,
  };
}

/** The addresses of the namespace's pods in all zones. */
function buildSets(network: ZoneNetwork, namespace: string, setIds: typeof namespaceSetIds) {
  const everywhere = network.ports.filter(({ pod }) => pod.namespace === namespace);
  const addresses = everywhere.flatMap(port => port.addresses);
  return networkFamilies(network).map(family =>
    buildAddressSet(setIds(network, namespace, family), ofFamily(family, addresses)),
  );
}

function buildMulticastAcls(
  network: ZoneNetwork,
  namespace: string,
  setIds: typeof namespaceSetIds,
): readonly NbRow<'ACL'>[] {
  const group = hashedName(namespaceGroupIds(network, namespace));
  const families = networkFamilies(network);
  const from = families.map(family => MULTICAST[family].from(hashedName(setIds(network, namespace, family))));
  const any = anyOf(families.map(family => MULTICAST[family].any));
  const allow = (direction: 'Ingress' | 'Egress', match: string) =>
    buildAcl({
      direction,
      priority: PRIORITY,
      match,
      action: 'allow',
      ids: dbIds('ACL', 'MulticastNS', network.controller, namespace, direction),
    });
  return [allow('Egress', `inport == @${group} && ${any}`), allow('Ingress', `outport == @${group} && ${anyOf(from)}`)];
}
