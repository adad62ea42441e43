/** The namespaces of a cluster and its OpenShift Network object. */
import type { Prefix } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { Labels } from '../reader/selector.ts';

export interface NamespaceSpec {
  readonly name: string;
  readonly labels: Labels;
  /** Annotation `k8s.ovn.org/multicast-enabled`. */
  readonly hasMulticast: boolean;
  /** Annotation `k8s.ovn.org/acl-logging`: severities. */
  readonly aclLogging: { readonly allow?: string | undefined; readonly deny?: string | undefined } | undefined;
  readonly place: Place;
}

export interface ClusterSpec {
  readonly clusterNetworks: readonly Prefix[];
  readonly serviceNetworks: readonly Prefix[];
  readonly masqueradeSubnets: readonly Prefix[];
  readonly joinSubnets: readonly Prefix[];
  readonly transitSubnets: readonly Prefix[];
  readonly mtu: number | undefined;
  readonly isRoutingViaHost: boolean;
  readonly usesMultiNetworkPolicy: boolean;
  readonly place: Place;
}
