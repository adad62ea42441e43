/** A NetworkPolicy or MultiNetworkPolicy. Both have the same form. */
import type { Place } from '../../base/source-text.ts';
import type { WrittenNetwork } from '../reader/scalars.ts';
import type { Selector } from '../reader/selector.ts';
import type { ObjectName } from './object-name.ts';

export interface NetworkPolicySpec extends ObjectName {
  readonly place: Place;
  /** The attachments (`NAMESPACE/NAME`) of a MultiNetworkPolicy. Undefined for a NetworkPolicy. */
  readonly attachments: readonly string[] | undefined;
  /** Whether its annotation asks for ACLs without connection tracking. */
  readonly isStateless: boolean;
  readonly podSelector: Selector;
  /** As written. If it is empty, the API server sets the default of a NetworkPolicy. */
  readonly policyTypes: readonly PolicyDirection[];
  readonly rules: Readonly<Record<PolicyDirection, readonly PolicyRule[]>>;
}

export type PolicyDirection = 'Ingress' | 'Egress';

export interface PolicyRule {
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
}

export interface PolicyPeer {
  readonly ipBlock: { readonly cidr: WrittenNetwork; readonly except: readonly WrittenNetwork[] } | undefined;
  readonly podSelector: Selector | undefined;
  readonly namespaceSelector: Selector | undefined;
}

/** A port of a rule. It is all ports of the protocol if `port` is undefined. */
export interface PolicyPort {
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  /** A number, or the name of a container's port. */
  readonly port: number | string | undefined;
  /** The last port of a range that begins with `port`. */
  readonly endPort: number | undefined;
}
