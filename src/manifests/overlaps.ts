/**
 * Subnets that overlap: a network's own, its join subnets, and those of the cluster (OVN-Kubernetes release 1.1,
 * go-controller/pkg/util/multi_network.go). Two networks may use the same addresses, and a Localnet network may use
 * those of the cluster.
 */

import { containsNetwork, overlaps } from '../base/address-forms/ip-range.ts';
import { networkAddress, type Prefix, printPrefix } from '../base/ip.ts';
import type { Place } from '../base/source-text.ts';
import type { PlacedNetwork } from './reader/scalars.ts';
import {
  bothFamilies,
  CLUSTER_JOIN,
  CLUSTER_PODS,
  CLUSTER_SERVICES,
  MASQUERADE,
  NETWORK_JOIN,
  withDefaults,
} from './types/cluster-defaults.ts';
import type { ClusterSpec } from './types/cluster-spec.ts';
import type { NetworkSpec } from './types/network-spec.ts';

interface Range {
  readonly what: string;
  readonly network: Prefix;
}

const rangesOf = (what: string, networks: readonly Prefix[]): readonly Range[] =>
  networks.map(network => ({ what, network }));

/** Why OVN-Kubernetes refuses a network in this cluster. */
export interface Hindrance {
  readonly why: string;
  readonly place: Place;
}

/** The first overlap of each subnet. Ranges inside excluded subnets are ignored, because they are not used. */
export function* overlapsOf(network: NetworkSpec, cluster: ClusterSpec | undefined): Generator<Hindrance> {
  if (network.topology === 'localnet') return;
  const { subnets, joinSubnets, excludeSubnets } = network;
  const isUsed = ({ network: range }: Range) => !excludeSubnets.some(excluded => containsNetwork(excluded, range));
  const taken = clusterRanges(cluster).filter(isUsed);
  const join = rangesOf('the join subnet', bothFamilies(withDefaults(joinSubnets, NETWORK_JOIN))).filter(isUsed);
  for (const subnet of subnets) yield* overlapOf(subnet, [...join, ...taken]);
  for (const subnet of joinSubnets) yield* overlapOf(subnet, taken);
}

/** The overlaps with ranges that are assumed, because the manifests do not have the cluster's. */
export function* assumedOverlapsOf(network: NetworkSpec, cluster: ClusterSpec | undefined): Generator<Hindrance> {
  if (network.topology === 'localnet') return;
  const ranges = assumedRanges(cluster).filter(
    ({ network: range }) => !network.excludeSubnets.some(excluded => containsNetwork(excluded, range)),
  );
  for (const subnet of [...network.subnets, ...network.joinSubnets]) yield* overlapOf(subnet, ranges);
}

const assumedRanges = (cluster: ClusterSpec | undefined): readonly Range[] => [
  ...(cluster?.clusterNetworks.length ? [] : rangesOf('the pod network', bothFamilies(CLUSTER_PODS))),
  ...(cluster?.serviceNetworks.length ? [] : rangesOf('the service network', bothFamilies(CLUSTER_SERVICES))),
];

const clusterRanges = (cluster: ClusterSpec | undefined): readonly Range[] => [
  ...rangesOf("the cluster's pod network", cluster?.clusterNetworks ?? []),
  ...rangesOf("the cluster's service network", cluster?.serviceNetworks ?? []),
  ...rangesOf("the cluster's join subnet", bothFamilies(withDefaults(cluster?.joinSubnets ?? [], CLUSTER_JOIN))),
  ...rangesOf('the masquerade subnet', bothFamilies(withDefaults(cluster?.masqueradeSubnets ?? [], MASQUERADE))),
];

function* overlapOf(subnet: PlacedNetwork, ranges: readonly Range[]): Generator<Hindrance> {
  const found = ranges.find(({ network }) => overlaps(network, subnet));
  if (!found) return;
  const why = `${printPrefix(subnet)} overlaps with ${found.what} ${printPrefix(networkAddress(found.network))}`;
  yield { why, place: subnet.place };
}

/** Subnets of a primary network in a family that the cluster lacks. None if the cluster's families are unknown. */
export function* foreignFamiliesOf(network: NetworkSpec, cluster: ClusterSpec | undefined): Generator<Hindrance> {
  const known = cluster?.clusterNetworks ?? [];
  if (network.role !== 'primary' || !known.length) return;
  for (const subnet of network.subnets.filter(({ family }) => !known.some(own => own.family === family))) {
    const why = `the cluster has no IPv${subnet.family}, so a primary network cannot have ${printPrefix(subnet)}`;
    yield { why, place: subnet.place };
  }
}
