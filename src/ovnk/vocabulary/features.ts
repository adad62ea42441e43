/**
 * What differs between releases of OVN-Kubernetes, feature by feature. A release is a default set of features:
 * distributions carry single ones over to what they call an earlier release.
 */

/** The releases whose rows are made, in their order. */
export const OVNK_RELEASES = ['1.1', '1.2'] as const;
export type OvnkRelease = (typeof OVNK_RELEASES)[number];

/** Each feature with the first release that has it, and what it is. */
const HISTORY = {
  /** A distributed router between the switch of a primary network and the gateway routers of its nodes. */
  'transit-router': '1.2',
  /** EgressFirewalls hold on primary networks, too. */
  'egress-firewall-on-udn': '1.2',
  /** Networks may choose their gateways' addresses and keep ranges for themselves (OpenShift has it since 4.20). */
  'default-gateway-ips': '1.2',
  /** A dual-stack switch tells both its subnets. */
  'both-subnets-in-other-config': '1.3',
} as const satisfies Readonly<Record<string, string>>;

export type Feature = keyof typeof HISTORY;
export const FEATURES = Object.keys(HISTORY) as readonly Feature[];

/** What a cluster of this release has, and what was carried over to it. */
export const featuresOf = (release: OvnkRelease, carriedOver: readonly Feature[]): ReadonlySet<Feature> =>
  new Set([...FEATURES.filter(feature => HISTORY[feature] <= release), ...carriedOver]);

/** `FEATURE, in OVN-Kubernetes since RELEASE`, for messages about what lacks it. */
export const sinceWhen = (feature: Feature): string => `OVN-Kubernetes ${HISTORY[feature]}`;
