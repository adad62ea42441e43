/**
 * The policies that each router of a primary network has. Traffic to the node goes through its management port. Some
 * traffic never gets an EgressIP (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/gatewayrouter/policybasedroutes.go
 * and egressip.go).
 */
import { networkAddress, type Prefix, printAddress, printPrefix } from '../../base/ip.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { networkIds } from '../rows/owner-ids.ts';
import { SET_NAMES } from '../rows/shared-sets.ts';
import { ofFamily, protocolOf } from '../vocabulary/addresses.ts';
import { dbIds } from '../vocabulary/db-ids.ts';
import { DEFAULT_CONTROLLER, layer2SwitchName, routerToSwitchName } from '../vocabulary/names.ts';
import { networkFamilies, type Settings, type ZoneNetwork, type ZoneNode } from '../zone/zone.ts';

type Policy = NbRow<'Logical_Router_Policy'>;

const PRIORITY = { node: 1004, noReroute: 102, nodeNetwork: 99 } as const;
/** The mark of replies to an EgressIP's traffic. */
export const REPLY_MARK = 42;
/** The mark of traffic that leaves with the node's address. */
const TO_NODE_MARK = 1008;

/** Policies of the first router of the pods: their gateway router, or the transit router. */
export const buildEnsuredPolicies = (network: ZoneNetwork, node: ZoneNode, settings: Settings): readonly Policy[] => [
  ...buildNodePolicies(network, node),
  ...buildNoReroutePolicies(network, settings),
];

/**
 * Policies of a gateway router on the network's switch: with routing via the host, traffic to the node's network goes
 * through the management port, too.
 */
export const buildNodeNetworkPolicies = (
  network: ZoneNetwork,
  node: ZoneNode,
  { isRoutingViaHost }: Settings,
): readonly Policy[] =>
  network.managementAddresses.flatMap(management =>
    ofFamily(management.family, isRoutingViaHost ? node.gateway.addresses : []).map(address => {
      const protocol = protocolOf(address.family);
      const [from, to] = [management, address].map(inside => printPrefix(networkAddress(inside)));
      const match = `${protocol}.dst == ${to} && ${protocol}.src == ${from}`;
      return buildReroute(network, PRIORITY.nodeNetwork, match, management);
    }),
  );

/**
 * One for each family that the network and the node share. The match has the port of a gateway router, even on a
 * transit router. There the policy never matches (release 1.2 and 1.3).
 */
function buildNodePolicies(network: ZoneNetwork, node: ZoneNode): readonly Policy[] {
  const layer2 = layer2SwitchName(network);
  return network.managementAddresses.flatMap(management =>
    ofFamily(management.family, node.gateway.addresses)
      .slice(0, 1)
      .map(address => {
        const destination = `${protocolOf(address.family)}.dst == ${printAddress(address)}`;
        const match = `inport == "${routerToSwitchName(layer2)}" && ${destination} /* ${layer2} */`;
        return buildReroute(network, PRIORITY.node, match, management);
      }),
  );
}

const buildReroute = (network: ZoneNetwork, priority: number, match: string, hop: Prefix): Policy =>
  newRow(NB, 'Logical_Router_Policy', {
    priority,
    match,
    action: 'reroute',
    nexthops: [printAddress(hop)],
    external_ids: networkIds(network),
  });

/** Nodes are allowed in each family of the cluster, services in those of the network. */
function buildNoReroutePolicies(network: ZoneNetwork, settings: Settings): readonly Policy[] {
  const allow = (name: string, protocol: 'ip' | 'ip4' | 'ip6', match: string, options = new Map<string, string>()) =>
    newRow(NB, 'Logical_Router_Policy', {
      priority: PRIORITY.noReroute,
      match,
      action: 'allow',
      options,
      external_ids: egressIpIds(network, PRIORITY.noReroute, `EIP-No-Reroute-${name}`, protocol),
    });
  const toNode = new Map([['pkt_mark', String(TO_NODE_MARK)]]);
  return [
    ...network.subnets.flatMap(subnet => {
      const protocol = protocolOf(subnet.family);
      const own = printPrefix(networkAddress(subnet));
      const join = printPrefix(networkAddress(settings.defaultJoinSubnets[subnet.family]));
      return [
        allow('Pod-To-Pod', protocol, `${protocol}.src == ${own} && ${protocol}.dst == ${own}`),
        allow('Pod-To-Join', protocol, `${protocol}.src == ${own} && ${protocol}.dst == ${join}`),
      ];
    }),
    allow('reply-traffic', 'ip', `pkt.mark == ${REPLY_MARK}`),
    ...settings.families.flatMap(family => {
      const protocol = protocolOf(family);
      const sources = [SET_NAMES.egressIpPods(family, network), SET_NAMES.egressServicePods(family)];
      const served = `(${sources.map(set => `${protocol}.src == $${set}`).join(' || ')}) && ${protocol}.dst`;
      const toNodes = allow('Pod-To-Node', protocol, `${served} == $${SET_NAMES.nodeIps(family)}`, toNode);
      const toServices = allow('Pod-To-CDN-Svc', protocol, `${served} == $${SET_NAMES.sharedServices(family)}`);
      return networkFamilies(network).includes(family) ? [toNodes, toServices] : [toNodes];
    }),
  ];
}

export const egressIpIds = (network: ZoneNetwork, priority: number, name: string, protocol: 'ip' | 'ip4' | 'ip6') =>
  dbIds('Logical_Router_Policy', 'EgressIP', DEFAULT_CONTROLLER, String(priority), name, protocol, network.name);
