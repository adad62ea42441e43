/**
 * A primary Layer2 network while its cluster is upgraded to transit routers: the gateway routers of some nodes are still on
 * the network's switch. The transit router has a second port to the switch, with the MAC address that their nodes know
 * (OVN-Kubernetes since release 1.2, go-controller/pkg/ovn/layer2_user_defined_network_controller.go).
 */
import { type Prefix, printPrefix } from '../../base/ip.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { managementMasquerade } from '../rows/masquerade.ts';
import { buildRemotePort, gatewayMac } from '../rows/node-ports.ts';
import { networkIds } from '../rows/owner-ids.ts';
import { lastAddress } from '../vocabulary/addresses.ts';
import { layer2SwitchName, switchToTransitName, transitToSwitchName } from '../vocabulary/names.ts';
import type { NodeGateway, Settings, Zone, ZoneNetwork } from '../zone/zone.ts';

const SUFFIX = '-upgrade';

/** The gateways that are still on the switch. */
const gatewaysOnSwitch = ({ gateways }: ZoneNetwork): readonly NodeGateway[] =>
  gateways.filter(({ node }) => !node.hasTransitRouter);

/** The ports of the switch: one for the transit router, and one for each gateway of another zone that is on the switch. */
export function buildUpgradePorts(
  network: ZoneNetwork,
  own: NodeGateway,
  zone: Zone,
): readonly NbRow<'Logical_Switch_Port'>[] {
  const others = gatewaysOnSwitch(network);
  const layer2 = layer2SwitchName(network);
  const port = newRow(NB, 'Logical_Switch_Port', {
    name: `${switchToTransitName(layer2)}${SUFFIX}`,
    type: 'router',
    addresses: ['router'],
    options: new Map([
      ['router-port', `${transitToSwitchName(layer2)}${SUFFIX}`],
      ['requested-tnl-key', String(own.tunnelKey)],
    ]),
    external_ids: networkIds(network),
  });
  return others.length ? [port, ...others.map(other => buildRemotePort(network, other, zone))] : [];
}

/** The transit router's port to these. Its addresses are those of no node: the last ones of the join subnets. */
export const buildUpgradeRouterPorts = (
  network: ZoneNetwork,
  own: NodeGateway,
): readonly NbRow<'Logical_Router_Port'>[] =>
  gatewaysOnSwitch(network).length
    ? [
        newRow(NB, 'Logical_Router_Port', {
          name: `${transitToSwitchName(layer2SwitchName(network))}${SUFFIX}`,
          mac: gatewayMac(own),
          networks: own.joinAddresses.map(join => printPrefix({ ...join, value: lastAddress(join) - 1n })),
        }),
      ]
    : [];

/** The masquerade addresses of management ports. Only one port of the switch answers for them. */
export const upgradeAddresses = (network: ZoneNetwork, settings: Settings): readonly Prefix[] =>
  gatewaysOnSwitch(network).length
    ? settings.families.map(family => managementMasquerade(network, family, settings))
    : [];
