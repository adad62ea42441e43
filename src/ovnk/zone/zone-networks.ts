/** The networks of a zone, with their ids, namespaces, gateways and pod ports. */

import { addressBits, type Prefix } from '../../base/ip.ts';
import type { NamespaceSpec } from '../../manifests/types/cluster-spec.ts';
import type { NetworkSpec } from '../../manifests/types/network-spec.ts';
import { controllerName, namePrefixOf } from '../vocabulary/names.ts';
import { type Hosts, hostsOf } from './namespaces.ts';
import { keptAddresses } from './network-addresses.ts';
import { completeNetworkIds, completeTunnelKeys } from './network-ids.ts';
import { nodeGateways } from './node-gateways.ts';
import { type Population, podPorts } from './pod-ports.ts';
import type { Assume, Settings, ZoneNetwork, ZoneNode } from './zone.ts';

/** A localnet network is not tunnelled, so its MTU includes the size of the tunnel's header. */
const TUNNEL_HEADER = 100;

/** The known values of the cluster, before its networks are derived. */
export interface Surroundings extends Population {
  readonly settings: Settings;
  readonly nodes: readonly ZoneNode[];
  readonly namespaces: readonly NamespaceSpec[];
}

export function zoneNetworks(
  networks: readonly NetworkSpec[],
  around: Surroundings,
  assume: Assume,
): readonly ZoneNetwork[] {
  const hosts = hostsOf(networks, around.namespaces);
  const isMade = hosts.map(({ attached }) => attached.length > 0);
  const ids = completeNetworkIds(networks, isMade, assume);
  const keys = completeTunnelKeys(networks, ids, around.features, assume);
  return networks.map((network, index) => {
    const own = around.features.has('default-gateway-ips') ? network : withoutChoices(network);
    return zoneNetwork(own, { id: ids[index]!, tunnelKeys: keys[index]!, ...hosts[index]! }, around, assume);
  });
}

const withoutChoices = (network: NetworkSpec): NetworkSpec => ({
  ...network,
  reservedSubnets: [],
  infrastructureSubnets: [],
  defaultGatewayIps: [],
});

/** The derived values of one network. */
type Place = Pick<ZoneNetwork, 'id' | 'tunnelKeys'> & Hosts;

function zoneNetwork(
  network: NetworkSpec,
  { id, tunnelKeys, attached, hosts }: Place,
  around: Surroundings,
  assume: Assume,
): ZoneNetwork {
  const { settings } = around;
  const isPrimary = network.role === 'primary';
  const kept = isPrimary ? keptAddresses(network) : { gatewayAddresses: [], managementAddresses: [] };
  const isMade = attached.length > 0;
  const gateways = isPrimary && isMade ? nodeGateways(network, around.nodes, settings, assume) : [];
  const attachable = {
    ...network,
    ...kept,
    namespaces: hosts.map(({ name }) => name),
    attachments: attached.flatMap(({ name }) => attachmentsIn(name, network)),
    excludeSubnets: [...network.excludeSubnets, ...network.reservedSubnets, ...infrastructure(network, kept)],
    gatewayKeys: gateways.map(({ tunnelKey }) => tunnelKey),
  };
  return {
    ...kept,
    name: network.name,
    isMade,
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
    ...podPorts(attachable, around, assume),
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
