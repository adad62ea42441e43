/**
 * The routers of a primary Layer2 network in one zone, and their ports on the network's switch. The node's gateway
 * router is on the switch itself (OVN-Kubernetes release 1.1), or on a transit router that all nodes share (since 1.2).
 */
import type { NbRow } from '../../ovn/schema/nb.ts';
import { buildGatewayPort, buildRemotePort } from '../rows/node-ports.ts';
import { gatewayRouterName, routerToJoinName } from '../vocabulary/names.ts';
import type { NodeGateway, Zone, ZoneNetwork } from '../zone/zone.ts';
import type { EgressIpPolicies } from './egress-ip.ts';
import { buildGatewayRouter, buildSwitchSidePort, type RouterParts } from './gateway-router.ts';
import { buildGatewayNats, buildInnerGatewayNats, buildManagementNats } from './nat.ts';
import { buildEnsuredPolicies, buildNodeNetworkPolicies } from './router-policies.ts';
import { buildInnerRoutes, buildNodeRoutes } from './static-routes.ts';
import { buildUpgradePorts } from './topology-upgrade.ts';
import { buildTransitGatewayPort, buildTransitPort, buildTransitRouter } from './transit-router.ts';

export interface PrimaryRouters {
  readonly routers: readonly NbRow<'Logical_Router'>[];
  readonly switchPorts: readonly NbRow<'Logical_Switch_Port'>[];
}

/** The parts of the gateway router that other files build. */
export type GatewayParts = Pick<RouterParts, 'copp' | 'load_balancer' | 'load_balancer_group'>;

export function buildPrimaryRouters(
  network: ZoneNetwork,
  own: NodeGateway,
  zone: Zone,
  egressIp: EgressIpPolicies,
  parts: GatewayParts,
): PrimaryRouters {
  const build = zone.features.has('transit-router') ? buildWithTransitRouter : buildOnSwitch;
  return build(network, own, zone, egressIp, parts);
}

function buildOnSwitch(
  network: ZoneNetwork,
  own: NodeGateway,
  zone: Zone,
  { reroutes }: EgressIpPolicies,
  parts: GatewayParts,
): PrimaryRouters {
  const { settings } = zone;
  const others = network.gateways.filter(gateway => gateway !== own);
  const joinPort = routerToJoinName(gatewayRouterName(network, own.node));
  const router = buildGatewayRouter(network, own, settings, {
    ...parts,
    innerPort: buildSwitchSidePort(network, own, settings),
    nat: [...buildGatewayNats(network, own, settings), ...buildManagementNats(network, joinPort, settings)],
    static_routes: buildNodeRoutes(network, settings),
    policies: [
      ...buildEnsuredPolicies(network, own.node, settings),
      ...buildNodeNetworkPolicies(network, own.node, settings),
      ...reroutes,
    ],
  });
  return {
    routers: [router],
    switchPorts: [buildGatewayPort(network, own), ...others.map(other => buildRemotePort(network, other, zone))],
  };
}

function buildWithTransitRouter(
  network: ZoneNetwork,
  own: NodeGateway,
  zone: Zone,
  { reroutes, marks }: EgressIpPolicies,
  parts: GatewayParts,
): PrimaryRouters {
  const { settings } = zone;
  const router = buildGatewayRouter(network, own, settings, {
    ...parts,
    innerPort: buildTransitGatewayPort(network, own, settings),
    nat: buildInnerGatewayNats(network, own, settings),
    static_routes: buildInnerRoutes(network, own),
    policies: marks,
  });
  const transit = buildTransitRouter(network, own, zone, { copp: parts.copp, policies: reroutes });
  return {
    routers: [transit, router],
    switchPorts: [buildTransitPort(network), ...buildUpgradePorts(network, own, zone)],
  };
}
