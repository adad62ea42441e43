/** What Kubernetes' objects tell about VMs and their networks, as far as it is for the analysis: a part of what manifests say. */
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
  /** What `masquerade` gives addresses of. */
  readonly vmNetworkCidr?: Prefix | undefined;
}

export interface MachinePod extends ObjectKey {
  readonly labels: ReadonlyMap<string, string>;
  readonly phase: string | undefined;
  /** The virtual machine that it is labelled with. */
  readonly virtualMachine: string | undefined;
  /** What the annotation says that it was given; undefined where there is no annotation. */
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
  /** The namespaces that it is meant for and that lack the label for a primary network. */
  readonly unlabelled: readonly string[];
  readonly ports: readonly NetworkPort[];
}

/** What a pod has on a network. */
export interface NetworkPort {
  readonly pod: ObjectKey;
  readonly attachment: string;
  readonly addresses: readonly Prefix[];
  readonly gateways: readonly Address[];
}
