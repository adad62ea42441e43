/** A pod, the networks that it requests, the addresses that it has, and the IPAMClaims that keep addresses. */
import type { Address, Prefix } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { Labels } from '../reader/selector.ts';
import type { ObjectName } from './object-name.ts';

export interface PodSpec extends ObjectName {
  readonly uid: string | undefined;
  readonly labels: Labels;
  readonly node: string | undefined;
  readonly phase: string | undefined;
  readonly usesHostNetwork: boolean;
  readonly containerPorts: readonly ContainerPort[];
  readonly creationTimestamp: string | undefined;
  /** The name of the virtual machine that KubeVirt runs in this pod. */
  readonly machine: string | undefined;
  /** Label `vm.kubevirt.io/name`: the machine's hostname, by which OVN-Kubernetes distinguishes machines. */
  readonly virtualMachine: string | undefined;
  /** Whether the annotation `kubevirt.io/migration-target-ready-timestamp` exists. */
  readonly isMigrationTargetReady: boolean;
  /** Whether an annotation about its networks cannot be read. Then OVN-Kubernetes gives it no port. */
  readonly isUnreadable: boolean;
  /** Annotation `k8s.ovn.org/pod-networks`: what OVN-Kubernetes assigned. Undefined if the annotation is missing. */
  readonly attachments: readonly PodAttachment[] | undefined;
  /** The request for its primary network, and the requests for secondary networks. */
  readonly primaryRequest: PrimaryRequest | undefined;
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
  readonly addresses: readonly Prefix[];
  readonly gateways: readonly Address[];
  readonly tunnelKey: number | undefined;
}

export interface AttachmentRequest extends ObjectName {
  readonly mac: string | undefined;
  readonly addresses: readonly RequestedAddress[];
  /** The name of an IPAMClaim in the pod's namespace. */
  readonly ipamClaim: string | undefined;
}

export interface PrimaryRequest extends Omit<AttachmentRequest, keyof ObjectName> {
  /** The addresses that a virtual machine asks for, if its pod is not made yet; `malformed` if they cannot be read. */
  readonly kubevirt?: readonly string[] | 'malformed';
}

/** An address as a request has it. One without the length of its prefix has the whole length. */
export interface RequestedAddress extends Prefix {
  readonly hasLength: boolean;
}

export interface IpamClaimSpec extends ObjectName {
  /** OVN-Kubernetes' name of the network. */
  readonly network: string;
  /** Empty until addresses are allocated. */
  readonly addresses: readonly Prefix[];
}
