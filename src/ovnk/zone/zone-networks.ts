/** The networks of a zone, with their ids, namespaces, gateways and pod ports. */

import { addressBits, type Prefix } from '../../base/ip.ts';
import type { NamespaceSpec } from '../../manifests/types/cluster-spec.ts';
import type { NetworkSpec } from '../../manifests/types/network-spec.ts';
import type { Feature } from '../vocabulary/features.ts';
import { controllerName, namePrefixOf } from '../vocabulary/names.ts';
import { hostsOf } from './namespaces.ts';
import { keptAddresses } from './network-addresses.ts';
import { completeNetworkIds, completeTunnelKeys } from './network-ids.ts';
import { nodeGateways } from './node-gateways.ts';
import { type Population, podPorts } from './pod-ports.ts';
import type { Assume, Settings, ZoneNetwork, ZoneNode } from './zone.ts';

/** A localnet network is not tunnelled, so its MTU includes the size of the tunnel's header. */
const TUNNEL_HEADER = 100;

/** The known values of the cluster, before its networks are derived. */
export interface Surroundings extends Population {
  readonly features: ReadonlySet<Feature>;
  readonly settings: Settings;
  readonly nodes: readonly ZoneNode[];
  readonly namespaces: readonly NamespaceSpec[];
}

export function zoneNetworks(
  networks: readonly NetworkSpec[],
  around: Surroundings,
  assume: Assume,
): readonly ZoneNetwork[] {
  const ids = completeNetworkIds(networks, assume);
  const keys = completeTunnelKeys(networks, ids, around.features, assume);
  const hosts = hostsOf(networks, around.namespaces);
  return networks.map((network, index) => {
    const own = around.features.has('default-gateway-ips') ? network : withoutChoices(network);
    return zoneNetwork(own, { id: ids[index]!, tunnelKeys: keys[index]!, hosts: hosts[index]! }, around, assume);
  });
}

const withoutChoices = (network: NetworkSpec): NetworkSpec => ({
  ...network,
  reservedSubnets: [],
  infrastructureSubnets: [],
  defaultGatewayIps: [],
});

/** The derived values of one network. */
interface Place extends Pick<ZoneNetwork, 'id' | 'tunnelKeys'> {
  readonly hosts: readonly NamespaceSpec[];
}

function zoneNetwork(
  network: NetworkSpec,
  { id, tunnelKeys, hosts }: Place,
  around: Surroundings,
  assume: Assume,
): ZoneNetwork {
  const { settings } = around;
  const isPrimary = network.role === 'primary';
  const kept = isPrimary ? keptAddresses(network) : { gatewayAddresses: [], managementAddresses: [] };
  const gateways = isPrimary ? nodeGateways(network, around.nodes, settings, assume) : [];
  const attachable = {
    ...network,
    ...kept,
    namespaces: hosts.map(({ name }) => name),
    attachments: hosts.flatMap(({ name }) => attachmentsIn(name, network)),
    excludeSubnets: [...network.excludeSubnets, ...network.reservedSubnets, ...infrastructure(network, kept)],
    gatewayKeys: gateways.map(({ tunnelKey }) => tunnelKey),
  };
  return {
    ...kept,
    name: network.name,
    prefix: namePrefixOf(network.name),
    controller: controllerName(network.name),
    id,
    tunnelKeys,
    topology: network.topology,
    role: network.role,
    subnets: network.subnets,
    hasIpam: network.hasIpam,
    mtu: network.mtu ?? settings.mtu + (network.topology === 'localnet' ? TUNNEL_HEADER : 0),
    physicalNetworkName: network.physicalNetworkName ?? network.name,
    vlan: network.vlan,
    namespaces: attachable.namespaces,
    attachments: attachable.attachments,
    gateways,
    ports: podPorts(attachable, around, assume),
  };
}

/**
 * Ranges that are not assigned to pods. A network with infrastructure subnets reserves only these, even if the node's
 * address is outside of them.
 */
const infrastructure = (
  { infrastructureSubnets }: NetworkSpec,
  { gatewayAddresses, managementAddresses }: Pick<ZoneNetwork, 'gatewayAddresses' | 'managementAddresses'>,
): readonly Prefix[] =>
  infrastructureSubnets.length
    ? infrastructureSubnets
    : [...gatewayAddresses, ...managementAddresses].map(singleAddress);

const singleAddress = (address: Prefix): Prefix => ({ ...address, prefixLength: addressBits(address.family) });

function attachmentsIn(namespace: string, { attachments, attachmentName }: NetworkSpec): readonly string[] {
  const known = attachments.filter(attachment => attachment.namespace === namespace);
  return known.length ? known.map(({ name }) => `${namespace}/${name}`) : [`${namespace}/${attachmentName}`];
}
