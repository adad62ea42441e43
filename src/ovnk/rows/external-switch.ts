/**
 * The switch between a gateway router and the node's bridge. All networks of a node share the bridge (OVN-Kubernetes
 * release 1.1, go-controller/pkg/ovn/gateway.go).
 */
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import {
  bridgePortName,
  externalSwitchName,
  externalToRouterName,
  gatewayRouterName,
  routerToExternalName,
} from '../vocabulary/names.ts';
import type { ZoneNetwork, ZoneNode } from '../zone/zone.ts';
import { networkIds, roleIds } from './owner-ids.ts';

const PHYSICAL_NETWORK = 'physnet';

export function buildExternalSwitch(network: ZoneNetwork, node: ZoneNode): NbRow<'Logical_Switch'> {
  const { bridge, mac, vlan } = node.gateway;
  const router = gatewayRouterName(network, node);
  const localnet = newRow(NB, 'Logical_Switch_Port', {
    name: bridgePortName(network, node, bridge),
    type: 'localnet',
    addresses: ['unknown'],
    options: new Map([['network_name', PHYSICAL_NETWORK]]),
    tag_request: vlan || undefined,
    external_ids: networkIds(network),
  });
  const toRouter = newRow(NB, 'Logical_Switch_Port', {
    name: externalToRouterName(router),
    type: 'router',
    addresses: [mac],
    options: new Map([
      ['router-port', routerToExternalName(router)],
      ['nat-addresses', 'router'],
      ['exclude-lb-vips-from-garp', 'true'],
    ]),
    external_ids: networkIds(network),
  });
  return newRow(NB, 'Logical_Switch', {
    name: externalSwitchName(network, node),
    ports: [localnet, toRouter],
    external_ids: roleIds(network),
  });
}
