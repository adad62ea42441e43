/**
 * EgressIP on a primary Layer2 network: the traffic of pods leaves through assigned nodes, with a mark. The node's
 * bridge translates marked traffic to the egress address (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/egressip.go). Traffic gets its mark where it is rerouted. With a transit router, it gets it
 * again where it leaves.
 */
import { type Address, printAddress } from '../../base/ip.ts';
import { selects } from '../../manifests/reader/selector.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { SET_NAMES } from '../rows/shared-sets.ts';
import { ofFamily, protocolOf } from '../vocabulary/addresses.ts';
import { dbIds } from '../vocabulary/db-ids.ts';
import { DEFAULT_CONTROLLER } from '../vocabulary/names.ts';
import { isOnNodeNetwork } from '../zone/egress-assignments.ts';
import type { NodeGateway, PodPort, Zone, ZoneEgressIp, ZoneNetwork } from '../zone/zone.ts';
import { egressIpIds, REPLY_MARK } from './router-policies.ts';

const PRIORITY = { mark: 95, reroute: 100, replies: 103 } as const;

type Policy = NbRow<'Logical_Router_Policy'>;
/** Replies get their mark on the network's switch, one rule for each family of the cluster. */
export const buildReplyMarks = (network: ZoneNetwork, { settings }: Zone): readonly NbRow<'QoS'>[] =>
  settings.families.map(family => {
    const protocol = protocolOf(family);
    return newRow(NB, 'QoS', {
      priority: PRIORITY.replies,
      direction: 'from-lport',
      match: `${protocol}.src == $${SET_NAMES.egressIpPods(family, network)} && ct.trk && ct.rpl`,
      action: new Map([['mark', REPLY_MARK]]),
      external_ids: dbIds(
        'QoS',
        'EgressIP',
        DEFAULT_CONTROLLER,
        String(PRIORITY.replies),
        'EgressIP-Mark-Reply-Traffic',
        protocol,
        network.name,
      ),
    });
  });

/** Policies for the first router of the pods, and for the gateway router next to a transit router. */
export interface EgressIpPolicies {
  readonly reroutes: readonly Policy[];
  readonly marks: readonly Policy[];
}

export interface EgressIpRows extends EgressIpPolicies {
  /** The addresses of the zone's own pods that an EgressIP serves. */
  readonly served: readonly Address[];
}

export function buildEgressIpRows(network: ZoneNetwork, zone: Zone): EgressIpRows {
  const served = network.ports.flatMap(port => {
    const egressIp = zone.egressIps.find(each => isServed(port, each, zone));
    return egressIp ? port.addresses.map(address => ({ port, address, egressIp })) : [];
  });
  return {
    reroutes: served.flatMap(each => buildReroutes(each, network, zone)),
    marks: served.flatMap(each => buildMarks(each, network, zone)),
    served: served
      .filter(({ port, egressIp }) => port.isLocal && isComplete(egressIp, zone))
      .map(({ address }) => address),
  };
}

/** If several EgressIPs select a pod, the first one serves it. */
function isServed({ pod }: PodPort, egressIp: ZoneEgressIp, zone: Zone): boolean {
  const { namespaceSelector, podSelector, assignments } = egressIp;
  const namespace = zone.namespaces.find(({ name }) => name === pod.namespace);
  const isSelected = !podSelector || selects(podSelector, pod.labels);
  return Boolean(assignments.length && namespace && selects(namespaceSelector, namespace.labels) && isSelected);
}

interface Served {
  readonly port: PodPort;
  readonly address: Address;
  readonly egressIp: ZoneEgressIp;
}

function buildReroutes(served: Served, network: ZoneNetwork, zone: Zone): readonly Policy[] {
  const nexthops = egressNodes(served, zone).flatMap(node => nextHops(node, served, network, zone));
  const match = `${protocolOf(served.address.family)}.src == ${printAddress(served.address)}`;
  return nexthops.length
    ? [buildPolicy(served, network, { action: 'reroute', priority: PRIORITY.reroute, match, nexthops })]
    : [];
}

/** Traffic from the transit router that leaves on this node gets its mark here. */
function buildMarks(served: Served, network: ZoneNetwork, zone: Zone): readonly Policy[] {
  if (!egressNodes(served, zone).includes(zone.node.name)) return [];
  const match = `${protocolOf(served.address.family)}.src == ${printAddress(served.address)} && pkt.mark == 0`;
  return [buildPolicy(served, network, { action: 'allow', priority: PRIORITY.mark, match })];
}

function buildPolicy(
  { port: { pod }, address, egressIp }: Served,
  network: ZoneNetwork,
  row: Partial<Policy> & Pick<Policy, 'priority'>,
): Policy {
  const name = `${egressIp.name}_${pod.namespace}/${pod.name}`;
  return newRow(NB, 'Logical_Router_Policy', {
    ...row,
    options: new Map([['pkt_mark', String(egressIp.mark)]]),
    external_ids: egressIpIds(network, row.priority, name, protocolOf(address.family)),
  });
}

/** The nodes with an egress address of the family. */
const egressNodes = ({ address, egressIp }: Served, zone: Zone): readonly string[] =>
  possibleAssignments(egressIp, zone)
    .filter(({ egressIP }) => egressIP.family === address.family)
    .map(({ node }) => node);

/**
 * OVN-Kubernetes stops at the first address that is not on the network of a node's bridge, because user-defined networks
 * do not support it. The pods then have the policies of the addresses before it, but they do not count as served.
 */
function possibleAssignments({ assignments }: ZoneEgressIp, { nodes }: Zone): ZoneEgressIp['assignments'] {
  const stop = assignments.findIndex(
    ({ node, egressIP }) => !nodes.some(each => each.name === node && isOnNodeNetwork(egressIP, each)),
  );
  return stop === -1 ? assignments : assignments.slice(0, stop);
}

const isComplete = (egressIp: ZoneEgressIp, zone: Zone): boolean =>
  possibleAssignments(egressIp, zone).length === egressIp.assignments.length;

/** The next hop through the zone's own node; for its own pods, also through other nodes. */
function nextHops(node: string, { port, address }: Served, network: ZoneNetwork, zone: Zone): readonly string[] {
  const isLocal = node === zone.node.name;
  const gateway = network.gateways.find(each => each.node.name === node);
  if (!gateway || !(isLocal || port.isLocal)) return [];
  return ofFamily(address.family, waysOut(gateway, isLocal, zone))
    .slice(0, 1)
    .map(printAddress);
}

/** The gateway router's addresses. If the policy is on that router itself, the node's next hops. */
function waysOut({ node, joinAddresses, transitAddresses }: NodeGateway, isLocal: boolean, { features }: Zone) {
  if (features.has('transit-router')) return node.hasTransitRouter ? transitAddresses.gatewayRouter : joinAddresses;
  return isLocal ? node.gateway.nextHops : joinAddresses;
}
