/**
 * The gateway routers that nodes have on a primary network: their addresses and tunnel keys (OVN-Kubernetes release 1.1,
 * go-controller/pkg/clustermanager/node/node_allocator.go).
 */
import { NETWORK_JOIN, withDefaults } from '../../manifests/types/cluster-defaults.ts';
import type { NetworkSpec } from '../../manifests/types/network-spec.ts';
import { LAST_TUNNEL_KEY, newAllocator } from '../ipam/allocator.ts';
import { nthAddress } from '../vocabulary/addresses.ts';
import { transitAddresses, transitSubnets } from './network-addresses.ts';
import type { Assume, NodeGateway, Settings, ZoneNode } from './zone.ts';

/** Each gateway router has the address of its node's id in the join subnets, and the next tunnel key of the network. */
export function nodeGateways(
  network: NetworkSpec,
  nodes: readonly ZoneNode[],
  settings: Settings,
  assume: Assume,
): readonly NodeGateway[] {
  const keys = newAllocator(1n, LAST_TUNNEL_KEY);
  for (const { tunnelKeys } of nodes) keys.resume(BigInt(tunnelKeys.get(network.name) ?? 0));
  const nextKey = ({ name }: ZoneNode): number => {
    const key = Number(keys.next() ?? LAST_TUNNEL_KEY);
    assume(`node "${name}" has no tunnel id for its gateway on network ${network.name}: assuming ${key}`);
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
