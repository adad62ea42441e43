/** On which nodes of manifests VMs and pods run. Each node has its own zone, with its own rows and flows. */
import { machineName } from '../../analyze/guests/cluster-view.ts';
import type { Opened } from '../sources/opened.ts';

/** The node whose zone was made of manifests; undefined of other sources, whose rows are those of a node already. */
export const zoneName = (opened: Opened): string | undefined =>
  isOfManifests(opened) ? opened.nb?.NB_Global[0]?.name : undefined;

/** Whether only manifests were read. What they leave out is in no rows then. */
export const isOfManifests = ({ isCompiled, cluster, read }: Opened): boolean =>
  isCompiled && cluster !== undefined && read.every(({ kind }) => kind === 'manifests');

/** The names of VMs and pods by their nodes, without the nodes whose zones these are. Only of networks with rows. */
export function guestsOfOthers(sides: readonly Opened[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const side of sides) {
    for (const [node, name] of side.cluster && isOfManifests(side) ? placesOf(side.cluster) : []) {
      const known = found.get(node) ?? [];
      if (node !== zoneName(side) && !known.includes(name)) found.set(node, [...known, name]);
    }
  }
  return found;
}

function placesOf({ networks, pods }: NonNullable<Opened['cluster']>): readonly (readonly [string, string])[] {
  const nodes = new Map(pods.map(pod => [machineName(pod), pod.node]));
  return networks
    .flatMap(({ ports }) => ports.map(({ pod }) => pod))
    .flatMap(pod => {
      const node = nodes.get(machineName(pod));
      const name = pod.machine === undefined ? machineName(pod) : machineName({ ...pod, name: pod.machine });
      return node === undefined ? [] : [[node, name] as const];
    });
}
