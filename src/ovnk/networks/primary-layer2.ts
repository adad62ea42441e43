/**
 * A primary Layer2 network in one zone: the switch that spans all nodes, the node's own gateway router behind it, and
 * what the network's namespaces, services and policies add (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/secondary_layer2_network_controller.go).
 */

import { egressFirewallRows } from '../policies/egress-firewall.ts';
import { networkPolicyRows } from '../policies/network-policies.ts';
import { egressIpRows, replyMarks } from '../routers/egress-ip.ts';
import { staticMacBindings } from '../routers/gateway-router.ts';
import { primaryRouters } from '../routers/primary-routers.ts';
import { clusterPortGroups, nodeAcls } from '../rows/cluster-port-groups.ts';
import { externalSwitch } from '../rows/external-switch.ts';
import type { NbRows } from '../rows/gather-rows.ts';
import { loadBalancerGroups } from '../rows/load-balancer-groups.ts';
import { namespaceRows } from '../rows/namespace-rows.ts';
import type { NetworkParts } from '../rows/network-builder.ts';
import { managementPort } from '../rows/node-ports.ts';
import { egressIpSets } from '../rows/shared-sets.ts';
import { layer2Switch } from '../rows/switch.ts';
import { loadBalancers } from '../services/services.ts';

export function* primaryLayer2(parts: NetworkParts): Generator<NbRows> {
  const { network, zone, spec, ports, copp } = parts;
  const { node, settings } = zone;
  const gateway = network.gateways.find(each => each.node === node)!;
  const management = managementPort(network, node);
  const balancers = loadBalancers(parts);
  const groups = loadBalancerGroups(network, balancers.shared);
  const egressIp = egressIpRows(network, zone);
  const { routers, switchPorts } = primaryRouters(network, gateway, zone, egressIp, {
    copp,
    load_balancer: balancers.onRouter,
    load_balancer_group: node.gateway.hasNodePorts ? [groups.cluster, groups.clusterRouter] : [groups.cluster],
  });

  yield { Load_Balancer_Group: Object.values(groups) };
  yield {
    Logical_Switch: [
      layer2Switch(network, zone.features, {
        ports: [...ports.values(), management, ...switchPorts],
        acls: nodeAcls(network),
        qos_rules: replyMarks(network, zone),
        load_balancer: balancers.onSwitch,
        load_balancer_group: [groups.cluster, groups.clusterSwitch],
      }),
      externalSwitch(network, node),
    ],
  };
  yield {
    Logical_Router: routers,
    Static_MAC_Binding: staticMacBindings(network, gateway, settings),
  };
  yield { Port_Group: clusterPortGroups(network, settings, management) };
  yield { Address_Set: egressIpSets(zone, network, egressIp.served) };
  yield* namespaces(parts);
  yield* networkPolicyRows(spec.networkPolicies, { network, zone, ports });
}

function* namespaces({ network, zone, spec, ports }: NetworkParts): Generator<NbRows> {
  const firewalls = zone.features.has('egress-firewall-on-udn') ? spec.egressFirewalls : [];
  for (const namespace of zone.namespaces.filter(({ name }) => network.namespaces.includes(name))) {
    const { acls, sets } = egressFirewallRows(firewalls, namespace, network, zone);
    yield namespaceRows(network, namespace, ports, acls);
    yield { Address_Set: sets };
  }
}
