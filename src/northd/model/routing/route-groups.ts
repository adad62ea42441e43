/**
 * Routes with one prefix, of which a packet takes one (ECMP). ovn-northd numbers the groups of a router, and the routes of a
 * group, in the order of a hash table of all routes. Truth: northd/en-group-ecmp-route.c.
 */
import { fromHex } from '../../../base/bytes/bytes.ts';
import { groupOrders, hashBytes, visitOrder } from '../../../base/hash-table.ts';
import { type Prefix, printPrefix } from '../../../base/ip.ts';
import { remember } from '../../../base/remember.ts';
import type { Has } from '../../differences/differences.ts';
import type { Router } from '../datapath.ts';
import type { Route } from './parse-routes.ts';

export interface RouteGroup {
  readonly id: number;
  /** Their ids are their places, from 1 on. */
  readonly routes: readonly Route[];
  /** The fields by which a route is selected. All fields if there is none. */
  readonly selectionFields: readonly string[];
}

export interface GroupedRoutes {
  /** In the order in which ovn-northd makes their flows. */
  readonly groups: readonly RouteGroup[];
  readonly single: readonly Route[];
}

/** `routes` are those of each router, in ovn-northd's order of routers. */
export function groupRoutes(routes: readonly (readonly Route[])[], has: Has): ReadonlyMap<Router, GroupedRoutes> {
  return new Map(
    inTableOrder(routes, has).flatMap(ordered => (ordered[0] ? [[ordered[0].router, grouped(ordered, has)]] : [])),
  );
}

/** The routes of each router, in the order in which ovn-northd meets them. */
function inTableOrder(routes: readonly (readonly Route[])[], has: Has): readonly (readonly Route[])[] {
  if (has('routesHashedByRow')) return byRouter(visitOrder(routes.flat(), hashRow));
  if (has('connectedRoutesInHashTable')) return groupOrders(routes);
  if (!has('routesInHashTable')) return routes;
  const connected = routes.map(ofRouter => ofRouter.filter(isOfPort));
  return groupOrders(routes.map(ofRouter => ofRouter.filter(route => !isOfPort(route)))).map((ordered, index) => [
    ...ordered,
    ...connected[index]!,
  ]);
}

function byRouter(routes: readonly Route[]): readonly (readonly Route[])[] {
  const routesOf = remember((_: Router): Route[] => []);
  for (const route of routes) routesOf(route.router).push(route);
  return [...new Set(routes.map(({ router }) => router))].map(routesOf);
}

const isOfPort = ({ madeFor: { table } }: Route): boolean => table === 'Logical_Router_Port';

/** Of the row of the route, or of the port whose network it is. Rows of no database have none. */
const hashRow = ({ madeFor: { hint = '0' } }: Route): number => Number.parseInt(hint, 16);

function grouped(routes: readonly Route[], has: Has): GroupedRoutes {
  const single = new Map<string, Route>();
  const groups = new Map<string, Route[]>();
  const others: Route[] = [];
  for (const route of routes) {
    const key = keyOf(route);
    const group = groups.get(key);
    const first = single.get(key);
    if (!route.isShared) others.push(route);
    else if (group) group.push(route);
    else if (first || (route.isSymmetric && has('singleSymmetricGroups'))) {
      groups.set(key, first ? [first, route] : [route]);
      single.delete(key);
    } else single.set(key, route);
  }
  return {
    groups: visitOrder([...groups.values()].map(routeGroup), ({ routes: [first] }) => hashPrefix(first!.prefix)),
    single: [...single.values(), ...others],
  };
}

const routeGroup = (routes: readonly Route[], index: number): RouteGroup => ({
  id: index + 1,
  routes,
  selectionFields: sharedFields(routes),
});

/** `route_hash`: of the IPv6 address, or of the IPv4 address mapped to one. */
function hashPrefix({ family, value, prefixLength }: Prefix): number {
  const address = family === 6 ? value : (0xffffn << 32n) | value;
  const digits = address.toString(16).padStart(32, '0');
  return hashBytes(fromHex(digits), prefixLength);
}

const keyOf = ({ prefix, isOfSource, table }: Route): string => `${printPrefix(prefix)} ${isOfSource} ${table}`;

const sharedFields = ([first, ...others]: readonly Route[]): readonly string[] =>
  first!.selectionFields.filter(field => others.every(({ selectionFields }) => selectionFields.includes(field)));
