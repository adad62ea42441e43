/**
 * The content of the manifests: a cluster's user-defined networks, and the objects that use them. Each object is
 * checked. Nothing is derived yet: an absent value is undefined, and ovnk/zone fills it in.
 */
import type { Place } from '../../base/source-text.ts';
import type { ClusterSpec, NamespaceSpec } from './cluster-spec.ts';
import type { DnsNameSpec, EgressFirewallSpec, EgressIpSpec, EgressQosSpec } from './egress-spec.ts';
import type { NetworkPolicySpec } from './network-policy-spec.ts';
import type { LeftOutNetwork, NetworkSpec } from './network-spec.ts';
import type { NodeSpec } from './node-spec.ts';
import type { IpamClaimSpec, PodSpec } from './pod-spec.ts';
import type { EndpointSliceSpec, ServiceSpec } from './service-spec.ts';
import type { UncompiledSpec } from './uncompiled-spec.ts';
import type { VirtualMachineSpec } from './virtual-machine-spec.ts';

export interface UdnSpec {
  readonly networks: readonly NetworkSpec[];
  /** Networks that udon does not compile, that OVN-Kubernetes refuses, or that are of other plugins. */
  readonly leftOut: readonly LeftOutNetwork[];
  /** Documents and networks of which not even the name can be read. Each may be a network. */
  readonly unread: readonly Place[];
  readonly namespaces: readonly NamespaceSpec[];
  readonly nodes: readonly NodeSpec[];
  readonly pods: readonly PodSpec[];
  readonly virtualMachines: readonly VirtualMachineSpec[];
  readonly services: readonly ServiceSpec[];
  readonly endpointSlices: readonly EndpointSliceSpec[];
  readonly networkPolicies: readonly NetworkPolicySpec[];
  readonly egressFirewalls: readonly EgressFirewallSpec[];
  readonly dnsNames: readonly DnsNameSpec[];
  readonly egressIps: readonly EgressIpSpec[];
  readonly egressQoses: readonly EgressQosSpec[];
  readonly ipamClaims: readonly IpamClaimSpec[];
  /** Objects that have no rows here. */
  readonly uncompiled: readonly UncompiledSpec[];
  /** OpenShift's Network object. */
  readonly cluster?: ClusterSpec;
}
