/**
 * The static routes of a primary network's gateway router (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/gateway.go
 * and controller/services/services_controller.go).
 */
import { type Address, type Family, networkAddress, printAddress, printNetwork } from '../base/ip.ts';
import { NB, type NbRow } from '../network/nb.ts';
import { newRow } from '../network/schema.ts';
import { ofFamily } from './addresses.ts';
import { masqueradeAddress } from './masquerade.ts';
import { gatewayRouter, routerToExternal } from './names.ts';
import { managementAddresses } from './node-ports.ts';
import { networkIds } from './owner-ids.ts';
import type { Settings, SharedService, ZoneNetwork, ZoneNode } from './zone.ts';

type Route = NbRow<'Logical_Router_Static_Route'>;

const ANYWHERE: Readonly<Record<Family, string>> = { 4: '0.0.0.0/0', 6: '::/0' };

export function routerStaticRoutes(network: ZoneNetwork, node: ZoneNode, settings: Settings): readonly Route[] {
  const output_port = routerToExternal(gatewayRouter(network, node));
  const masquerade = settings.families.map(family =>
    route(network, masqueradeRange(family, settings), masqueradeAddress('nextHop', family, settings), { output_port }),
  );
  const defaults = node.gateway.nextHops.map(hop => route(network, ANYWHERE[hop.family], hop, { output_port }));
  return [...masquerade, ...defaults, ...routesThroughNode(network, settings)];
}

/** The node routes what goes to its own services; with routing via the host, all that pods send. */
const routesThroughNode = (network: ZoneNetwork, settings: Settings): readonly Route[] =>
  settings.isRoutingViaHost
    ? network.subnets.flatMap(subnet =>
        ofFamily(subnet.family, managementAddresses(network)).map(hop =>
          route(network, printNetwork(networkAddress(subnet)), hop, { policy: 'src-ip' }),
        ),
      )
    : settings.sharedServices.flatMap(service => serviceRoutes(network, service));

/** Only a service's first address has a route. */
function serviceRoutes(network: ZoneNetwork, { namespace, name, clusterIps }: SharedService): readonly Route[] {
  const [address] = clusterIps;
  if (!address) return [];
  const external_ids = new Map([
    ...networkIds(network),
    ['k8s.ovn.org/udn-enabled-default-service', `${namespace}/${name}`],
  ]);
  return ofFamily(address.family, managementAddresses(network)).map(hop =>
    route(network, printAddress(address), hop, { policy: 'dst-ip', external_ids }),
  );
}

const route = (network: ZoneNetwork, prefix: string, nextHop: Address, more: Partial<Route>): Route =>
  newRow(NB, 'Logical_Router_Static_Route', {
    ip_prefix: prefix,
    nexthop: printAddress(nextHop),
    external_ids: networkIds(network),
    ...more,
  });

const masqueradeRange = (family: Family, { masqueradeSubnets }: Settings): string =>
  printNetwork(networkAddress(masqueradeSubnets[family]));
