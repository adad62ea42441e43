/**
 * The NAT rows of a primary network's gateway router (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/gateway.go and
 * secondary_layer2_network_controller.go).
 */
import { type Address, networkAddress, printAddress, printNetwork } from '../base/ip.ts';
import { NB, type NbRow } from '../network/nb.ts';
import { newRow } from '../network/schema.ts';
import { managementMasquerade, routerMasquerade } from './masquerade.ts';
import { gatewayRouter, routerToExternal, routerToJoin } from './names.ts';
import { gatewayAddresses, managementMac } from './node-ports.ts';
import { networkIds } from './owner-ids.ts';
import type { NodeGateway, Settings, ZoneNetwork } from './zone.ts';

/** What Linux gives local sockets (`net.ipv4.ip_local_port_range`). */
const PORT_RANGE = '32768-60999';

export function routerNats(network: ZoneNetwork, gateway: NodeGateway, settings: Settings): readonly NbRow<'NAT'>[] {
  const router = gatewayRouter(network, gateway.node);
  const snat = (external: Address, logical: string, more: Partial<NbRow<'NAT'>> = {}) =>
    newRow(NB, 'NAT', {
      type: 'snat',
      external_ip: printAddress(external),
      logical_ip: logical,
      external_port_range: PORT_RANGE,
      options: new Map([['stateless', 'false']]),
      external_ids: networkIds(network),
      ...more,
    });
  const ownAddresses = [...gateway.joinAddresses, ...gatewayAddresses(network)];
  const subnets = network.subnets.map(networkAddress);
  return [
    ...ownAddresses.map(own => snat(routerMasquerade(network, own.family, settings), printAddress(own))),
    ...subnets.map(subnet =>
      snat(routerMasquerade(network, subnet.family, settings), printNetwork(subnet), {
        match: `outport == "${routerToExternal(router)}"`,
      }),
    ),
    ...subnets.map(subnet =>
      snat(managementMasquerade(network, subnet.family, settings), printNetwork(subnet), {
        match: `eth.dst == ${managementMac(network)}`,
        logical_port: routerToJoin(router),
      }),
    ),
  ];
}
