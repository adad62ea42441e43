/**
 * Subnets that get in each other's way: a network's own, its join subnets, and those of the cluster (OVN-Kubernetes
 * release 1.1, go-controller/pkg/util/multi_network.go). Other networks may use the same addresses.
 */
import { error } from '../base/diagnostic.ts';
import { contains, type Network, parseNetwork, printNetwork } from '../base/ip.ts';
import type { PlacedNetwork } from './scalars.ts';
import type { Report } from './shape.ts';
import type { ClusterSpec, NetworkSpec } from './udn-spec.ts';

interface Range {
  readonly what: string;
  readonly network: Network;
}

const rangesOf = (what: string, networks: readonly Network[]): readonly Range[] =>
  networks.map(network => ({ what, network }));
const parseAll = (...texts: readonly string[]) => texts.map(text => parseNetwork(text)!);

/** What the cluster uses if nobody says otherwise. */
const DEFAULT_JOIN = parseAll('100.64.0.0/16', 'fd98::/64');
const DEFAULT_MASQUERADE = parseAll('169.254.0.0/17', 'fd69::/112');

/** At each subnet, the first that it overlaps with; what lies in excluded subnets is never used. */
export function reportOverlaps(network: NetworkSpec, cluster: ClusterSpec | undefined, report: Report): void {
  const { joinSubnets, excludeSubnets } = network;
  const taken = clusterRanges(cluster).filter(
    range => !excludeSubnets.some(excluded => isWithin(range.network, excluded)),
  );
  const join = rangesOf('the join subnet', joinSubnets);
  for (const subnet of network.subnets) reportOverlap(subnet, [...join, ...taken], report);
  for (const subnet of joinSubnets) reportOverlap(subnet, taken, report);
}

const clusterRanges = (cluster: ClusterSpec | undefined): readonly Range[] => [
  ...rangesOf("the cluster's pod network", cluster?.clusterNetworks ?? []),
  ...rangesOf("the cluster's service network", cluster?.serviceNetworks ?? []),
  ...rangesOf("the cluster's join subnet", withDefaults(cluster?.joinSubnets ?? [], DEFAULT_JOIN)),
  ...rangesOf('the masquerade subnet', withDefaults(cluster?.masqueradeSubnets ?? [], DEFAULT_MASQUERADE)),
];

/** What is given, and the defaults of the families that are not. */
const withDefaults = (given: readonly Network[], defaults: readonly Network[]): readonly Network[] => [
  ...given,
  ...defaults.filter(({ family }) => !given.some(network => network.family === family)),
];

function reportOverlap(subnet: PlacedNetwork, ranges: readonly Range[], report: Report): void {
  const found = ranges.find(({ network }) => contains(network, subnet) || contains(subnet, network));
  if (!found) return;
  const message = `${printNetwork(subnet)} overlaps with ${found.what} ${printNetwork(found.network)}`;
  report(error('overlapping-subnet', message, subnet.place));
}

const isWithin = (inner: Network, outer: Network): boolean =>
  contains(outer, inner) && inner.prefixLength >= outer.prefixLength;
