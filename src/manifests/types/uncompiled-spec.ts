/** An object of a kind that udon does not compile: what it is about. */
import type { Place } from '../../base/source-text.ts';
import type { Selector } from '../reader/selector.ts';

export type UncompiledKind =
  | 'AdminNetworkPolicy'
  | 'AdminPolicyBasedExternalRoute'
  | 'BaselineAdminNetworkPolicy'
  | 'ClusterNetworkConnect'
  | 'EgressService'
  | 'NetworkQoS'
  | 'RouteAdvertisements';

export interface UncompiledSpec {
  readonly kind: UncompiledKind;
  /** `KIND NAME` or `KIND NAMESPACE/NAME`. */
  readonly title: string;
  readonly place: Place;
  /** The pods that it is about. Undefined if it is about whole networks. */
  readonly pods: PodChoice | undefined;
  /** The networks that it is about. Undefined for the networks of the pods. */
  readonly networks: readonly NetworkChoice[] | undefined;
}

export interface PodChoice {
  /** The name of a namespace, or a selector of namespaces. */
  readonly namespaces: Selector | string;
  readonly pods: Selector;
}

export interface NetworkChoice {
  /** `ClusterUserDefinedNetworks` and so on. */
  readonly type: string;
  readonly networks: Selector;
  readonly namespaces: Selector;
}
