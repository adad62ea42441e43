/**
 * lr_in_ip_routing, lr_in_arp_resolve: a router knows the VIPs and external addresses of other routers at its switches, if these have
 * the option `add_route`.
 */
import { isTrue } from '../../../../ovn/schema/option-values.ts';
import { isGatewayRouter, type RouterPort } from '../../../model/datapath.ts';
import type { RoutableAddresses } from '../../../model/nat/routable.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { routeMatch, routePriority } from '../routing/route-match.ts';
import { forward } from '../routing/routes.ts';
import { sendTo } from '../routing/send-to.ts';

/** `build_routable_flows_for_router_port`, for the port that receives the flows. */
export function* routableNeighbors(port: RouterPort, context: RuleContext): Iterable<Flow> {
  const { datapath, chassisRedirect } = port;
  const isGateway = isGatewayRouter(datapath) || chassisRedirect !== undefined;
  const isStatic = isGateway && !isTrue(datapath.nb.options, 'dynamic_neigh_routers');
  for (const other of otherRouterPorts(port)) {
    for (const routable of context.natsOf(other.datapath).routableAt(other)) {
      if (isAtGateway(other, context)) yield* routesTo(routable, port, context);
      if (isStatic) yield macOf(routable, port, context);
    }
  }
}

/** At the switch of the port. */
const otherRouterPorts = (port: RouterPort): readonly RouterPort[] =>
  port.namedBy
    .filter(({ peer }) => peer === port)
    .flatMap(({ datapath }) => datapath.routerPorts.flatMap(({ peer }) => (peer && peer !== port ? [peer] : [])));

const isAtGateway = ({ nb, datapath }: RouterPort, { has }: RuleContext): boolean =>
  nb.ha_chassis_group !== undefined ||
  nb.gateway_chassis.length > 0 ||
  (has('addedRoutesOfGatewayRouters') && isGatewayRouter(datapath));

function* routesTo({ ipv4 }: RoutableAddresses, port: RouterPort, context: RuleContext): Iterable<Flow> {
  const { addresses, madeFor } = port;
  const source = addresses.ipv4[0] ?? addresses.ipv6.at(-1)!;
  const send = sendTo('ip4.dst', source.family, { port, ip: source.text }, 'flags.loopback = 1; ', context);
  for (const prefix of ipv4) {
    const route = { prefix, isOfSource: false, origin: 'connected', table: 0 } as const;
    yield* forward(port, routePriority(route, context), routeMatch(route, context), send, madeFor, context);
  }
}

function macOf({ mac, ipv4 }: RoutableAddresses, { quoted }: RouterPort, { registers }: RuleContext): Flow {
  const ips = ipv4.map(({ text }) => text).join(', ');
  const match = `outport == ${quoted} && ${registers.REG_NEXT_HOP_IPV4} == {${ips}}`;
  return flow('lr_in_arp_resolve', 100, match, `eth.dst = ${mac}; next;`);
}
