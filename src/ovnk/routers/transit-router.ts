/**
 * The transit router of a primary Layer2 network: one router for all nodes, between the network's switch and the gateway
 * routers (OVN-Kubernetes since release 1.2, go-controller/pkg/ovn/layer2_user_defined_network_controller.go,
 * transit_router.go, gateway.go and base_network_controller.go).
 */
import { printPrefix } from '../../base/ip.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { networkIds, nodeIds } from '../rows/owner-ids.ts';
import { macFromAddress } from '../vocabulary/addresses.ts';
import {
  gatewayRouterName,
  gatewayToTransitName,
  layer2SwitchName,
  switchToTransitName,
  transitRouterName,
  transitToGatewayName,
  transitToSwitchName,
} from '../vocabulary/names.ts';
import { type NodeGateway, requestedChassis, type Settings, type Zone, type ZoneNetwork } from '../zone/zone.ts';
import { gatewayMtu, routerAdvertisements } from './gateway-router.ts';
import { buildManagementNats } from './nat.ts';
import { buildEnsuredPolicies } from './router-policies.ts';
import { buildNodeRoutes, buildTransitRoutes } from './static-routes.ts';
import { buildUpgradeRouterPorts, upgradeAddresses } from './topology-upgrade.ts';

type Port = NbRow<'Logical_Router_Port'>;

/**
 * The key of the port to the switch, the same in each zone. The keys of ports to nodes depend on the ids of the nodes.
 */
const SWITCH_PORT_KEY = 1;
const FIRST_NODE_PORT_KEY = 10;

/** `policies` are added to those of every transit router. */
export type TransitParts = Pick<NbRow<'Logical_Router'>, 'copp' | 'policies'>;

export function buildTransitRouter(
  network: ZoneNetwork,
  own: NodeGateway,
  zone: Zone,
  { copp, policies }: TransitParts,
): NbRow<'Logical_Router'> {
  const { settings } = zone;
  const others = network.gateways.filter(gateway => gateway !== own);
  const upgraded = others.filter(({ node }) => node.hasTransitRouter);
  return newRow(NB, 'Logical_Router', {
    name: transitRouterName(network),
    ports: [
      buildSwitchSidePort(network, own, settings),
      buildOwnNodePort(network, own),
      ...upgraded.map(other => buildOtherNodePort(network, other, zone)),
      ...buildUpgradeRouterPorts(network, own),
    ],
    nat: buildManagementNats(network, transitToSwitchName(layer2SwitchName(network)), settings),
    static_routes: [...buildTransitRoutes(network, own, others, settings), ...buildNodeRoutes(network, settings)],
    policies: [...buildEnsuredPolicies(network, own.node, settings), ...policies],
    copp,
    options: new Map([['requested-tnl-key', String(network.tunnelKeys.transitRouter)]]),
    external_ids: new Map([['k8s-cluster-router', 'yes'], ...networkIds(network)]),
  });
}

/** The peer of the transit router's port, on the network's switch. */
export const buildTransitPort = (network: ZoneNetwork): NbRow<'Logical_Switch_Port'> =>
  newRow(NB, 'Logical_Switch_Port', {
    name: switchToTransitName(layer2SwitchName(network)),
    type: 'router',
    addresses: ['router'],
    options: new Map([['router-port', transitToSwitchName(layer2SwitchName(network))]]),
    external_ids: networkIds(network),
  });

/** This port is the gateway of the pods, with the same MAC address on every node. */
function buildSwitchSidePort(network: ZoneNetwork, { node }: NodeGateway, settings: Settings): Port {
  const name = transitToSwitchName(layer2SwitchName(network));
  const addresses = network.gatewayAddresses;
  const first = addresses.find(({ family }) => family === 4) ?? addresses.at(-1)!;
  return newRow(NB, 'Logical_Router_Port', {
    name,
    mac: macFromAddress(first),
    networks: [...addresses, ...upgradeAddresses(network, settings)].map(printPrefix),
    options: new Map([...gatewayMtu(node, settings), ['requested-tnl-key', String(SWITCH_PORT_KEY)]]),
    gateway_chassis: [
      newRow(NB, 'Gateway_Chassis', { name: `${name}-${node.chassis}`, chassis_name: node.chassis, priority: 1 }),
    ],
    ipv6_ra_configs: addresses.some(({ family }) => family === 6) ? routerAdvertisements(network) : new Map(),
  });
}

const buildOwnNodePort = (network: ZoneNetwork, gateway: NodeGateway): Port =>
  newRow(NB, 'Logical_Router_Port', {
    ...nodePort(network, gateway),
    peer: gatewayToTransitName(gatewayRouterName(network, gateway.node)),
    options: new Map([portKey(gateway)]),
    external_ids: networkIds(network),
  });

/** The gateway router of another zone is not in this database. A port bound to another chassis represents it. */
const buildOtherNodePort = (network: ZoneNetwork, gateway: NodeGateway, zone: Zone): Port =>
  newRow(NB, 'Logical_Router_Port', {
    ...nodePort(network, gateway),
    options: new Map([portKey(gateway), ['requested-chassis', requestedChassis(gateway.node.name, zone)]]),
    external_ids: nodeIds(network, gateway.node),
  });

const nodePort = (network: ZoneNetwork, { node, transitAddresses }: NodeGateway): Partial<Port> => ({
  name: transitToGatewayName(gatewayRouterName(network, node)),
  mac: macFromAddress(transitAddresses.transitRouter[0]!),
  networks: transitAddresses.transitRouter.map(printPrefix),
});

const portKey = ({ node }: NodeGateway): [string, string] => [
  'requested-tnl-key',
  String(FIRST_NODE_PORT_KEY + node.id),
];

/** The gateway router's port to the transit router. */
export const buildTransitGatewayPort = (network: ZoneNetwork, gateway: NodeGateway, settings: Settings): Port => {
  const router = gatewayRouterName(network, gateway.node);
  const networks = [...gateway.joinAddresses, ...gateway.transitAddresses.gatewayRouter];
  return newRow(NB, 'Logical_Router_Port', {
    name: gatewayToTransitName(router),
    mac: macFromAddress(gateway.joinAddresses[0]!),
    networks: networks.map(printPrefix),
    peer: transitToGatewayName(router),
    options: new Map(gatewayMtu(gateway.node, settings)),
    external_ids: networkIds(network),
  });
};
