/**
 * The logical switch of a Layer2 network, which spans all nodes (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/base_secondary_layer2_network_controller.go and zone_interconnect/zone_ic_handler.go).
 */
import { networkAddress, printAddress, printNetwork } from '../base/ip.ts';
import { NB, type NbRow } from '../network/nb.ts';
import { newRow } from '../network/schema.ts';
import { layer2Switch as layer2SwitchName } from './names.ts';
import { roleIds } from './owner-ids.ts';
import type { ZoneNetwork } from './zone.ts';

/** Where the tunnel keys that switches of several zones share begin. */
const BASE_TUNNEL_KEY = 16711683;

export type SwitchParts = Pick<
  NbRow<'Logical_Switch'>,
  'ports' | 'acls' | 'qos_rules' | 'load_balancer' | 'load_balancer_group'
>;

export function layer2Switch(network: ZoneNetwork, parts: SwitchParts): NbRow<'Logical_Switch'> {
  const name = layer2SwitchName(network);
  return newRow(NB, 'Logical_Switch', {
    ...parts,
    name,
    other_config: new Map([
      ...subnetConfig(network),
      ['interconn-ts', name],
      ['requested-tnl-key', String(BASE_TUNNEL_KEY + network.id)],
      ['mcast_snoop', 'true'],
      ['mcast_querier', 'false'],
      ['mcast_flood_unregistered', 'true'],
    ]),
    external_ids: roleIds(network),
  });
}

/** Only the last subnet is told: release 1.1 overwrites what it said of the one before. All addresses are static, so it does not matter. */
export function subnetConfig({ subnets }: ZoneNetwork): readonly [string, string][] {
  const last = subnets.at(-1);
  if (!last) return [];
  const network = networkAddress(last);
  return [last.family === 4 ? ['subnet', printNetwork(network)] : ['ipv6_prefix', printAddress(network)]];
}
