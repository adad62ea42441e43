/**
 * The gateway router of a primary Layer2 network on the zone's node. It connects the external switch to the network's
 * switch or to its transit router (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/gateway.go).
 */
import { printAddress, printPrefix } from '../../base/ip.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { masqueradeAddress, routerMasquerade } from '../rows/masquerade.ts';
import { gatewayMac } from '../rows/node-ports.ts';
import { networkIds, roleIds } from '../rows/owner-ids.ts';
import { macFromAddress } from '../vocabulary/addresses.ts';
import { gatewayRouterName, layer2SwitchName, routerToExternalName, routerToSwitchName } from '../vocabulary/names.ts';
import { type NodeGateway, networkFamilies, type Settings, type ZoneNetwork, type ZoneNode } from '../zone/zone.ts';
import { buildOuterRoutes } from './static-routes.ts';

export interface RouterParts
  extends Pick<
    NbRow<'Logical_Router'>,
    'copp' | 'load_balancer' | 'load_balancer_group' | 'nat' | 'static_routes' | 'policies'
  > {
  /** The port to the network. */
  readonly innerPort: NbRow<'Logical_Router_Port'>;
}

/** How long a learned MAC address is kept, in seconds. */
const MAC_BINDING_AGE = 300;

export function buildGatewayRouter(
  network: ZoneNetwork,
  gateway: NodeGateway,
  settings: Settings,
  { innerPort, static_routes, ...parts }: RouterParts,
): NbRow<'Logical_Router'> {
  const { node, joinAddresses } = gateway;
  return newRow(NB, 'Logical_Router', {
    ...parts,
    name: gatewayRouterName(network, node),
    ports: [innerPort, buildExternalSidePort(network, gateway, settings)],
    static_routes: [...buildOuterRoutes(network, node, settings), ...static_routes],
    options: new Map([
      ['always_learn_from_arp_request', 'false'],
      ['chassis', node.chassis],
      ['dynamic_neigh_routers', 'false'],
      ['lb_force_snat_ip', joinAddresses.map(printAddress).join(' ')],
      ['mac_binding_age_threshold', String(MAC_BINDING_AGE)],
    ]),
    external_ids: new Map([...roleIds(network), ...physicalIds(network, gateway, settings)]),
  });
}

function physicalIds(network: ZoneNetwork, { node }: NodeGateway, settings: Settings): readonly [string, string][] {
  const own = node.gateway.addresses.map(printAddress);
  const masquerade = settings.families.map(family => printAddress(routerMasquerade(network, family, settings)));
  return [
    ['physical_ip', own[0]!],
    ['physical_ips', [...own, ...masquerade].join(',')],
  ];
}

/** Without a transit router, the gateway router is the gateway of the pods. */
export function buildSwitchSidePort(
  network: ZoneNetwork,
  gateway: NodeGateway,
  settings: Settings,
): NbRow<'Logical_Router_Port'> {
  const networks = [...gateway.joinAddresses, ...network.gatewayAddresses];
  const hasIpv6 = networkFamilies(network).includes(6) && settings.families.includes(6);
  return newRow(NB, 'Logical_Router_Port', {
    name: routerToSwitchName(layer2SwitchName(network)),
    mac: gatewayMac(gateway),
    networks: networks.map(printPrefix),
    options: new Map(gatewayMtu(gateway.node, settings)),
    ipv6_ra_configs: hasIpv6 ? routerAdvertisements(network) : new Map(),
    external_ids: networkIds(network),
  });
}

/** The MTU beyond the gateway: the cluster's MTU, not the network's. */
export const gatewayMtu = ({ hasGatewayMtu }: ZoneNode, { mtu }: Settings): readonly [string, string][] =>
  hasGatewayMtu ? [['gateway_mtu', String(mtu)]] : [];

/** Guests get their route from router advertisements, and their address from DHCPv6. Intervals are in seconds. */
export const routerAdvertisements = ({ mtu }: ZoneNetwork): ReadonlyMap<string, string> =>
  new Map([
    ['address_mode', 'dhcpv6_stateful'],
    ['send_periodic', 'true'],
    ['max_interval', '900'],
    ['min_interval', '300'],
    ['router_preference', 'LOW'],
    ['mtu', String(mtu)],
  ]);

function buildExternalSidePort(
  network: ZoneNetwork,
  { node }: NodeGateway,
  settings: Settings,
): NbRow<'Logical_Router_Port'> {
  const masquerade = settings.families.map(family => routerMasquerade(network, family, settings));
  return newRow(NB, 'Logical_Router_Port', {
    name: routerToExternalName(gatewayRouterName(network, node)),
    mac: node.gateway.mac,
    networks: [...node.gateway.addresses, ...masquerade].map(printPrefix),
    external_ids: networkIds(network),
  });
}

/** Static MAC addresses for those addresses of the masquerade subnet that the node does not answer for. */
export const buildStaticMacBindings = (
  network: ZoneNetwork,
  { node }: NodeGateway,
  settings: Settings,
): readonly NbRow<'Static_MAC_Binding'>[] =>
  (['nextHop', 'host'] as const).flatMap(what =>
    settings.families.map(family => {
      const address = masqueradeAddress(what, family, settings);
      return newRow(NB, 'Static_MAC_Binding', {
        logical_port: routerToExternalName(gatewayRouterName(network, node)),
        ip: printAddress(address),
        mac: macFromAddress(address),
        override_dynamic_mac: true,
      });
    }),
  );
