/** The networks as a zone sees them: ids, namespaces, gateways of the nodes, and ports of the pods. */
import { type Family, type Network, parseNetwork } from '../base/ip.ts';
import type { NamespaceSpec, NetworkSpec, PodSpec } from '../spec/udn-spec.ts';
import { nthAddress, ofFamily } from './addresses.ts';
import { LAST_TUNNEL_KEY, newAllocator } from './allocator.ts';
import { controllerOf, prefixOf } from './names.ts';
import { isOnNetwork, mayHavePrimary } from './namespaces.ts';
import { podPorts } from './pod-ports.ts';
import type { Assume, NodeGateway, Settings, ZoneNetwork, ZoneNode } from './zone.ts';

/** What OVN-Kubernetes gives primary networks where they do not choose (release 1.1, go-controller/pkg/types/const.go). */
const DEFAULT_JOIN: Readonly<Record<Family, Network>> = {
  4: parseNetwork('100.65.0.0/16')!,
  6: parseNetwork('fd99::/64')!,
};
/** A localnet network is not tunnelled and has room for the tunnel's header. */
const TUNNEL_HEADER = 100;

/** What is known of the cluster when its networks are worked out. */
export interface Surroundings {
  readonly settings: Settings;
  readonly nodes: readonly ZoneNode[];
  readonly localNode: string;
  readonly namespaces: readonly NamespaceSpec[];
  readonly pods: readonly PodSpec[];
}

export function zoneNetworks(
  networks: readonly NetworkSpec[],
  around: Surroundings,
  assume: Assume,
): readonly ZoneNetwork[] {
  const ids = networkIds(networks, assume);
  return networks.map((network, index) => zoneNetwork(network, ids[index]!, around, assume));
}

/** Ids go up from 1 in the order of creation; 0 is the cluster's own network. */
function networkIds(networks: readonly NetworkSpec[], assume: Assume): readonly number[] {
  const known = networks.map(({ id }) => id).filter(id => id !== undefined);
  const taken = new Set(known);
  let next = 1;
  return networks.map(({ id, name, place }) => {
    if (id !== undefined) return id;
    while (taken.has(next)) next++;
    assume(`network ${name} has no k8s.ovn.org/network-id: ${next} is taken`, place);
    return next++;
  });
}

function zoneNetwork(network: NetworkSpec, id: number, around: Surroundings, assume: Assume): ZoneNetwork {
  const { settings, nodes, localNode, pods } = around;
  const members = around.namespaces.filter(namespace => isOnNetwork(network, namespace));
  const hosts = network.role === 'primary' ? members.filter(mayHavePrimary) : members;
  const namespaces = hosts.map(({ name }) => name);
  const gateways = network.role === 'primary' ? nodeGateways(network, nodes, settings) : [];
  const attachable = {
    ...network,
    namespaces,
    attachments: members.flatMap(({ name }) => attachmentsIn(name, network)),
    gatewayKeys: gateways.map(({ tunnelKey }) => tunnelKey),
  };
  return {
    name: network.name,
    prefix: prefixOf(network.name),
    controller: controllerOf(network.name),
    id,
    topology: network.topology,
    role: network.role,
    subnets: network.subnets,
    hasIpam: network.hasIpam,
    mtu: network.mtu ?? settings.mtu + (network.topology === 'localnet' ? TUNNEL_HEADER : 0),
    physicalNetworkName: network.physicalNetworkName ?? network.name,
    vlan: network.vlan,
    namespaces,
    attachments: attachable.attachments,
    gateways,
    ports: podPorts(attachable, pods, localNode, assume),
  };
}

function attachmentsIn(namespace: string, { attachments, attachmentName }: NetworkSpec): readonly string[] {
  const known = attachments.filter(attachment => attachment.namespace === namespace);
  return known.length ? known.map(({ name }) => `${namespace}/${name}`) : [`${namespace}/${attachmentName}`];
}

/** Each node's gateway router has its node id's address in the join subnets, and the next tunnel key of the network. */
function nodeGateways(
  network: NetworkSpec,
  nodes: readonly ZoneNode[],
  { families }: Settings,
): readonly NodeGateway[] {
  const known = nodes.map(({ tunnelKeys }) => BigInt(tunnelKeys.get(network.name) ?? 0));
  const keys = newAllocator(1n, LAST_TUNNEL_KEY, known);
  const joinSubnets = families.map(family => ofFamily(family, network.joinSubnets)[0] ?? DEFAULT_JOIN[family]);
  return nodes.map(node => ({
    node,
    joinAddresses: node.joinAddresses.get(network.name) ?? joinSubnets.map(subnet => nthAddress(subnet, node.id)),
    tunnelKey: node.tunnelKeys.get(network.name) ?? Number(keys.next()),
  }));
}
