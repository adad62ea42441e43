/**
 * The ports of nodes on the switch of a primary Layer2 network: the zone's own management port and gateway, and the
 * gateways of other nodes (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/base_network_controller.go, gateway.go and
 * secondary_layer2_network_controller.go).
 */
import { printAddress, printPrefix } from '../../base/ip.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { macFromAddress } from '../vocabulary/addresses.ts';
import {
  layer2SwitchName,
  managementPortName,
  remoteGatewayPortName,
  routerToSwitchName,
  switchToRouterName,
} from '../vocabulary/names.ts';
import { type NodeGateway, requestedChassis, type Zone, type ZoneNetwork, type ZoneNode } from '../zone/zone.ts';
import { networkIds, nodeIds } from './owner-ids.ts';

type Port = NbRow<'Logical_Switch_Port'>;

/** Derived from the first address, of either family. */
export const managementMac = (network: ZoneNetwork): string => macFromAddress(network.managementAddresses[0]!);
export const gatewayMac = ({ joinAddresses }: NodeGateway): string => macFromAddress(joinAddresses[0]!);

export const buildManagementPort = (network: ZoneNetwork, node: ZoneNode): Port =>
  newRow(NB, 'Logical_Switch_Port', {
    name: managementPortName(network, node),
    addresses: [[managementMac(network), ...network.managementAddresses.map(printAddress)].join(' ')],
  });

/** The port to the zone's own gateway router. */
export function buildGatewayPort(network: ZoneNetwork, { tunnelKey }: NodeGateway): Port {
  const layer2 = layer2SwitchName(network);
  return newRow(NB, 'Logical_Switch_Port', {
    name: switchToRouterName(layer2),
    type: 'router',
    addresses: ['router'],
    options: new Map([
      ['router-port', routerToSwitchName(layer2)],
      ['requested-tnl-key', String(tunnelKey)],
    ]),
    external_ids: networkIds(network),
  });
}

/** The gateway of another node, as a remote port. Its addresses have prefix lengths. */
export function buildRemotePort(network: ZoneNetwork, gateway: NodeGateway, zone: Zone): Port {
  const { node, joinAddresses, tunnelKey } = gateway;
  return newRow(NB, 'Logical_Switch_Port', {
    name: remoteGatewayPortName(layer2SwitchName(network), node),
    type: 'remote',
    addresses: [[gatewayMac(gateway), ...joinAddresses.map(printPrefix)].join(' ')],
    options: new Map([
      ['requested-tnl-key', String(tunnelKey)],
      ['requested-chassis', requestedChassis(node.name, zone)],
    ]),
    external_ids: nodeIds(network, node),
  });
}
