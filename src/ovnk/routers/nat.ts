/**
 * The NAT rows of a primary network's routers (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/gateway.go and
 * secondary_layer2_network_controller.go).
 */
import { type Address, networkAddress, printAddress, printPrefix } from '../../base/ip.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { managementMasquerade, routerMasquerade } from '../rows/masquerade.ts';
import { managementMac } from '../rows/node-ports.ts';
import { networkIds } from '../rows/owner-ids.ts';
import { gatewayRouterName, routerToExternalName } from '../vocabulary/names.ts';
import type { NodeGateway, Settings, ZoneNetwork } from '../zone/zone.ts';

/** Linux' port range for local sockets (`net.ipv4.ip_local_port_range`). */
const PORT_RANGE = '32768-60999';

type Nat = NbRow<'NAT'>;

/**
 * NAT of a gateway router that is the gateway of its network: for its own traffic, and for traffic of pods that leaves
 * the node.
 */
export function buildGatewayNats(network: ZoneNetwork, gateway: NodeGateway, settings: Settings): readonly Nat[] {
  const match = `outport == "${routerToExternalName(gatewayRouterName(network, gateway.node))}"`;
  return [
    ...buildRouterNats(network, [...gateway.joinAddresses, ...network.gatewayAddresses], settings),
    ...buildPodNats(network, settings, { match }),
  ];
}

/**
 * NAT of a gateway router with a transit router. All traffic of pods through it leaves the node, so there is no match.
 */
export const buildInnerGatewayNats = (
  network: ZoneNetwork,
  { joinAddresses }: NodeGateway,
  settings: Settings,
): readonly Nat[] => [...buildRouterNats(network, joinAddresses, settings), ...buildPodNats(network, settings, {})];

/** NAT of traffic from pods to the node, which goes through the management port. */
export const buildManagementNats = (network: ZoneNetwork, port: string, settings: Settings): readonly Nat[] =>
  network.subnets.map(subnet =>
    buildSnat(network, managementMasquerade(network, subnet.family, settings), printPrefix(networkAddress(subnet)), {
      match: `eth.dst == ${managementMac(network)}`,
      logical_port: port,
    }),
  );

const buildRouterNats = (network: ZoneNetwork, own: readonly Address[], settings: Settings): readonly Nat[] =>
  own.map(address => buildSnat(network, routerMasquerade(network, address.family, settings), printAddress(address)));

const buildPodNats = (network: ZoneNetwork, settings: Settings, more: Partial<Nat>): readonly Nat[] =>
  network.subnets.map(subnet =>
    buildSnat(network, routerMasquerade(network, subnet.family, settings), printPrefix(networkAddress(subnet)), more),
  );

const buildSnat = (network: ZoneNetwork, external: Address, logical: string, more: Partial<Nat> = {}): Nat =>
  newRow(NB, 'NAT', {
    type: 'snat',
    external_ip: printAddress(external),
    logical_ip: logical,
    external_port_range: PORT_RANGE,
    options: new Map([['stateless', 'false']]),
    external_ids: networkIds(network),
    ...more,
  });
