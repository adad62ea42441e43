/**
 * Builds a secondary Layer2 network in one zone: a switch with the ports of its pods, without routers (OVN-Kubernetes
 * release 1.1, go-controller/pkg/ovn/secondary_layer2_network_controller.go).
 */

import { buildNetworkPolicyRows } from '../policies/network-policies.ts';
import type { NbRows } from '../rows/gather-rows.ts';
import { buildLoadBalancerGroups } from '../rows/load-balancer-groups.ts';
import { buildNamespaceRows } from '../rows/namespace-rows.ts';
import type { NetworkParts } from '../rows/network-builder.ts';
import { buildLayer2Switch } from '../rows/switch.ts';

export function* buildSecondaryLayer2(parts: NetworkParts): Generator<NbRows> {
  const { network, zone, ports, commonQos } = parts;
  const groups = buildLoadBalancerGroups(network, []);
  yield { Load_Balancer_Group: Object.values(groups) };
  yield {
    Logical_Switch: [
      buildLayer2Switch(network, zone.features, {
        ports: [...ports.values()],
        acls: [],
        qos_rules: commonQos,
        load_balancer: [],
        load_balancer_group: [groups.cluster, groups.clusterSwitch],
      }),
    ],
  };
  yield* buildSecondaryPolicies(parts);
}

/**
 * MultiNetworkPolicies and all namespaces of the cluster, if the cluster uses MultiNetworkPolicies. A namespace with
 * another primary network has rows, too. Most of them are empty.
 */
export function* buildSecondaryPolicies({ network, zone, spec, ports }: NetworkParts): Generator<NbRows> {
  if (!zone.settings.usesMultiNetworkPolicy) return;
  for (const namespace of zone.namespaces) {
    yield buildNamespaceRows(network, { ...namespace, hasMulticast: false }, ports, zone);
  }
  yield* buildNetworkPolicyRows(spec.networkPolicies, { network, zone, ports });
}
