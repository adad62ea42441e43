/** The networks as a zone sees them: ids, namespaces, gateways of the nodes, and ports of the pods. */

import { addressBits, type Network } from '../base/ip.ts';
import { NETWORK_JOIN, withDefaults } from '../spec/cluster-defaults.ts';
import type { NamespaceSpec, NetworkSpec } from '../spec/udn-spec.ts';
import { nthAddress } from './addresses.ts';
import { LAST_TUNNEL_KEY, newAllocator } from './allocator.ts';
import type { Feature } from './features.ts';
import { controllerOf, prefixOf } from './names.ts';
import { hostsOf } from './namespaces.ts';
import { keptAddresses, transitAddresses, transitSubnets } from './network-addresses.ts';
import { type Population, podPorts } from './pod-ports.ts';
import type { Assume, NodeGateway, Settings, TunnelKeys, ZoneNetwork, ZoneNode } from './zone.ts';

/** A localnet network is not tunnelled and has room for the tunnel's header. */
const TUNNEL_HEADER = 100;

/** Where the tunnel keys of datapaths that several zones share begin: those of switches, and those of all others. */
const SWITCH_KEYS = 16711683;
const OTHER_KEYS = SWITCH_KEYS + 4096;

/** What is known of the cluster when its networks are worked out. */
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
  const ids = networkIds(networks, assume);
  const keys = networkKeys(networks, ids, around, assume);
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

/** Ids go up from 1 in the order of creation; 0 is the cluster's own network. */
function networkIds(networks: readonly NetworkSpec[], assume: Assume): readonly number[] {
  const taken = new Set(networks.map(({ id }) => id));
  let next = 1;
  return networks.map(({ id, name, place }) => {
    if (id !== undefined) return id;
    while (taken.has(next)) next++;
    assume(`network ${name} has no k8s.ovn.org/network-id: ${next} is taken`, place);
    return next++;
  });
}

/** A switch's key goes with the network's id; those of transit routers are given out in order. */
function networkKeys(
  networks: readonly NetworkSpec[],
  ids: readonly number[],
  { features }: Surroundings,
  assume: Assume,
): readonly TunnelKeys[] {
  const taken = new Set(networks.flatMap(({ tunnelKeys }) => tunnelKeys));
  let next = OTHER_KEYS;
  return networks.map(({ name, role, tunnelKeys: [ofSwitch, ofRouter], place }, index) => {
    const known = { switch: ofSwitch ?? SWITCH_KEYS + ids[index]!, transitRouter: ofRouter ?? 0 };
    if (role !== 'primary' || ofRouter !== undefined || !features.has('transit-router')) return known;
    while (taken.has(next)) next++;
    assume(`network ${name} has no k8s.ovn.org/tunnel-keys: ${next} is taken for its transit router`, place);
    return { ...known, transitRouter: next++ };
  });
}

/** What is known of one network beyond what is said of it. */
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
  const gateways = isPrimary ? nodeGateways(network, around, assume) : [];
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
    prefix: prefixOf(network.name),
    controller: controllerOf(network.name),
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

/** A network that says what it keeps for itself keeps no more, even if its node has no room in there. */
const infrastructure = (
  { infrastructureSubnets }: NetworkSpec,
  { gatewayAddresses, managementAddresses }: Pick<ZoneNetwork, 'gatewayAddresses' | 'managementAddresses'>,
): readonly Network[] =>
  infrastructureSubnets.length
    ? infrastructureSubnets
    : [...gatewayAddresses, ...managementAddresses].map(singleAddress);

const singleAddress = (address: Network): Network => ({ ...address, prefixLength: addressBits(address.family) });

function attachmentsIn(namespace: string, { attachments, attachmentName }: NetworkSpec): readonly string[] {
  const known = attachments.filter(attachment => attachment.namespace === namespace);
  return known.length ? known.map(({ name }) => `${namespace}/${name}`) : [`${namespace}/${attachmentName}`];
}

/** Each node's gateway router has its node id's address in the join subnets, and the next tunnel key of the network. */
function nodeGateways(network: NetworkSpec, { nodes, settings }: Surroundings, assume: Assume): readonly NodeGateway[] {
  const known = nodes.map(({ tunnelKeys }) => BigInt(tunnelKeys.get(network.name) ?? 0));
  const keys = newAllocator(1n, LAST_TUNNEL_KEY, known);
  const nextKey = ({ name }: ZoneNode): number => {
    const key = Number(keys.next());
    assume(`node "${name}" has no tunnel id for its gateway on network ${network.name}: ${key} is taken`);
    return key;
  };
  const joinSubnets = withDefaults(network.joinSubnets, NETWORK_JOIN);
  const transit = transitSubnets(network, settings);
  return nodes.map(node => ({
    node,
    joinAddresses:
      node.joinAddresses.get(network.name) ?? settings.families.map(family => nthAddress(joinSubnets[family], node.id)),
    tunnelKey: node.tunnelKeys.get(network.name) ?? nextKey(node),
    transitAddresses: transitAddresses(transit, node.id),
  }));
}
