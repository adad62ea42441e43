/**
 * The port groups of a primary network on each node, and the traffic that they allow and deny by default
 * (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/base_network_controller_policy.go and
 * base_network_controller_multicast.go).
 *
 * A port group's ACLs hold on each switch with a port of the group. So ACLs without `inport` or `outport` hold for the
 * whole switch, through the management port alone.
 */
import { printAddress } from '../../base/ip.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { protocolOf } from '../vocabulary/addresses.ts';
import { type DbIds, dbIds, hashedName } from '../vocabulary/db-ids.ts';
import { layer2SwitchName } from '../vocabulary/names.ts';
import type { Settings, ZoneNetwork } from '../zone/zone.ts';
import { anyOf, buildAcl, DIRECTIONS, portFieldOf } from './acl.ts';
import { masqueradeAddress } from './masquerade.ts';

const PRIORITY = { allow: 1001, multicastDeny: 1011, multicastAllow: 1012 } as const;
/** IPv4 multicast, MLD, and IPv6 multicast to dynamically assigned addresses. */
const MULTICAST = '(ip4.mcast || mldv1 || mldv2 || (ip6.dst[120..127] == 0xff && ip6.dst[116] == 1))';

export const buildClusterPortGroups = (
  network: ZoneNetwork,
  settings: Settings,
  management: NbRow<'Logical_Switch_Port'>,
): readonly NbRow<'Port_Group'>[] => [
  buildPortGroup(
    clusterIds(network, 'clusterPortGroup'),
    [management],
    [...buildHairpinAcls(network, settings), ...buildMulticastDenyAcls(network)],
  ),
  buildPortGroup(clusterIds(network, 'clusterRtrPortGroup'), [], buildRouterMulticastAcls(network)),
];

export const buildPortGroup = (
  ids: DbIds,
  ports: NbRow<'Port_Group'>['ports'],
  acls: NbRow<'Port_Group'>['acls'] = [],
): NbRow<'Port_Group'> => newRow(NB, 'Port_Group', { name: hashedName(ids), ports, acls, external_ids: ids });

/** ACLs of the switch itself: the node reaches its pods despite all policies. */
export const buildNodeAcls = (network: ZoneNetwork): readonly NbRow<'ACL'>[] =>
  network.managementAddresses.map(address =>
    buildAcl({
      direction: 'Ingress',
      priority: PRIORITY.allow,
      match: `${protocolOf(address.family)}.src==${printAddress(address)}`,
      action: 'allow-related',
      ids: dbIds('ACL', 'NetpolNode', network.controller, layer2SwitchName(network), printAddress(address)),
    }),
  );

const clusterIds = ({ controller }: ZoneNetwork, name: string): DbIds =>
  dbIds('Port_Group', 'Cluster', controller, name);

function buildHairpinAcls({ controller }: ZoneNetwork, settings: Settings): readonly NbRow<'ACL'>[] {
  const sources = settings.families.map(
    family => `${protocolOf(family)}.src == ${printAddress(masqueradeAddress('hairpin', family, settings))}`,
  );
  return DIRECTIONS.map(direction =>
    buildAcl({
      direction,
      priority: PRIORITY.allow,
      match: anyOf(sources),
      action: 'allow-related',
      ids: dbIds('ACL', 'NetpolDefault', controller, 'allow-hairpinning', direction),
    }),
  );
}

const buildMulticastDenyAcls = ({ controller }: ZoneNetwork): readonly NbRow<'ACL'>[] =>
  DIRECTIONS.map(direction =>
    buildAcl({
      direction,
      priority: PRIORITY.multicastDeny,
      match: MULTICAST,
      action: 'drop',
      ids: dbIds('ACL', 'MulticastCluster', controller, 'DefaultDeny', direction),
    }),
  );

/** They allow multicast between nodes. A Layer2 network has no port for that, so the group is empty. */
function buildRouterMulticastAcls(network: ZoneNetwork): readonly NbRow<'ACL'>[] {
  const group = hashedName(clusterIds(network, 'clusterRtrPortGroup'));
  return DIRECTIONS.map(direction =>
    buildAcl({
      direction,
      priority: PRIORITY.multicastAllow,
      match: `${portFieldOf(direction)} == @${group} && ${MULTICAST}`,
      action: 'allow',
      ids: dbIds('ACL', 'MulticastCluster', network.controller, 'AllowInterNode', direction),
    }),
  );
}
