/** What the analysis needs from Kubernetes objects about VMs and their networks. */
import type { Address, Prefix } from '../../base/ip.ts';

export interface ClusterView {
  readonly machines: readonly Machine[];
  readonly pods: readonly MachinePod[];
  readonly networks: readonly UserNetwork[];
  /** The MTU of the cluster's own network. */
  readonly mtu: number;
}

export interface ObjectKey {
  readonly namespace: string;
  readonly name: string;
}

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
}

export interface MachinePod extends ObjectKey {
  readonly labels: ReadonlyMap<string, string>;
  readonly phase: string | undefined;
  /** The virtual machine in its label. */
  readonly virtualMachine: string | undefined;
  /** The addresses in its annotation; undefined if there is no annotation. */
  readonly attachments: readonly { readonly nad: string; readonly addresses: readonly Prefix[] }[] | undefined;
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

/** The addresses and gateways of a pod on a network. */
export interface NetworkPort {
  readonly pod: ObjectKey;
  readonly attachment: string;
  readonly addresses: readonly Prefix[];
  readonly gateways: readonly Address[];
}
