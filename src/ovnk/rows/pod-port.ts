/**
 * The ports of pods on their network's switch, on all nodes (OVN-Kubernetes release 1.1,
 * base_network_controller_pods.go).
 */
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { podPortName } from '../vocabulary/names.ts';
import { portAddresses } from '../zone/pod-ports.ts';
import { type PodPort, requestedChassis, type Zone, type ZoneNetwork } from '../zone/zone.ts';
import { newVirtualMachineDhcpOptions, type VirtualMachineDhcpOptions } from './dhcp-options.ts';
import { podIds } from './owner-ids.ts';

/** The row of each pod port of a network. On a localnet network, only the zone's own pods have rows. */
export type PortRows = ReadonlyMap<PodPort, NbRow<'Logical_Switch_Port'>>;

export function buildPodPorts(network: ZoneNetwork, zone: Zone): PortRows {
  const dhcpOptions = newVirtualMachineDhcpOptions(network, zone.settings);
  const here = network.ports.filter(({ isLocal }) => isLocal || network.topology !== 'localnet');
  return new Map(here.map(port => [port, buildPodPort(network, port, zone, dhcpOptions)]));
}

function buildPodPort(
  network: ZoneNetwork,
  port: PodPort,
  zone: Zone,
  dhcpOptions: VirtualMachineDhcpOptions,
): NbRow<'Logical_Switch_Port'> {
  const { pod, attachment, migration, isLocal } = port;
  const addresses = [portAddresses(port)];
  return newRow(NB, 'Logical_Switch_Port', {
    name: podPortName(attachment, pod),
    type: isLocal ? '' : 'remote',
    addresses: migration.isAddressed ? addresses : [],
    port_security: addresses,
    enabled: migration.enabled,
    dhcpv4_options: dhcpOptions(port, 4),
    dhcpv6_options: dhcpOptions(port, 6),
    options: new Map([
      ['iface-id-ver', pod.uid],
      ['requested-chassis', requestedChassis(pod.node, zone)],
      ...tunnelKey(network, port),
    ]),
    external_ids: podIds(network, port),
  });
}

/** Traffic of a localnet network is not tunnelled. */
const tunnelKey = ({ topology }: ZoneNetwork, port: PodPort): readonly [string, string][] =>
  topology === 'localnet' ? [] : [['requested-tnl-key', String(port.tunnelKey)]];
