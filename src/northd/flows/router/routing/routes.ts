/** lr_in_ip_routing: the next hop and the output port of a packet, by the route with the longest prefix. */
import { networkAddress } from '../../../../base/ip.ts';
import { isLinkLocal } from '../../../model/addresses.ts';
import type { Router, RouterPort } from '../../../model/datapath.ts';
import type { MadeFor } from '../../../model/made-for.ts';
import type { Route } from '../../../model/routing/parse-routes.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { routeMatch, routePriority } from './route-match.ts';
import { sendTo } from './send-to.ts';

/** `build_route_flows_for_lrouter`, except groups of routes. */
export function* routes(router: Router, context: RuleContext): Iterable<Flow> {
  yield flow('lr_in_ip_routing', 0, '1', context.options.drop);
  for (const route of context.routing.routesIn(router)) yield* routeFlows(route, context);
}

/** `build_route_flow`. */
function* routeFlows(route: Route, context: RuleContext): Iterable<Flow> {
  const { options } = context;
  const { wayOut, prefix, nextHop, nextHopText, madeFor } = route;
  const priority = routePriority(route, context);
  if (!wayOut) {
    yield flow('lr_in_ip_routing', priority, routeMatch(route, context), options.drop, madeFor);
    return;
  }
  const hop = nextHopText || `ip${prefix.family}.dst`;
  const send = sendTo(hop, nextHop?.family ?? prefix.family, wayOut, 'flags.loopback = 1; ', context);
  const onLink = isLinkLocal(networkAddress(prefix)) ? `inport == ${wayOut.port.quoted} && ` : '';
  yield* forward(wayOut.port, priority, onLink + routeMatch(route, context), send, madeFor, context);
}

/** `add_route`: flows that send packets by `port`. */
export function* forward(
  port: RouterPort,
  priority: number,
  match: string,
  send: string,
  hint: MadeFor,
  { registers, routing }: RuleContext,
): Iterable<Flow> {
  const actions = `${registers.REG_ECMP_GROUP_ID} = 0; ${send}`;
  yield flow('lr_in_ip_routing', priority, match, `ip.ttl--; ${actions}`, hint);
  // BFD needs the TTL of its packets.
  if (!routing.isWatched(port)) return;
  yield flow('lr_in_ip_routing', priority + 1, `${match} && udp.dst == 3784`, actions, hint);
}
