/**
 * The logical switch of a Layer2 network, which spans all nodes (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/base_secondary_layer2_network_controller.go and zone_interconnect/zone_ic_handler.go).
 */
import { networkAddress, printAddress, printPrefix } from '../../base/ip.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { layer2SwitchName } from '../vocabulary/names.ts';
import type { Zone, ZoneNetwork } from '../zone/zone.ts';
import { roleIds } from './owner-ids.ts';

export type SwitchParts = Pick<
  NbRow<'Logical_Switch'>,
  'ports' | 'acls' | 'qos_rules' | 'load_balancer' | 'load_balancer_group'
>;

export function buildLayer2Switch(
  network: ZoneNetwork,
  features: Zone['features'],
  parts: SwitchParts,
): NbRow<'Logical_Switch'> {
  const name = layer2SwitchName(network);
  return newRow(NB, 'Logical_Switch', {
    ...parts,
    name,
    other_config: new Map([
      ...subnetConfig(network, features),
      ['interconn-ts', name],
      ['requested-tnl-key', String(network.tunnelKeys.switch)],
      ['mcast_snoop', 'true'],
      ['mcast_querier', 'false'],
      ['mcast_flood_unregistered', 'true'],
    ]),
    external_ids: roleIds(network),
  });
}

/**
 * A release without the feature overwrites the first subnet with the second, so only the last one is set. This has no
 * effect, because all addresses are static.
 */
export function subnetConfig({ subnets }: ZoneNetwork, features: Zone['features']): readonly [string, string][] {
  const written = features.has('both-subnets-in-other-config') ? subnets : subnets.slice(-1);
  return written
    .map(networkAddress)
    .map(network => (network.family === 4 ? ['subnet', printPrefix(network)] : ['ipv6_prefix', printAddress(network)]));
}
