/**
 * The default address ranges of a cluster and of its networks (OVN-Kubernetes release 1.1,
 * go-controller/pkg/config/config.go and pkg/types/const.go). Where OpenShift installs other values, those are used.
 */
import { type Family, type Prefix, parsePrefix } from '../../base/ip.ts';

export type ByFamily = Readonly<Record<Family, Prefix>>;

const byFamily = (v4: string, v6: string): ByFamily => ({ 4: parsePrefix(v4)!, 6: parsePrefix(v6)! });

export const CLUSTER_PODS = byFamily('10.128.0.0/14', 'fd01::/48');
export const CLUSTER_SERVICES = byFamily('172.30.0.0/16', 'fd02::/112');
/** Between the routers of the cluster's own network. */
export const CLUSTER_JOIN = byFamily('100.64.0.0/16', 'fd98::/64');
/** Between the routers of every other network. */
export const NETWORK_JOIN = byFamily('100.65.0.0/16', 'fd99::/64');
/** Between zones, and between a network's transit router and its gateway routers. */
export const TRANSIT = byFamily('100.88.0.0/16', 'fd97::/64');
/** Upstream's ranges are smaller, but user-defined networks need more addresses. */
export const MASQUERADE = byFamily('169.254.0.0/17', 'fd69::/112');

/** The bridge of a node to its network. */
export const GATEWAY_BRIDGE = 'br-ex';

/** The given networks, and the defaults of the families that have none. */
export const withDefaults = (given: readonly Prefix[], defaults: ByFamily): ByFamily => ({
  4: given.find(({ family }) => family === 4) ?? defaults[4],
  6: given.find(({ family }) => family === 6) ?? defaults[6],
});

export const bothFamilies = (networks: ByFamily): readonly Prefix[] => [networks[4], networks[6]];
