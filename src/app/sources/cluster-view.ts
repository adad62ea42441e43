/** What manifests, and the zone made of them, tell about VMs and their networks. */
import type { ClusterView, IdleFirewall } from '../../analyze/guests/cluster-view.ts';
import type { EgressFirewallSpec } from '../../manifests/types/egress-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import { policyTypesOf } from '../../ovnk/policies/default-deny.ts';
import { featureHint } from '../../ovnk/vocabulary/features.ts';
import { isMember, mayHavePrimary } from '../../ovnk/zone/namespaces.ts';
import type { Zone } from '../../ovnk/zone/zone.ts';

export function clusterView(spec: UdnSpec, zone: Zone): ClusterView {
  const { nodes, networks, leftOut, namespaces, settings, refusals } = zone;
  const unlabelled = namespaces.filter(namespace => !mayHavePrimary(namespace));
  return {
    machines: spec.virtualMachines,
    pods: spec.pods,
    refusals,
    networks: networks.map(network => {
      const meant = spec.networks.find(({ name }) => name === network.name);
      const lacking = network.role === 'primary' && meant ? unlabelled.filter(each => isMember(meant, each)) : [];
      return { ...network, unlabelled: lacking.map(({ name }) => name) };
    }),
    leftOut,
    mtu: settings.mtu,
    serviceNetworks: settings.serviceNetworks,
    policies: spec.networkPolicies.map(policy => ({
      kind: policy.attachments ? 'MultiNetworkPolicy' : 'NetworkPolicy',
      namespace: policy.namespace,
      name: policy.name,
      types: policyTypesOf(policy),
    })),
    services: spec.services.map(({ namespace, name, clusterIps, ports }) => ({
      ...{ namespace, name, addresses: clusterIps },
      ports: ports.map(({ protocol, port }) => ({ protocol: protocol.toLowerCase(), port })),
    })),
    idleFirewalls: zone.features.has('egress-firewall-on-udn') ? [] : spec.egressFirewalls.map(idleFirewall),
    nodes: nodes.map(({ name, chassis }) => ({ name, chassis })),
  };
}

const idleFirewall = ({ namespace, name }: EgressFirewallSpec): IdleFirewall => ({
  ...{ namespace, name },
  text: `EgressFirewall ${namespace}/${name} has no effect on user-defined networks ${featureHint('egress-firewall-on-udn')}`,
});
