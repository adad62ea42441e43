/**
 * Builds a Localnet network in one zone: a switch of the node with a port to the physical network (OVN-Kubernetes
 * release 1.1, go-controller/pkg/ovn/secondary_localnet_network_controller.go).
 */
import { NB } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { NbRows } from '../rows/gather-rows.ts';
import type { NetworkParts } from '../rows/network-builder.ts';
import { roleIds } from '../rows/owner-ids.ts';
import { subnetConfig } from '../rows/switch.ts';
import { localnetPortName, localnetSwitchName } from '../vocabulary/names.ts';
import { buildSecondaryPolicies } from './secondary-layer2.ts';

export function* buildLocalnet(parts: NetworkParts): Generator<NbRows> {
  const { network, zone, ports, commonQos } = parts;
  const physical = newRow(NB, 'Logical_Switch_Port', {
    name: localnetPortName(network),
    type: 'localnet',
    addresses: ['unknown'],
    options: new Map([['network_name', network.physicalNetworkName]]),
    tag_request: network.vlan,
  });
  const localnetRow = newRow(NB, 'Logical_Switch', {
    name: localnetSwitchName(network),
    ports: [...ports.values(), physical],
    qos_rules: commonQos,
    other_config: new Map(subnetConfig(network, zone.features)),
    external_ids: roleIds(network),
  });
  yield { Logical_Switch: [localnetRow] };
  yield* buildSecondaryPolicies(parts);
}
