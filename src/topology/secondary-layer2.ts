/**
 * A secondary Layer2 network in one zone: a switch with the ports of its pods, and nothing around it (OVN-Kubernetes
 * release 1.1, go-controller/pkg/ovn/secondary_layer2_network_controller.go).
 */
import type { NbRows } from './gather-rows.ts';
import { loadBalancerGroups } from './load-balancer-groups.ts';
import { namespaceRows } from './namespace-rows.ts';
import type { NetworkParts } from './network-builder.ts';
import { networkPolicyRows } from './network-policies.ts';
import { layer2Switch } from './switch.ts';

export function* secondaryLayer2(parts: NetworkParts): Generator<NbRows> {
  const { network, zone, ports } = parts;
  const groups = loadBalancerGroups(network, []);
  yield { Load_Balancer_Group: Object.values(groups) };
  yield {
    Logical_Switch: [
      layer2Switch(network, zone.features, {
        ports: [...ports.values()],
        acls: [],
        qos_rules: [],
        load_balancer: [],
        load_balancer_group: [groups.cluster, groups.clusterSwitch],
      }),
    ],
  };
  yield* secondaryPolicies(parts);
}

/** MultiNetworkPolicies, and for their sake the namespaces, if the cluster has them at all. */
export function* secondaryPolicies({ network, zone, spec, ports }: NetworkParts): Generator<NbRows> {
  if (!zone.settings.usesMultiNetworkPolicy) return;
  const members = zone.namespaces.filter(({ name }) => network.hasIpam && network.namespaces.includes(name));
  for (const namespace of members) yield namespaceRows(network, { ...namespace, hasMulticast: false }, ports, []);
  yield* networkPolicyRows(spec.networkPolicies, { network, zone, ports });
}
