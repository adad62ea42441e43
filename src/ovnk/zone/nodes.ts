/** The cluster's nodes. Values without an annotation are derived. */
import { type Family, type Prefix, parsePrefix, printPrefix } from '../../base/ip.ts';
import { NODE_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import { GATEWAY_BRIDGE } from '../../manifests/types/cluster-defaults.ts';
import type { GatewaySpec, NodeSpec } from '../../manifests/types/node-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import { macFromAddress, nthAddress, uuidFromName } from '../vocabulary/addresses.ts';
import type { Assume, Settings, ZoneNode } from './zone.ts';

/** The first id of a node. OVN-Kubernetes reserves 0 and 1. */
const FIRST_NODE_ID = 2;
/** The version of a node's topology that has transit routers. */
const TRANSIT_ROUTER_VERSION = '2.0';
/** Networks for documentation (RFC 5737, RFC 3849), so an assumed address is easy to recognize. */
const ASSUMED_HOSTS: Readonly<Record<Family, Prefix>> = {
  4: parsePrefix('192.0.2.0/24')!,
  6: parsePrefix('2001:db8:ffff::/64')!,
};

/** A Node object, or the known values of a node without one. */
type KnownNode = Omit<NodeSpec, 'place'>;

/** All nodes in the manifests, and `chosen`, the node of the options. */
export function nodesOf(
  spec: UdnSpec,
  chosen: string | undefined,
  settings: Settings,
  assume: Assume,
): readonly ZoneNode[] {
  const nodes = [...spec.nodes, ...unknownNodes(spec, chosen, assume)];
  const ids = completeIds(nodes, assume);
  const isVersionKnown = nodes.some(({ topologyVersion }) => topologyVersion !== undefined);
  return nodes.map((node, index) => {
    const id = ids[index]!;
    const gateway = node.gateway ?? assumedGateway(node, id, settings, assume);
    return {
      name: node.name,
      labels: node.labels,
      id,
      chassis: node.chassis ?? assumedChassis(node, assume),
      gateway,
      isGatewayKnown: node.gateway !== undefined,
      hostAddresses: node.hostAddresses.length ? node.hostAddresses : assumedHosts(node, gateway, assume),
      hasGatewayMtu: node.hasGatewayMtu,
      hasTransitRouter: node.topologyVersion === TRANSIT_ROUTER_VERSION || !isVersionKnown,
      tunnelKeys: node.tunnelKeys,
      joinAddresses: node.joinAddresses,
    };
  });
}

/**
 * Nodes without a Node object: `chosen`, and the nodes of pods and virtual machines. If there is no node at all, one is
 * assumed.
 */
function unknownNodes(spec: UdnSpec, chosen: string | undefined, assume: Assume): readonly KnownNode[] {
  const known = new Set(spec.nodes.map(({ name }) => name));
  const named = [chosen, ...spec.pods.map(({ node }) => node), ...spec.virtualMachines.map(({ node }) => node)];
  const wanted = [...new Set(named)].filter(name => name !== undefined && !known.has(name)) as string[];
  const missing = wanted.length || known.size ? wanted : ['worker-0'];
  return missing.map(name => {
    assume(`there is no Node object for "${name}": assuming a node in its own zone`);
    return blankNode(name);
  });
}

const blankNode = (name: string): KnownNode => ({
  name,
  labels: new Map(),
  zone: undefined,
  id: undefined,
  chassis: undefined,
  gateway: undefined,
  tunnelKeys: new Map(),
  joinAddresses: new Map(),
  hostAddresses: [],
  internalAddresses: [],
  hasGatewayMtu: true,
  topologyVersion: undefined,
});

function completeIds(nodes: readonly KnownNode[], assume: Assume): readonly number[] {
  const taken = new Set(nodes.map(({ id }) => id));
  let next = FIRST_NODE_ID;
  return nodes.map(({ id, name }) => {
    if (id !== undefined) return id;
    while (taken.has(next)) next++;
    assume(`node "${name}" has no ${NODE_ANNOTATIONS.nodeId}: assuming ${next}`);
    return next++;
  });
}

function assumedChassis({ name }: KnownNode, assume: Assume): string {
  const chassis = uuidFromName(`chassis ${name}`);
  assume(`node "${name}" has no ${NODE_ANNOTATIONS.chassisId}: assuming ${chassis}`);
  return chassis;
}

function assumedHosts({ name }: KnownNode, { addresses }: GatewaySpec, assume: Assume): readonly Prefix[] {
  assume(`node "${name}" has no ${NODE_ANNOTATIONS.hostCidrs}: assuming ${addresses.map(printPrefix).join(' and ')}`);
  return addresses;
}

function assumedGateway(node: KnownNode, id: number, { families }: Settings, assume: Assume): GatewaySpec {
  const addresses = families.map(family => hostAddress(node, family) ?? nthAddress(ASSUMED_HOSTS[family], id + 9));
  const nextHops = addresses.map(address => nthAddress(address, 1));
  const found = addresses.map(printPrefix).join(' and ');
  assume(
    `node "${node.name}" has no ${NODE_ANNOTATIONS.gatewayConfig}: assuming bridge ${GATEWAY_BRIDGE} with ${found}`,
  );
  return {
    bridge: GATEWAY_BRIDGE,
    mac: macFromAddress(addresses[0]!),
    addresses,
    nextHops,
    mode: 'shared',
    hasNodePorts: true,
    vlan: 0,
  };
}

/** The node's own address, with the usual prefix length at most. */
function hostAddress({ hostAddresses, internalAddresses }: KnownNode, family: Family): Prefix | undefined {
  const known = [...hostAddresses, ...internalAddresses].find(address => address.family === family);
  return known && { ...known, prefixLength: Math.min(known.prefixLength, family === 4 ? 24 : 64) };
}
