/** What manifests, and the zone made of them, tell about VMs and their networks. */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import { policyTypesOf } from '../../ovnk/policies/default-deny.ts';
import { isMember, mayHavePrimary } from '../../ovnk/zone/namespaces.ts';
import type { Zone } from '../../ovnk/zone/zone.ts';

export function clusterView(
  spec: UdnSpec,
  { nodes, networks, leftOut, namespaces, settings, refusals }: Zone,
): ClusterView {
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
    nodes: nodes.map(({ name, chassis }) => ({ name, chassis })),
  };
}
