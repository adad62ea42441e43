/**
 * From what the manifests say to a zone in which nothing is open: what they leave out is what the cluster would have made of it, and each time
 * a note says so.
 */
import type { UdnSpec } from '../spec/udn-spec.ts';
import { namespacesOf } from './namespaces.ts';
import { nodesOf } from './nodes.ts';
import { settingsOf } from './settings.ts';
import { podsOf } from './virt-launchers.ts';
import type { Assume, Feature, Zone } from './zone.ts';
import { zoneNetworks } from './zone-networks.ts';

export interface Viewpoint {
  /** Whose zone it is; the first node's if not given. */
  readonly node?: string;
  readonly features?: readonly Feature[];
}

export function workOutZone(spec: UdnSpec, { node: nodeName, features }: Viewpoint, assume: Assume): Zone {
  const settings = settingsOf(spec, assume);
  const nodes = nodesOf(spec, nodeName, settings, assume);
  const node = nodes.find(({ name }) => name === nodeName) ?? nodes[0]!;
  const namespaces = namespacesOf(spec, assume);
  const around = { settings, nodes, localNode: node.name, namespaces, pods: podsOf(spec, assume) };
  return {
    features: new Set(features),
    settings,
    node,
    nodes,
    namespaces,
    networks: zoneNetworks(spec.networks, around, assume),
  };
}
