/**
 * The routers of a primary Layer2 network in one zone, and the ports for them on the network's switch: the node's gateway router on the
 * switch itself (OVN-Kubernetes release 1.1), or behind a transit router that all nodes share (since 1.2).
 */
import type { NbRow } from '../../ovn/schema/nb.ts';
import { gatewayPort, remotePort } from '../rows/node-ports.ts';
import { gatewayRouter as gatewayRouterName, routerToJoin } from '../vocabulary/names.ts';
import type { NodeGateway, Zone, ZoneNetwork } from '../zone/zone.ts';
import type { EgressIpPolicies } from './egress-ip.ts';
import { gatewayRouter, type RouterParts, switchSidePort } from './gateway-router.ts';
import { gatewayNats, gatewayNatsBehindTransit, managementNats } from './nat.ts';
import { ensuredPolicies, nodeNetworkPolicies } from './router-policies.ts';
import { innerRoutes, nodeRoutes } from './static-routes.ts';
import { gatewayPort as gatewayPortToTransit, transitPort, transitRouter } from './transit-router.ts';

export interface PrimaryRouters {
  readonly routers: readonly NbRow<'Logical_Router'>[];
  readonly switchPorts: readonly NbRow<'Logical_Switch_Port'>[];
}

/** What the gateway router has from others. */
export type GatewayParts = Pick<RouterParts, 'copp' | 'load_balancer' | 'load_balancer_group'>;

export function primaryRouters(
  network: ZoneNetwork,
  own: NodeGateway,
  zone: Zone,
  egressIp: EgressIpPolicies,
  parts: GatewayParts,
): PrimaryRouters {
  const build = zone.features.has('transit-router') ? behindTransitRouter : onTheSwitch;
  return build(network, own, zone, egressIp, parts);
}

function onTheSwitch(
  network: ZoneNetwork,
  own: NodeGateway,
  { settings }: Zone,
  { reroutes }: EgressIpPolicies,
  parts: GatewayParts,
): PrimaryRouters {
  const others = network.gateways.filter(gateway => gateway !== own);
  const joinPort = routerToJoin(gatewayRouterName(network, own.node));
  const router = gatewayRouter(network, own, settings, {
    ...parts,
    innerPort: switchSidePort(network, own, settings),
    nat: [...gatewayNats(network, own, settings), ...managementNats(network, joinPort, settings)],
    static_routes: nodeRoutes(network, settings),
    policies: [
      ...ensuredPolicies(network, own.node, settings),
      ...nodeNetworkPolicies(network, own.node, settings),
      ...reroutes,
    ],
  });
  return {
    routers: [router],
    switchPorts: [gatewayPort(network, own), ...others.map(other => remotePort(network, other))],
  };
}

function behindTransitRouter(
  network: ZoneNetwork,
  own: NodeGateway,
  { settings }: Zone,
  { reroutes, marks }: EgressIpPolicies,
  parts: GatewayParts,
): PrimaryRouters {
  const router = gatewayRouter(network, own, settings, {
    ...parts,
    innerPort: gatewayPortToTransit(network, own, settings),
    nat: gatewayNatsBehindTransit(network, own, settings),
    static_routes: innerRoutes(network, own),
    policies: marks,
  });
  const transit = transitRouter(network, own, settings, { copp: parts.copp, policies: reroutes });
  return { routers: [transit, router], switchPorts: [transitPort(network)] };
}
