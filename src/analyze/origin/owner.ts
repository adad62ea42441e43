/**
 * The Kubernetes object that a northbound row is made for, in typed parts. `kind` is the kind of the object, except for
 * `Network` (a network that only an attachment defines), `Cluster` (rows of OVN-Kubernetes that belong to no single object)
 * and `unknown` (a type of owner that udon does not know).
 */
export type Owner =
  | { readonly kind: 'Namespace'; readonly name: string; readonly part?: NamespacePart; readonly direction?: string }
  | { readonly kind: 'Node'; readonly name: string }
  | {
      readonly kind: 'Pod';
      readonly namespace: string;
      readonly name: string;
      /** The VM that the pod runs, from the name that KubeVirt gives its pods. */
      readonly virtualMachine?: string;
    }
  | { readonly kind: 'VirtualMachine'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'Service'; readonly namespace: string; readonly name: string }
  | ({ readonly kind: 'NetworkPolicy'; readonly namespace: string; readonly name: string } & RuleInPolicy)
  | ({ readonly kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy'; readonly name: string } & RuleInPolicy)
  | ({ readonly kind: 'EgressFirewall' | 'EgressQoS'; readonly namespace: string; readonly name: string } & Pick<
      RuleInPolicy,
      'rule'
    >)
  | { readonly kind: 'EgressIP'; readonly name: string; readonly pod: NamespacedName }
  | { readonly kind: 'UserDefinedNetwork'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'ClusterUserDefinedNetwork'; readonly name: string }
  | { readonly kind: 'Network'; readonly name: string }
  | {
      readonly kind: 'Cluster';
      /** What OVN-Kubernetes calls the purpose of the rows: `MulticastCluster`, `NetpolDefault`... */
      readonly ownerType: string;
      readonly name?: string;
      readonly direction?: string;
    }
  | { readonly kind: 'unknown'; readonly ownerType: string; readonly name?: string };

/** What a namespace has rows for, besides itself. */
export type NamespacePart = 'default-deny' | 'multicast';

export interface NamespacedName {
  readonly namespace: string;
  readonly name: string;
}

/** The rule of a policy; its parts are absent if the row is not for one rule. */
export interface RuleInPolicy {
  /** `Ingress` or `Egress`. */
  readonly direction?: string;
  /** Its index among the rules of its direction. */
  readonly rule?: number;
}
