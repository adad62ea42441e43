/**
 * Derives a complete zone from the manifests. Missing values are those that the cluster would choose; a note reports
 * each of them.
 */
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import { type Feature, featuresOf } from '../vocabulary/features.ts';
import { DEFAULT_OVNK_RELEASE, type OvnkRelease } from '../vocabulary/releases.ts';
import { egressIpsOf } from './egress-assignments.ts';
import { namespacesOf, podsWithoutPrimary } from './namespaces.ts';
import { nodesOf } from './nodes.ts';
import { settingsOf } from './settings.ts';
import { podsOf } from './virt-launchers.ts';
import type { Assume, Zone, ZoneNode } from './zone.ts';
import { zoneNetworks } from './zone-networks.ts';

export interface Viewpoint {
  /** The node of the zone; the first node by default. */
  readonly node?: string;
  /** The release of OVN-Kubernetes; `DEFAULT_OVNK_RELEASE` by default. */
  readonly release?: OvnkRelease;
  /** Features that the cluster has in addition to its release. */
  readonly features?: readonly Feature[];
}

/** A node gets its transit routers only when none of its pods runs any more. */
const featuresOn = ({ hasTransitRouter }: ZoneNode, features: ReadonlySet<Feature>): ReadonlySet<Feature> =>
  hasTransitRouter ? features : new Set([...features].filter(feature => feature !== 'transit-router'));

export function workOutZone(
  spec: UdnSpec,
  { node: nodeName, release = DEFAULT_OVNK_RELEASE, features = [] }: Viewpoint,
  assume: Assume,
): Zone {
  const settings = settingsOf(spec, assume);
  const nodes = nodesOf(spec, nodeName, settings, assume);
  const node = nodes.find(({ name }) => name === nodeName) ?? nodes[0]!;
  const namespaces = namespacesOf(spec, assume);
  const known = featuresOn(node, featuresOf(release, features));
  const { ipamClaims } = spec;
  const around = {
    features: known,
    settings,
    nodes,
    localNode: node.name,
    namespaces,
    pods: podsOf(spec, assume),
    ipamClaims,
  };
  const { networks, leftOut } = zoneNetworks(spec, around, assume);
  return {
    features: known,
    settings,
    node,
    nodes,
    namespaces,
    networks,
    leftOut,
    egressIps: egressIpsOf(spec, nodes, assume),
    refusals: [
      ...podsWithoutPrimary(spec, { networks, leftOut }, around.pods),
      ...networks.flatMap(({ refusals }) => refusals),
    ],
  };
}
