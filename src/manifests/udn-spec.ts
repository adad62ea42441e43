/**
 * What the manifests say about a cluster's user-defined networks and their users, checked object by object. Nothing is
 * worked out yet: what the manifests leave open is undefined here, and is for src/topology to fill in.
 */

import type { Address, Network } from '../base/ip.ts';
import type { Place } from '../base/source-text.ts';
import type { EgressFirewallSpec, EgressIpSpec } from './kinds/egress.ts';
import type { NetworkPolicySpec } from './kinds/network-policy.ts';
import type { PlacedNetwork } from './reader/scalars.ts';
import type { Labels, Selector } from './reader/selector.ts';

export interface UdnSpec {
  readonly networks: readonly NetworkSpec[];
  readonly namespaces: readonly NamespaceSpec[];
  readonly nodes: readonly NodeSpec[];
  readonly pods: readonly PodSpec[];
  readonly virtualMachines: readonly VirtualMachineSpec[];
  readonly services: readonly ServiceSpec[];
  readonly endpointSlices: readonly EndpointSliceSpec[];
  readonly networkPolicies: readonly NetworkPolicySpec[];
  readonly egressFirewalls: readonly EgressFirewallSpec[];
  readonly egressIps: readonly EgressIpSpec[];
  readonly ipamClaims: readonly IpamClaimSpec[];
  /** OpenShift's Network object. */
  readonly cluster?: ClusterSpec;
}

export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

export interface NetworkSpec {
  /** As OVN-Kubernetes calls it: `cluster_udn_NAME`, `NAMESPACE_NAME`, or what a hand-written attachment says. */
  readonly name: string;
  /** As its author calls it: `ClusterUserDefinedNetwork cudn2`. */
  readonly title: string;
  readonly topology: 'layer2' | 'localnet';
  readonly role: 'primary' | 'secondary';
  readonly subnets: readonly PlacedNetwork[];
  readonly joinSubnets: readonly PlacedNetwork[];
  readonly excludeSubnets: readonly PlacedNetwork[];
  /** Ranges that are given out on request only, and such as are for the network itself. */
  readonly reservedSubnets: readonly Network[];
  readonly infrastructureSubnets: readonly Network[];
  readonly defaultGatewayIps: readonly Address[];
  /** Between its routers; as its attachments tell, or empty. */
  readonly transitSubnets: readonly Network[];
  readonly hasIpam: boolean;
  /** Whether IPAMClaims keep the addresses of its pods. */
  readonly hasPersistentIps: boolean;
  readonly mtu: number | undefined;
  readonly physicalNetworkName: string | undefined;
  readonly vlan: number | undefined;
  /** What attachments are called, in every namespace that `namespaces` picks. */
  readonly attachmentName: string;
  /** A namespace by name, or all that a selector selects. */
  readonly namespaces: Selector | string;
  /** The NetworkAttachmentDefinitions of this network among the manifests. */
  readonly attachments: readonly ObjectName[];
  readonly id: number | undefined;
  /** Of its switch and its transit router; as its attachments tell, or empty. */
  readonly tunnelKeys: readonly number[];
  readonly place: Place;
}

export interface NamespaceSpec {
  readonly name: string;
  readonly labels: Labels;
  /** Annotation `k8s.ovn.org/multicast-enabled`. */
  readonly hasMulticast: boolean;
  /** Annotation `k8s.ovn.org/acl-logging`: severities. */
  readonly aclLogging: { readonly allow?: string | undefined; readonly deny?: string | undefined } | undefined;
  readonly place: Place;
}

export interface NodeSpec {
  readonly name: string;
  readonly labels: Labels;
  readonly zone: string | undefined;
  readonly id: number | undefined;
  readonly chassis: string | undefined;
  readonly gateway: GatewaySpec | undefined;
  /** Network name to the tunnel key of the node's gateway router port. */
  readonly tunnelKeys: ReadonlyMap<string, number>;
  /** Network name to the addresses of the node's gateway router in the join subnet. */
  readonly joinAddresses: ReadonlyMap<string, readonly Network[]>;
  readonly hostAddresses: readonly Network[];
  readonly internalAddresses: readonly Network[];
  readonly hasGatewayMtu: boolean;
  readonly place: Place;
}

/** Annotation `k8s.ovn.org/l3-gateway-config`. */
export interface GatewaySpec {
  readonly bridge: string;
  readonly mac: string;
  readonly addresses: readonly Network[];
  readonly nextHops: readonly Address[];
  readonly mode: 'shared' | 'local' | 'disabled';
  readonly hasNodePorts: boolean;
  readonly vlan: number;
}

