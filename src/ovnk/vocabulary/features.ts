/**
 * The differences between releases of OVN-Kubernetes, as features. A release is a default set of features.
 * Distributions backport some of them to earlier releases.
 */
import type { OvnkRelease } from './releases.ts';

/** Each feature with the first release that has it. */
const HISTORY = {
  /** A distributed router between the switch of a primary network and the gateway routers of its nodes. */
  'transit-router': '1.2',
  /** EgressFirewalls apply to primary networks, too. */
  'egress-firewall-on-udn': '1.2',
  /** Networks may choose the addresses of their gateways and reserve ranges (in OpenShift since 4.20). */
  'default-gateway-ips': '1.2',
  /** A pod that asks for an address or a MAC that is taken, or for the wrong number of addresses, is refused. */
  'conflicts-refused': '1.2',
  /** A pod that asks for an address outside of the subnets is refused. */
  'outside-addresses-refused': '1.3',
  /** A pod may use one attachment several times. */
  'repeated-attachments': '1.3',
  /** Each rule of an EgressQoS has its own set of addresses, also if it selects all pods. */
  'egress-qos-sets': '1.3',
  /** A dual-stack switch has both subnets in its other_config. */
  'both-subnets-in-other-config': '1.3',
  /** The endpoints of services are pods if they are in the network's own subnets, not in those of the cluster. */
  'endpoints-in-own-subnets': '1.3',
  /** The port of a pod to which a virtual machine has migrated stays enabled when the source is gone. */
  'enabled-after-migration': '1.3',
  /** Ports request the id of a chassis, not the name of its node. */
  'requested-chassis-id': '1.3',
  /** Namespaces have no address sets: policies and multicast use the sets of pod selectors. */
  'no-namespace-sets': '1.3',
  /** One ACL for all address blocks of a policy's rule. */
  'joined-ip-blocks': '1.3',
} as const satisfies Readonly<Record<string, string>>;

export type Feature = keyof typeof HISTORY;
export const FEATURES = Object.keys(HISTORY) as readonly Feature[];

/** The features of this release, and those that were backported to it. */
export const featuresOf = (release: OvnkRelease, carriedOver: readonly Feature[]): ReadonlySet<Feature> =>
  new Set([...FEATURES.filter(feature => HISTORY[feature] <= release), ...carriedOver]);

/** What messages say about a feature that the cluster lacks. */
export const featureHint = (feature: Feature): string =>
  `before OVN-Kubernetes ${HISTORY[feature]}; use --ovnk-feature ${feature} if the cluster has it`;
