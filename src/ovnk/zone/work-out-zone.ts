/**
 * From what the manifests say to a zone in which nothing is open: what they leave out is what the cluster would have made of it, and each time
 * a note says so.
 */
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import { type Feature, featuresOf, type OvnkRelease } from '../vocabulary/features.ts';
import { egressIpsOf } from './egress-assignments.ts';
import { namespacesOf } from './namespaces.ts';
import { nodesOf } from './nodes.ts';
import { settingsOf } from './settings.ts';
import { podsOf } from './virt-launchers.ts';
import type { Assume, Zone } from './zone.ts';
import { zoneNetworks } from './zone-networks.ts';

export interface Viewpoint {
  /** Whose zone it is; the first node's if not given. */
  readonly node?: string;
  /** The release of OVN-Kubernetes; 1.1 if not given. */
  readonly release?: OvnkRelease;
  /** What the cluster has beyond its release. */
  readonly features?: readonly Feature[];
}

export function workOutZone(
  spec: UdnSpec,
  { node: nodeName, release = '1.1', features = [] }: Viewpoint,
  assume: Assume,
): Zone {
  const settings = settingsOf(spec, assume);
  const nodes = nodesOf(spec, nodeName, settings, assume);
  const node = nodes.find(({ name }) => name === nodeName) ?? nodes[0]!;
  const namespaces = namespacesOf(spec, assume);
  const known = featuresOf(release, features);
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
  return {
    features: known,
    settings,
    node,
    nodes,
    namespaces,
    networks: zoneNetworks(spec.networks, around, assume),
    egressIps: egressIpsOf(spec, nodes, assume),
  };
}
