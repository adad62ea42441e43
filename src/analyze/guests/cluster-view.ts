/** What the analysis needs from Kubernetes objects about VMs and their networks. */
import type { Address, Prefix } from '../../base/ip.ts';
import type { RefusalCode } from '../../kubernetes/refusals.ts';

export interface ClusterView {
  readonly machines: readonly Machine[];
  readonly pods: readonly MachinePod[];
  readonly networks: readonly UserNetwork[];
  readonly leftOut: readonly UncompiledNetwork[];
  readonly refusals: readonly PodRefusal[];
  /** The MTU of the cluster's own network. */
  readonly mtu: number;
  /** From which services have their addresses; absent if only rows show the cluster. */
  readonly serviceNetworks?: readonly Prefix[];
  /** The nodes, with the ids of their chassis; absent if only rows show the cluster. */
  readonly nodes?: readonly { readonly name: string; readonly chassis: string }[];
  /** Absent if only rows show the cluster: rows do not say which directions a policy isolates. */
  readonly policies?: readonly IsolatingPolicy[];
  readonly services?: readonly ClusterService[];
  /** EgressFirewalls that this release does not apply to user-defined networks. */
  readonly idleFirewalls?: readonly IdleFirewall[];
}

/** A Service with the addresses that its manifest has; without any if it is headless, or if the API server chooses them. */
export interface ClusterService extends ObjectKey {
  readonly addresses: readonly Address[];
  readonly ports: readonly { readonly protocol: string; readonly port: number }[];
}

export interface IdleFirewall extends ObjectKey {
  /** A sentence without a full stop. */
  readonly text: string;
}

/** A NetworkPolicy or MultiNetworkPolicy, with the directions in which it isolates the pods that it selects. */
export interface IsolatingPolicy extends ObjectKey {
  readonly kind: 'NetworkPolicy' | 'MultiNetworkPolicy';
  readonly types: readonly string[];
}

export interface ObjectKey {
  readonly namespace: string;
  readonly name: string;
}

/** `NAMESPACE/NAME`, the name of a machine in answers. */
export const machineName = ({ namespace, name }: ObjectKey): string => `${namespace}/${name}`;

export interface Machine extends ObjectKey {
  readonly isRunning: boolean;
  readonly interfaces: readonly MachineInterface[];
}

export interface MachineInterface {
  readonly name: string;
  /** `masquerade`, `bridge` ..., or the name of a plugin. */
  readonly binding: string;
  /** The pod's own network, or an attachment. */
  readonly network: 'pod' | ObjectKey;
  /** The subnet from which `masquerade` takes addresses. */
  readonly vmNetworkCidr?: Prefix | undefined;
  /** `down`: the guest sees no link; `pending`: the machine gets it when it migrates or starts again. */
  readonly state: 'up' | 'down' | 'pending';
}

export interface MachinePod extends ObjectKey {
  readonly labels: ReadonlyMap<string, string>;
  readonly phase: string | undefined;
  /** Whether an annotation about its networks cannot be read. */
  readonly isUnreadable: boolean;
  /** The name of the machine that it runs, and the machine's hostname in its label. */
  readonly machine: string | undefined;
  readonly virtualMachine: string | undefined;
  /** Undefined as long as no node is chosen for it. */
  readonly node: string | undefined;
  /** The attachments that it asks for. */
  readonly requests: readonly ObjectKey[];
  /** The addresses in its annotation; undefined if there is no annotation. */
  readonly attachments: readonly { readonly nad: string; readonly addresses: readonly Prefix[] }[] | undefined;
}

/** A pod that OVN-Kubernetes refuses. */
export interface PodRefusal {
  readonly code: RefusalCode;
  /** A sentence without a full stop. */
  readonly text: string;
  /** Replaces the remedy of the code. */
  readonly remedy?: string | undefined;
  readonly pod: ObjectKey;
  readonly machine: string | undefined;
  /** The attachment that it does not get, as `NAMESPACE/NAME`; undefined if it is not about one. */
  readonly attachment: string | undefined;
}

/** A user-defined network. */
export interface UserNetwork {
  readonly name: string;
  readonly topology: 'layer2' | 'localnet';
  readonly role: 'primary' | 'secondary';
  readonly hasIpam: boolean;
  readonly mtu: number;
  readonly vlan: number | undefined;
  /** Its attachments, as `NAMESPACE/NAME`, and the namespaces whose pods may have them. */
  readonly attachments: readonly string[];
  readonly namespaces: readonly string[];
  /** The namespaces that it selects but that lack the label for a primary network. */
  readonly unlabelled: readonly string[];
  readonly ports: readonly NetworkPort[];
}

/** A network of which nothing but this is known, because it was not compiled. */
export interface UncompiledNetwork {
  /** What people call it: `Layer3 network blue`. */
  readonly title: string;
  /** Of a namespace, without a full stop: `its pods are on Layer3 network blue, which udon does not compile`. */
  readonly statement: string;
  readonly role: 'primary' | 'secondary';
  readonly namespaces: readonly string[];
  readonly attachments: readonly string[];
}

/** The addresses and gateways of a pod on a network. */
export interface NetworkPort {
  readonly pod: ObjectKey & { readonly machine: string | undefined };
  readonly attachment: string;
  readonly addresses: readonly Prefix[];
  readonly gateways: readonly Address[];
}