export interface PodSpec extends ObjectName {
  readonly uid: string | undefined;
  readonly labels: Labels;
  readonly node: string | undefined;
  readonly phase: string | undefined;
  readonly usesHostNetwork: boolean;
  readonly containerPorts: readonly ContainerPort[];
  readonly creationTimestamp: string | undefined;
  /** Label `vm.kubevirt.io/name`: the virtual machine that runs in this pod. */
  readonly virtualMachine: string | undefined;
  /** Annotation `kubevirt.io/migration-target-ready-timestamp` is there. */
  readonly isMigrationTargetReady: boolean;
  /** Annotation `k8s.ovn.org/pod-networks`: what it was given; undefined where the annotation is missing. */
  readonly attachments: readonly PodAttachment[] | undefined;
  /** What it asked of its primary network, and which secondary networks it asked for. */
  readonly primaryRequest: Omit<AttachmentRequest, keyof ObjectName> | undefined;
  readonly requests: readonly AttachmentRequest[];
  readonly place: Place;
}

export interface ContainerPort {
  readonly name: string | undefined;
  readonly containerPort: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

export interface PodAttachment {
  /** `NAMESPACE/NAME` of the NetworkAttachmentDefinition; `default` for the cluster's own network. */
  readonly nad: string;
  readonly mac: string;
  readonly addresses: readonly Network[];
  readonly gateways: readonly Address[];
  readonly tunnelKey: number | undefined;
}

export interface AttachmentRequest extends ObjectName {
  readonly mac: string | undefined;
  readonly addresses: readonly Network[];
  /** The name of an IPAMClaim in the pod's namespace. */
  readonly ipamClaim: string | undefined;
}

export interface IpamClaimSpec extends ObjectName {
  /** The network by the name that OVN-Kubernetes has for it. */
  readonly network: string;
  /** Empty as long as nothing was allocated for it. */
  readonly addresses: readonly Network[];
}

export interface VirtualMachineSpec extends ObjectName {
  /** Where its instance runs, if an instance is among the manifests. */
  readonly node: string | undefined;
  readonly isRunning: boolean;
  /** Of the template, so of the virt-launcher pod too. */
  readonly labels: Labels;
  readonly interfaces: readonly VirtualMachineInterface[];
  readonly place: Place;
}

export interface VirtualMachineInterface {
  readonly name: string;
  /** `masquerade`, `bridge`, `sriov` ..., or the name of a binding plugin such as `l2bridge`. */
  readonly binding: string;
  readonly mac: string | undefined;
  /** The pod's own network, or an attachment. */
  readonly network: 'pod' | ObjectName;
  /** What `masquerade` gives the guest addresses of. */
  readonly vmNetworkCidr: Network | undefined;
}

export interface ServiceSpec extends ObjectName {
  readonly type: string;
  readonly clusterIps: readonly Address[];
  readonly externalIps: readonly Address[];
  readonly loadBalancerIps: readonly Address[];
  readonly selector: Labels;
  readonly ports: readonly ServicePort[];
  readonly isInternalLocal: boolean;
  readonly isExternalLocal: boolean;
  /** Seconds of `sessionAffinity: ClientIP`. */
  readonly affinityTimeout: number | undefined;
  readonly isIdled: boolean;
  /** Whether endpoints count before they are ready. */
  readonly hasUnreadyEndpoints: boolean;
  readonly place: Place;
}

export interface ServicePort {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly targetPort: number | string;
  readonly nodePort: number | undefined;
}

export interface EndpointSliceSpec {
  readonly namespace: string;
  /** The service and the network that a mirrored slice belongs to. */
  readonly service: string | undefined;
  readonly network: string | undefined;
  readonly ports: readonly { readonly name: string; readonly protocol: string; readonly port: number }[];
  readonly endpoints: readonly EndpointSpec[];
}

export interface EndpointSpec {
  readonly addresses: readonly Address[];
  readonly node: string | undefined;
  readonly isReady: boolean;
  readonly isServing: boolean;
  readonly isTerminating: boolean;
}

export interface ClusterSpec {
  readonly clusterNetworks: readonly Network[];
  readonly serviceNetworks: readonly Network[];
  readonly masqueradeSubnets: readonly Network[];
  readonly joinSubnets: readonly Network[];
  readonly transitSubnets: readonly Network[];
  readonly mtu: number | undefined;
  readonly isRoutingViaHost: boolean;
  readonly usesMultiNetworkPolicy: boolean;
  readonly place: Place;
}
