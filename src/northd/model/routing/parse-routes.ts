/**
 * The routes of a router: its static routes that can be used, and one for each network of its ports. Truth:
 * `parsed_routes_add_static` and `parsed_routes_add_connected` in northd/northd.c.
 */
import { type Address, addressBits, type Family, networkAddress, type Prefix, printAddress } from '../../../base/ip.ts';
import type { NbRow } from '../../../ovn/schema/nb.ts';
import { isTrue } from '../../../ovn/schema/option-values.ts';
import type { Has } from '../../differences/differences.ts';
import { soleNetwork } from '../addresses.ts';
import type { Router, RouterPort } from '../datapath.ts';
import { type MadeFor, madeFor } from '../made-for.ts';
import { isDown } from './bfd-sessions.ts';
import { inUuidOrder } from './router-order.ts';
import { type WayOut, wayOutBy, wayOutByName, wayOutByRow } from './way-out.ts';

export interface Route {
  readonly router: Router;
  readonly madeFor: MadeFor;
  /** As written: bits after its length can be set. */
  readonly prefix: Prefix;
  /** Whether the prefix is of the source of packets, not of their destination. */
  readonly isOfSource: boolean;
  readonly origin: 'connected' | 'static';
  /** The id of its route table; 0 for the main one. */
  readonly table: number;
  /** Absent if the next hop is the destination of the packet. */
  readonly nextHop?: Address | undefined;
  /** The next hop as flows have it; empty without one. */
  readonly nextHopText: string;
  /** Absent if the route drops packets. */
  readonly wayOut?: WayOut | undefined;
  /** The family of the address from which the router sends. */
  readonly sourceFamily: Family;
  /** Whether it makes a group with other routes of its prefix. */
  readonly isShared: boolean;
  /** Whether replies leave by the port by which the requests came. */
  readonly isSymmetric: boolean;
  readonly selectionFields: readonly string[];
}

type RouteRow = NbRow<'Logical_Router_Static_Route'>;

/** What the routes of all routers share. */
export interface RouteSources {
  readonly has: Has;
  readonly routerPorts: ReadonlyMap<string, RouterPort>;
  readonly tableIdOf: (name: string) => number;
  readonly reportUnused: (row: RouteRow, router: Router, problem: string) => void;
}

export const routesOfRouter = (router: Router, sources: RouteSources): readonly Route[] => [
  ...inUuidOrder(router.nb.static_routes).flatMap(row => staticRoute(row, router, sources) ?? []),
  ...router.ports.flatMap(connectedRoutes),
];

function connectedRoutes(port: RouterPort): readonly Route[] {
  const { addresses, madeFor, datapath: router } = port;
  return [...addresses.ipv4, ...addresses.ipv6].map(ip => ({
    router,
    madeFor,
    prefix: networkAddress(ip),
    isOfSource: false,
    origin: 'connected',
    table: 0,
    nextHopText: '',
    wayOut: { port, ip: ip.text },
    sourceFamily: ip.family,
    isShared: false,
    isSymmetric: false,
    selectionFields: [],
  }));
}

function staticRoute(row: RouteRow, router: Router, sources: RouteSources): Route | undefined {
  const isDiscard = row.nexthop === 'discard';
  const prefix = soleNetwork(row.ip_prefix);
  const nextHop = isDiscard ? undefined : soleNetwork(row.nexthop);
  const { has } = sources;
  const sourceFamily = (has('sourceByNextHopFamily') ? nextHop : prefix)?.family ?? prefix?.family ?? 4;
  const wayOut = isDiscard || !prefix ? undefined : findWayOut(row, sourceFamily, router, sources);
  const problem = problemOf(row, prefix, nextHop, wayOut, has);
  if (problem) sources.reportUnused(row, router, problem);
  if (problem || !prefix || isWatchedAndDown(row)) return undefined;
  const origin = row.options.get('origin') === 'connected' ? 'connected' : 'static';
  return {
    router,
    madeFor: madeFor('Logical_Router_Static_Route', row),
    prefix,
    isOfSource: row.policy === 'src-ip',
    origin,
    table: sources.tableIdOf(row.route_table),
    nextHop,
    nextHopText: has('nextHopsReprinted') && nextHop ? printAddress(nextHop) : row.nexthop,
    wayOut,
    sourceFamily,
    isShared: origin === 'static' || !has('connectedOriginAlone'),
    isSymmetric: isTrue(row.options, 'ecmp_symmetric_reply'),
    selectionFields: has('routeSelectionFields') ? selectionFields(row) : [],
  };
}

function findWayOut(row: RouteRow, family: Family, router: Router, sources: RouteSources): WayOut | undefined {
  if (row.output_port === undefined) {
    return sources.has('routePortsByName') ? wayOutByName(router, row.nexthop) : wayOutByRow(router, row.nexthop);
  }
  const port = sources.routerPorts.get(row.output_port);
  return port && wayOutBy(port, row.nexthop, family);
}

function problemOf(
  { nexthop, output_port }: RouteRow,
  prefix: Prefix | undefined,
  nextHop: Prefix | undefined,
  wayOut: WayOut | undefined,
  has: Has,
): string | undefined {
  if (nexthop === 'discard') return prefix ? undefined : 'the prefix is not a network';
  if (nexthop !== '' && nextHop?.prefixLength !== addressBits(nextHop?.family ?? 4)) {
    return `the next hop '${nexthop}' is not an address`;
  }
  if (!prefix) return 'the prefix is not a network';
  if (nextHop && nextHop.family !== prefix.family && !has('mixedFamilyRoutes')) {
    return `the next hop '${nexthop}' is not of the family of the prefix`;
  }
  if (wayOut) return undefined;
  return output_port === undefined
    ? `no port has a network with the next hop '${nexthop}'`
    : `the output port ${output_port} does not exist, or has no address of that family`;
}

const isWatchedAndDown = ({ bfd, nexthop }: RouteRow): boolean =>
  bfd !== undefined && bfd.dst_ip === nexthop && isDown(bfd);

/** Ports of protocols need the protocol. */
const selectionFields = ({ selection_fields }: RouteRow): string[] => [
  ...new Set(selection_fields.flatMap(field => (field.startsWith('tp_') ? ['ip_proto', field] : [field]))),
];
