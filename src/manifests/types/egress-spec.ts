/** OVN-Kubernetes' own EgressFirewall, EgressQoS and EgressIP. */
import type { Address } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { WrittenNetwork } from '../reader/scalars.ts';
import type { Selector } from '../reader/selector.ts';
import type { ObjectName } from './object-name.ts';

export interface EgressFirewallSpec extends ObjectName {
  readonly place: Place;
  readonly rules: readonly EgressFirewallRule[];
}

export interface EgressFirewallRule {
  readonly type: 'Allow' | 'Deny';
  readonly to: {
    readonly cidrSelector: WrittenNetwork | undefined;
    readonly dnsName: string | undefined;
    readonly nodeSelector: Selector | undefined;
  };
  readonly ports: readonly { readonly protocol: 'TCP' | 'UDP' | 'SCTP'; readonly port: number | undefined }[];
}

/** A DNSNameResolver: what a name in a rule resolves to. */
export interface DnsNameSpec {
  /** The full name, with a dot at its end. */
  readonly name: string;
  readonly addresses: readonly Address[];
}

export interface EgressQosSpec extends ObjectName {
  readonly rules: readonly EgressQosRule[];
}

export interface EgressQosRule {
  readonly dscp: number;
  /** Undefined for all destinations. */
  readonly dstCIDR: WrittenNetwork | undefined;
  readonly podSelector: Selector;
}

export interface EgressIpSpec {
  readonly name: string;
  /** The packet mark that identifies the traffic of this EgressIP, from 50000. */
  readonly mark: number | undefined;
  readonly namespaceSelector: Selector;
  readonly podSelector: Selector | undefined;
  /** The requested addresses, and the assigned ones with their nodes. */
  readonly addresses: readonly Address[];
  readonly assignments: readonly { readonly node: string; readonly egressIP: Address }[];
  readonly place: Place;
}
