/** The kinds that are asked of an API server: those that manifests can have, by the names of their resources. */
import type { KindName } from '../../manifests/kinds/kinds.ts';

/** The name of a resource is what `kubectl get` takes: its plural, and its API group. */
export const RESOURCES = {
  '/Namespace': 'namespaces',
  '/Node': 'nodes',
  '/Pod': 'pods',
  '/Service': 'services',
  'config.openshift.io/Network': 'networks.config.openshift.io',
  'operator.openshift.io/Network': 'networks.operator.openshift.io',
  'discovery.k8s.io/EndpointSlice': 'endpointslices.discovery.k8s.io',
  'k8s.cni.cncf.io/IPAMClaim': 'ipamclaims.k8s.cni.cncf.io',
  'k8s.cni.cncf.io/MultiNetworkPolicy': 'multi-networkpolicies.k8s.cni.cncf.io',
  'k8s.cni.cncf.io/NetworkAttachmentDefinition': 'network-attachment-definitions.k8s.cni.cncf.io',
  'k8s.ovn.org/AdminPolicyBasedExternalRoute': 'adminpolicybasedexternalroutes.k8s.ovn.org',
  'k8s.ovn.org/ClusterNetworkConnect': 'clusternetworkconnects.k8s.ovn.org',
  'k8s.ovn.org/ClusterUserDefinedNetwork': 'clusteruserdefinednetworks.k8s.ovn.org',
  'k8s.ovn.org/EgressFirewall': 'egressfirewalls.k8s.ovn.org',
  'k8s.ovn.org/EgressIP': 'egressips.k8s.ovn.org',
  'k8s.ovn.org/EgressQoS': 'egressqoses.k8s.ovn.org',
  'k8s.ovn.org/EgressService': 'egressservices.k8s.ovn.org',
  'k8s.ovn.org/NetworkQoS': 'networkqoses.k8s.ovn.org',
  'k8s.ovn.org/RouteAdvertisements': 'routeadvertisements.k8s.ovn.org',
  'k8s.ovn.org/UserDefinedNetwork': 'userdefinednetworks.k8s.ovn.org',
  'kubevirt.io/VirtualMachine': 'virtualmachines.kubevirt.io',
  'kubevirt.io/VirtualMachineInstance': 'virtualmachineinstances.kubevirt.io',
  'network.openshift.io/DNSNameResolver': 'dnsnameresolvers.network.openshift.io',
  'networking.k8s.io/NetworkPolicy': 'networkpolicies.networking.k8s.io',
  'policy.networking.k8s.io/AdminNetworkPolicy': 'adminnetworkpolicies.policy.networking.k8s.io',
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': 'baselineadminnetworkpolicies.policy.networking.k8s.io',
} as const satisfies Readonly<Record<KindName, string>>;

export type Resource = (typeof RESOURCES)[KindName];
