/** What releases do differently with routes, routing policies and next hops. */
import { since } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

export const ROUTER_ROUTING_DIFFERENCES = {
  nextHopFamilyBit: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_routing', 'lr_in_ip_routing_ecmp', 'lr_in_policy', 'lr_in_arp_resolve', 'lr_in_arp_request'],
    what: 'a register has the family of the next hop, which can differ from that of the packet',
  },
  mixedFamilyRoutes: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_routing', 'lr_in_ip_routing_ecmp'],
    what: 'a static route can have a next hop of the other family than its prefix',
  },
  sourceByNextHopFamily: {
    present: since('25.03.3', '25.09.3', '26.03.1'),
    stages: ['lr_in_ip_routing', 'lr_in_ip_routing_ecmp'],
    what: 'the family of the next hop, not that of the prefix, decides from which address a router sends',
  },
  nextHopsReprinted: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_routing', 'lr_in_ip_routing_ecmp'],
    what: 'next hops of static routes are in canonical form, not as written',
  },
  prioritiesByOrigin: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_routing'],
    what: 'a bit of a prefix counts 8 in the priority of a route instead of 3; static routes add 4, connected ones 6',
  },
  sourceRoutesInMainTable: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_routing'],
    what: 'routes by source address of the main route table are for packets of this table only',
  },
  routePortsByName: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_routing', 'lr_in_ip_routing_ecmp'],
    what: 'of several ports in the network of a next hop, the first by a hash of names sends, not the first by row',
  },
  connectedOriginAlone: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_routing', 'lr_in_ip_routing_ecmp'],
    what: 'static routes with the origin `connected` make no group with others of the same prefix',
  },
  linkedByBoth: {
    present: since('24.03.6', '24.09.3', '25.03.0'),
    stages: ['lr_in_arp_resolve', 'lr_in_nd_ra_options', 'lr_in_unsnat', 'lr_out_snat'],
    what: 'two router ports are linked only if each names the other as its peer',
  },
  routeSelectionFields: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_routing'],
    what: 'the column `selection_fields` of static routes chooses the fields that select a route of a group',
  },
  singleSymmetricGroups: {
    present: since('24.03.4', '24.09.1', '25.03.0'),
    stages: ['lr_in_ip_routing', 'lr_in_ip_routing_ecmp'],
    what: 'one static route with symmetric replies is a group already',
  },
  symmetricReplyToOwnTraffic: {
    present: since('24.09.0'),
    stages: ['lr_in_ecmp_stateful', 'lr_in_ip_routing', 'lr_in_policy', 'lr_in_arp_resolve'],
    what: 'connections that come from behind the router are also bound to the port and MAC of their peer',
  },
  discardStopsGroup: {
    present: since('24.03.8', '24.09.4', '25.03.3', '25.09.3'),
    stages: ['lr_in_ip_routing_ecmp'],
    what: 'a group with a route to `discard` drops all packets',
  },
  routesInHashTable: {
    present: since('24.09.0'),
    stages: ['lr_in_ip_routing', 'lr_in_ip_routing_ecmp'],
    what: 'the ids of groups follow a hash table of the static routes of all routers, not the order of rows',
  },
  connectedRoutesInHashTable: {
    present: since('25.03.0'),
    stages: ['lr_in_ip_routing', 'lr_in_ip_routing_ecmp'],
    what: 'the hash table of routes, and so the ids of groups, includes the networks of ports',
  },
  routesHashedByRow: {
    present: since('25.09.4', '26.03.2'),
    stages: ['lr_in_ip_routing', 'lr_in_ip_routing_ecmp'],
    what: 'the hash table of routes, and so the ids of groups, is ordered by the rows of routes, not of routers',
  },
  routeTablesNumberedTogether: {
    present: since('24.09.0'),
    stages: ['lr_in_ip_routing_pre', 'lr_in_ip_routing'],
    what: 'route tables are numbered over all routers, not for each one',
  },
  requestedKeysFirst: {
    present: since('25.09.0'),
    stages: ['lr_in_ip_routing_pre', 'lr_in_ip_routing', 'lr_in_policy'],
    what: 'route tables and chains are numbered in another order of routers: one more table, requested tunnel keys first',
  },
  kindsApart: {
    present: since('26.03.0'),
    stages: ['lr_in_ip_routing_pre', 'lr_in_ip_routing', 'lr_in_policy'],
    what: 'switches have a table of their own, and do not change the order of routers',
  },
  addedRoutesOfGatewayRouters: {
    present: since('24.03.2', '24.09.0'),
    stages: ['lr_in_ip_routing'],
    what: 'the option `add_route` also adds routes to addresses of routers on one chassis',
  },
  bridgedNeighborsAsked: {
    present: since('24.03.7', '24.09.4', '25.03.2', '25.09.1'),
    stages: ['lr_in_arp_resolve'],
    what: 'the MACs of IPv4 guests at a gateway port with the redirect type `bridged` are not written into flows',
  },
  packetsOutputAfterRequest: {
    present: since('24.03.2', '24.09.0'),
    stages: ['lr_in_arp_request'],
    what: 'a packet whose next hop is asked for also goes on itself, so that ovn-controller can buffer it',
  },
} as const satisfies Readonly<Record<string, Difference>>;
