/**
 * Builds a primary Layer2 network in one zone: the switch that spans all nodes, the node's own gateway router, and the
 * rows for the network's namespaces, services and policies (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/secondary_layer2_network_controller.go).
 */

import { buildEgressFirewallRows } from '../policies/egress-firewall.ts';
import { buildNetworkPolicyRows } from '../policies/network-policies.ts';
import { buildEgressIpRows, buildReplyMarks } from '../routers/egress-ip.ts';
import { buildStaticMacBindings } from '../routers/gateway-router.ts';
import { buildPrimaryRouters } from '../routers/primary-routers.ts';
import { buildClusterPortGroups, buildNodeAcls } from '../rows/cluster-port-groups.ts';
import { buildExternalSwitch } from '../rows/external-switch.ts';
import type { NbRows } from '../rows/gather-rows.ts';
import { buildLoadBalancerGroups } from '../rows/load-balancer-groups.ts';
import { buildNamespaceRows } from '../rows/namespace-rows.ts';
import type { NetworkParts } from '../rows/network-builder.ts';
import { buildManagementPort } from '../rows/node-ports.ts';
import { buildEgressIpSets } from '../rows/shared-sets.ts';
import { buildLayer2Switch } from '../rows/switch.ts';
import { buildLoadBalancers } from '../services/services.ts';

export function* buildPrimaryLayer2(parts: NetworkParts): Generator<NbRows> {
  const { network, zone, spec, ports, copp, commonQos } = parts;
  const { node, settings } = zone;
  const gateway = network.gateways.find(each => each.node === node)!;
  const management = buildManagementPort(network, node);
  const balancers = buildLoadBalancers(parts);
  const groups = buildLoadBalancerGroups(network, balancers.shared);
  const egressIp = buildEgressIpRows(network, zone);
  const { routers, switchPorts } = buildPrimaryRouters(network, gateway, zone, egressIp, {
    copp,
    load_balancer: balancers.onRouter,
    load_balancer_group: node.gateway.hasNodePorts ? [groups.cluster, groups.clusterRouter] : [groups.cluster],
  });

  yield { Load_Balancer_Group: Object.values(groups) };
  yield {
    Logical_Switch: [
      buildLayer2Switch(network, zone.features, {
        ports: [...ports.values(), management, ...switchPorts],
        acls: buildNodeAcls(network),
        qos_rules: [...buildReplyMarks(network, zone), ...commonQos],
        load_balancer: balancers.onSwitch,
        load_balancer_group: [groups.cluster, groups.clusterSwitch],
      }),
      buildExternalSwitch(network, node),
    ],
  };
  yield {
    Logical_Router: routers,
    Static_MAC_Binding: buildStaticMacBindings(network, gateway, settings),
  };
  yield { Port_Group: buildClusterPortGroups(network, settings, management) };
  yield { Address_Set: buildEgressIpSets(zone, network, egressIp.served) };
  yield* buildNamespaces(parts);
  yield* buildNetworkPolicyRows(spec.networkPolicies, { network, zone, ports });
}

function* buildNamespaces({ network, zone, spec, ports }: NetworkParts): Generator<NbRows> {
  const egressFirewalls = zone.features.has('egress-firewall-on-udn') ? spec.egressFirewalls : [];
  for (const namespace of zone.namespaces.filter(({ name }) => network.namespaces.includes(name))) {
    const { acls, sets } = buildEgressFirewallRows({ ...spec, egressFirewalls }, namespace, network, zone);
    yield buildNamespaceRows(network, namespace, ports, zone, acls);
    yield { Address_Set: sets };
  }
}
