/**
 * The routes and policies of all routers. They are worked out together, because ovn-northd numbers route tables, chains and
 * groups over all routers (`en_routes_run` and `en_route_policies_run` in northd/en-northd.c).
 */
import { type Diagnostic, warning } from '../../../base/diagnostic.ts';
import { groupOrders } from '../../../base/hash-table.ts';
import { once, remember } from '../../../base/remember.ts';
import type { Nb } from '../../../ovn/schema/nb.ts';
import type { Has } from '../../differences/differences.ts';
import type { Router, RouterPort } from '../datapath.ts';
import type { Topology } from '../join/join.ts';
import type { KnownKeys } from '../keys/known-keys.ts';
import { watchedPorts } from './bfd-sessions.ts';
import { NameIds } from './name-ids.ts';
import { type Policy, policiesOfRouter } from './parse-policies.ts';
import { type Route, routesOfRouter } from './parse-routes.ts';
import { type GroupedRoutes, groupRoutes } from './route-groups.ts';
import { inRouterOrder, inUuidOrder } from './router-order.ts';
import { reportUnknownNumbers } from './unknown-numbers.ts';

export interface Routing {
  readonly groupsOf: (router: Router) => GroupedRoutes['groups'];
  /** The routes whose flows are in the router, because they leave by its ports or drop packets. */
  readonly routesIn: (router: Router) => readonly Route[];
  /** In ovn-northd's order. */
  readonly policiesOf: (router: Router) => readonly Policy[];
  /** 0 for the main route table. */
  readonly tableIdOf: (router: Router, name: string) => number;
  /** Whether the port has a BFD session. */
  readonly isWatched: (port: RouterPort) => boolean;
}

export function routing(
  nb: Nb,
  topology: Topology,
  known: KnownKeys,
  has: Has,
  report: (diagnostic: Diagnostic) => void,
): Routing {
  const routers = once(() => {
    const ordered = inRouterOrder(topology.switches, topology.routers, known.datapaths, has);
    reportUnknownNumbers(ordered, has, report);
    return ordered;
  });
  const shared = new NameIds();
  const tables = has('routeTablesNumberedTogether') ? () => shared : remember((_: Router) => new NameIds());
  const routes = once(() => allRoutes(routers(), topology, tables, has, report));
  const policies = once(() => allPolicies(routers(), topology, has, report));
  const watched = once(() => watchedPorts(nb, topology.routerPorts));
  return {
    groupsOf: router => routes().grouped.get(router)?.groups ?? [],
    routesIn: router => routes().byDatapath.get(router) ?? [],
    policiesOf: router => policies().get(router) ?? [],
    tableIdOf(router, name) {
      routes();
      return tables(router).idOf(name);
    },
    isWatched: port => watched().has(port),
  };
}

function allRoutes(
  routers: readonly Router[],
  { routerPorts }: Topology,
  tables: (router: Router) => NameIds,
  has: Has,
  report: (diagnostic: Diagnostic) => void,
) {
  const sources = {
    has,
    routerPorts,
    reportUnused: ({ ip_prefix }: { ip_prefix: string }, { nb }: Router, problem: string) =>
      report(warning('bad-route', `Static route ${ip_prefix} of ${nb.name}: ${problem}; it is left out`)),
  };
  const routes = routers.map(router => {
    const ids = tables(router);
    for (const { options } of inUuidOrder(router.nb.ports)) ids.idOf(options.get('route_table') ?? '');
    return routesOfRouter(router, { ...sources, tableIdOf: name => ids.idOf(name) });
  });
  const grouped = groupRoutes(routes, has);
  const byDatapath = new Map<Router, Route[]>(routers.map(router => [router, []]));
  for (const { single } of grouped.values()) {
    for (const route of single) byDatapath.get(route.wayOut?.port.datapath ?? route.router)!.push(route);
  }
  return { grouped, byDatapath };
}

function allPolicies(
  routers: readonly Router[],
  { routerPorts }: Topology,
  has: Has,
  report: (diagnostic: Diagnostic) => void,
): ReadonlyMap<Router, readonly Policy[]> {
  const chains = new NameIds();
  const policies = routers.map(router =>
    policiesOfRouter(router, {
      has,
      routerPorts,
      chains,
      report: ({ priority }, { nb }, problem) =>
        report(warning('bad-policy', `Policy ${priority} of ${nb.name}: ${problem}`)),
    }),
  );
  const ordered = has('policiesInHashTable') ? groupOrders(policies) : policies;
  return new Map(routers.map((router, index) => [router, ordered[index]!]));
}
