/**
 * EgressIP on a primary Layer2 network: pods whose traffic leaves through chosen nodes, marked so that the node's bridge
 * gives it the egress address (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/egressip.go).
 */
import { type Address, printAddress } from '../base/ip.ts';
import { NB, type NbRow } from '../network/nb.ts';
import { newRow } from '../network/schema.ts';
import type { EgressIpSpec } from '../spec/egress.ts';
import { selects } from '../spec/selector.ts';
import { ofFamily, protocolOf } from './addresses.ts';
import { dbIds } from './db-ids.ts';
import { DEFAULT_CONTROLLER } from './names.ts';
import { egressIpIds, REPLY_MARK } from './router-policies.ts';
import { SET_NAMES } from './shared-sets.ts';
import type { PodPort, Zone, ZoneNetwork } from './zone.ts';

const PRIORITY = { reroute: 100, replies: 103 } as const;
/** Where marks begin that tell EgressIPs apart. */
const FIRST_MARK = 50000;

/** Replies are marked on the network's switch, in each family of the cluster. */
export const replyMarks = (network: ZoneNetwork, { settings }: Zone): readonly NbRow<'QoS'>[] =>
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

export interface EgressIpRows {
  readonly policies: readonly NbRow<'Logical_Router_Policy'>[];
  /** The addresses of the zone's own pods that an EgressIP serves. */
  readonly served: readonly Address[];
}

export function egressIpRows(egressIps: readonly EgressIpSpec[], network: ZoneNetwork, zone: Zone): EgressIpRows {
  const served = egressIps.flatMap((egressIp, index) =>
    network.ports
      .filter(port => isServed(port, egressIp, zone))
      .flatMap(port =>
        port.addresses.map(address => ({ port, address, egressIp, mark: egressIp.mark ?? FIRST_MARK + index })),
      ),
  );
  return {
    policies: served.flatMap(each => reroute(each, network, zone)),
    served: served.filter(({ port }) => port.isLocal).map(({ address }) => address),
  };
}

function isServed(
  { pod }: PodPort,
  { namespaceSelector, podSelector, assignments }: EgressIpSpec,
  zone: Zone,
): boolean {
  const namespace = zone.namespaces.find(({ name }) => name === pod.namespace);
  const isSelected = !podSelector || selects(podSelector, pod.labels);
  return Boolean(assignments.length && namespace && selects(namespaceSelector, namespace.labels) && isSelected);
}

interface Served {
  readonly port: PodPort;
  readonly address: Address;
  readonly egressIp: EgressIpSpec;
  readonly mark: number;
}

function reroute({ port, address, egressIp, mark }: Served, network: ZoneNetwork, zone: Zone) {
  const hops = egressIp.assignments
    .filter(({ egressIP }) => egressIP.family === address.family)
    .flatMap(({ node }) => nextHops(node, port, address, network, zone));
  if (!hops.length) return [];
  const protocol = protocolOf(address.family);
  return [
    newRow(NB, 'Logical_Router_Policy', {
      priority: PRIORITY.reroute,
      match: `${protocol}.src == ${printAddress(address)}`,
      action: 'reroute',
      nexthops: hops.map(printAddress),
      options: new Map([['pkt_mark', String(mark)]]),
      external_ids: egressIpIds(
        network,
        PRIORITY.reroute,
        `${egressIp.name}_${port.pod.namespace}/${port.pod.name}`,
        protocol,
      ),
    }),
  ];
}

/** Through one's own node, to its gateway; through another's, for one's own pods only, to the router there. */
function nextHops(
  egressNode: string,
  port: PodPort,
  address: Address,
  network: ZoneNetwork,
  zone: Zone,
): readonly Address[] {
  if (egressNode === zone.node.name) return ofFamily(address.family, zone.node.gateway.nextHops).slice(0, 1);
  const gateway = network.gateways.find(({ node }) => node.name === egressNode);
  return port.isLocal && gateway ? ofFamily(address.family, gateway.joinAddresses) : [];
}
