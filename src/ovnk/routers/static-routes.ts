/**
 * The static routes of a primary network's routers (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/gateway.go
 * and controller/services/services_controller.go).
 */
import { type Address, type Family, networkAddress, printAddress, printPrefix } from '../../base/ip.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { masqueradeAddress } from '../rows/masquerade.ts';
import { networkIds, nodeIds } from '../rows/owner-ids.ts';
import { ofFamily } from '../vocabulary/addresses.ts';
import { gatewayRouterName, gatewayToTransitName, routerToExternalName } from '../vocabulary/names.ts';
import type { NodeGateway, Settings, SharedService, ZoneNetwork, ZoneNode } from '../zone/zone.ts';

type Route = NbRow<'Logical_Router_Static_Route'>;

const ANYWHERE: Readonly<Record<Family, string>> = { 4: '0.0.0.0/0', 6: '::/0' };

/** Routes of each gateway router: through the node's bridge. */
export function buildOuterRoutes(network: ZoneNetwork, node: ZoneNode, settings: Settings): readonly Route[] {
  const output_port = routerToExternalName(gatewayRouterName(network, node));
  const masquerade = settings.families.map(family =>
    buildRoute(network, masqueradeRange(family, settings), masqueradeAddress('nextHop', family, settings), {
      output_port,
    }),
  );
  const defaults = lastOfFamilies(node.gateway.nextHops).map(hop =>
    buildRoute(network, ANYWHERE[hop.family], hop, { output_port }),
  );
  return [...masquerade, ...defaults];
}

/** Each next hop of a family replaces the route through the one before. */
const lastOfFamilies = (hops: readonly Address[]): readonly Address[] => [
  ...new Map(hops.map(hop => [hop.family, hop])).values(),
];

/** Routes to the node: for its own services, or with routing via the host for all traffic of pods. */
export const buildNodeRoutes = (network: ZoneNetwork, settings: Settings): readonly Route[] =>
  settings.isRoutingViaHost
    ? buildPodRoutes(network, network.managementAddresses, { policy: 'src-ip' })
    : settings.sharedServices.flatMap(service => buildServiceRoutes(network, service));

/**
 * Routes of a transit router: to the gateway routers, and for traffic of pods through its own node's gateway router.
 */
export const buildTransitRoutes = (
  network: ZoneNetwork,
  own: NodeGateway,
  others: readonly NodeGateway[],
  { isRoutingViaHost }: Settings,
): readonly Route[] => [
  ...buildGatewayRoutes(network, own),
  ...(isRoutingViaHost ? [] : buildPodRoutes(network, own.transitAddresses.gatewayRouter, { policy: 'src-ip' })),
  ...others.flatMap(other => buildGatewayRoutes(network, other, { external_ids: nodeIds(network, other.node) })),
];

/** Routes of a gateway router with a transit router: back to the pods. */
export const buildInnerRoutes = (network: ZoneNetwork, { node, transitAddresses }: NodeGateway): readonly Route[] =>
  buildPodRoutes(network, transitAddresses.transitRouter, {
    output_port: gatewayToTransitName(gatewayRouterName(network, node)),
  });

/** A gateway router that is still on the switch is its own next hop. */
const buildGatewayRoutes = (
  network: ZoneNetwork,
  { joinAddresses, transitAddresses, node }: NodeGateway,
  more: Partial<Route> = {},
): readonly Route[] =>
  joinAddresses.flatMap(join =>
    ofFamily(join.family, node.hasTransitRouter ? transitAddresses.gatewayRouter : joinAddresses).map(hop =>
      buildRoute(network, printAddress(join), hop, more),
    ),
  );

/** The network's subnets, each with the next hop of its family. */
const buildPodRoutes = (network: ZoneNetwork, hops: readonly Address[], more: Partial<Route>): readonly Route[] =>
  network.subnets.flatMap(subnet =>
    ofFamily(subnet.family, hops).map(hop => buildRoute(network, printPrefix(networkAddress(subnet)), hop, more)),
  );

/** Only a service's first address has a route. */
function buildServiceRoutes(network: ZoneNetwork, { namespace, name, clusterIps }: SharedService): readonly Route[] {
  const external_ids = new Map([...networkIds(network), [EXTERNAL_IDS.defaultService, `${namespace}/${name}`]]);
  const more = { policy: 'dst-ip', external_ids } as const;
  return clusterIps
    .slice(0, 1)
    .flatMap(ip =>
      ofFamily(ip.family, network.managementAddresses).map(hop => buildRoute(network, printAddress(ip), hop, more)),
    );
}

const buildRoute = (network: ZoneNetwork, prefix: string, nextHop: Address, more: Partial<Route>): Route =>
  newRow(NB, 'Logical_Router_Static_Route', {
    ip_prefix: prefix,
    nexthop: printAddress(nextHop),
    external_ids: networkIds(network),
    ...more,
  });

const masqueradeRange = (family: Family, { masqueradeSubnets }: Settings): string =>
  printPrefix(networkAddress(masqueradeSubnets[family]));
