/** lr_in_ip_routing, lr_in_ip_routing_ecmp: a packet takes one of several routes with the same prefix. */
import { isGatewayRouter, type Router, type RouterPort } from '../../../model/datapath.ts';
import type { Route } from '../../../model/routing/parse-routes.ts';
import type { RouteGroup } from '../../../model/routing/route-groups.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';
import { routeMatch, routePriority } from './route-match.ts';
import { sendTo } from './send-to.ts';
import { symmetricReply } from './symmetric-reply.ts';

const PROTOCOLS = ['tcp', 'udp', 'sctp'] as const;
type Protocol = (typeof PROTOCOLS)[number];

/** `build_route_data_flows_for_lrouter`: also one flow for each protocol, if ports select the route. */
export function* routeGroups(router: Router, context: RuleContext): Iterable<Flow> {
  yield flow('lr_in_ip_routing_ecmp', 150, `${context.registers.REG_ECMP_GROUP_ID} == 0`, 'next;');
  yield flow('lr_in_ip_routing_ecmp', 0, '1', context.options.drop);
  for (const group of context.routing.groupsOf(router)) {
    const usesPorts = group.selectionFields.some(isPort);
    for (const protocol of [undefined, ...(usesPorts ? PROTOCOLS : [])]) yield* groupFlows(group, protocol, context);
    yield* members(group, context);
  }
}

/** `build_ecmp_route_flow`, except the members. */
function* groupFlows(group: RouteGroup, protocol: Protocol | undefined, context: RuleContext): Iterable<Flow> {
  const { REG_ECMP_GROUP_ID, REG_ECMP_MEMBER_ID } = context.registers;
  const { id, routes } = group;
  const [first] = routes as [Route];
  const match = routeMatch(first, context) + (protocol && routes.length > 1 ? ` && ${protocol}` : '');
  const priority = routePriority(first, context) + (protocol ? 1 : 0);
  const enter = `ip.ttl--; flags.loopback = 1; ${REG_ECMP_GROUP_ID} = ${id}; ${REG_ECMP_MEMBER_ID} = `;
  yield withoutHint(flow('lr_in_ip_routing', priority, match, enter + choice(group, protocol)), first.madeFor);
  if (isStopped(group, context)) return;
  for (const route of symmetricRoutes(routes)) yield* symmetricReply(route, match, context);
}

function choice({ routes, selectionFields }: RouteGroup, protocol: Protocol | undefined): string {
  const ids = routes.map((_, index) => index + 1).join(', ');
  if (routes.length === 1) return `${ids}; next;`;
  if (selectionFields.length === 0) return `select(${ids});`;
  return `select(values=(${ids}); hash_fields="${hashFields(selectionFields, protocol).join()}");`;
}

/** Ports are those of the protocol. For packets of other protocols, they do not count. */
function hashFields(fields: readonly string[], protocol: Protocol | undefined): readonly string[] {
  const ports = protocol ? PORTS.filter(port => fields.includes(port)) : [];
  return [...fields.filter(field => !isPort(field)), ...ports.map(port => port.replace('tp', protocol!))].sort();
}

const PORTS = ['tp_src', 'tp_dst'];
const isPort = (field: string): boolean => PORTS.includes(field);

const isStopped = ({ routes }: RouteGroup, { has }: RuleContext): boolean =>
  has('discardStopsGroup') && routes.some(({ wayOut }) => !wayOut);

/** None for a route that drops packets, if it does not stop the whole group. */
function* members(group: RouteGroup, context: RuleContext): Iterable<Flow> {
  const { REG_ECMP_GROUP_ID, REG_ECMP_MEMBER_ID } = context.registers;
  for (const [index, route] of group.routes.entries()) {
    const match = `${REG_ECMP_GROUP_ID} == ${group.id} && ${REG_ECMP_MEMBER_ID} == ${index + 1}`;
    const actions = isStopped(group, context) ? context.options.drop : sendToMember(route, context);
    if (actions) yield flow('lr_in_ip_routing_ecmp', 100, match, actions, route.madeFor);
  }
}

function sendToMember({ wayOut, nextHop, nextHopText, isSymmetric }: Route, context: RuleContext): string | undefined {
  const { stage, registers: R } = context;
  if (!wayOut || !nextHop) return undefined;
  const commits = isSymmetric && stage('lr_in_ecmp_stateful_egr');
  const commit = commits ? `${R.REGBIT_NEEDS_ECMP_STATEFUL_COMMIT} = 1; ` : '';
  return sendTo(nextHopText, nextHop.family, wayOut, '', context, commit);
}

/** The first route of each port, on a gateway router. */
function symmetricRoutes(routes: readonly Route[]): Iterable<Route> {
  const byPort = new Map<RouterPort, Route>();
  for (const route of routes) {
    const port = route.isSymmetric && isGatewayRouter(route.router) ? route.wayOut?.port : undefined;
    if (port && !byPort.has(port)) byPort.set(port, route);
  }
  return byPort.values();
}
