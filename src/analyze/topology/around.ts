/** The part of a topology that is near a box. */
import type { NetworkGraph, TopologyBox } from './topology.ts';

/** The boxes with this name: those of guests also by VM, pod, port, MAC or address. */
export const boxesCalled = ({ boxes }: NetworkGraph, name: string): readonly TopologyBox[] =>
  boxes.filter(box => box.name === name || box.aliases.includes(name) || shortName(box) === name);

/** `fedora-1` of `proj2/fedora-1`. */
const shortName = ({ name, namespace }: TopologyBox): string | undefined =>
  namespace !== undefined && name.startsWith(`${namespace}/`) ? name.slice(namespace.length + 1) : undefined;

/** At most `hops` links from one of `starts`. */
export function around(topology: NetworkGraph, starts: readonly TopologyBox[], hops: number): NetworkGraph {
  const links = linksOf(topology);
  const near = new Set(starts.map(({ id }) => id));
  let edge = [...near];
  for (let hop = 0; hop < hops; hop++) {
    edge = edge.flatMap(id => links.get(id) ?? []).filter(id => !near.has(id));
    for (const id of edge) near.add(id);
  }
  return only(topology, id => near.has(id));
}

function linksOf({ links }: NetworkGraph): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (from: string, to: string) => found.set(from, [...(found.get(from) ?? []), to]);
  for (const { from, to } of links) {
    add(from, to);
    add(to, from);
  }
  return found;
}

const only = ({ boxes, links }: NetworkGraph, isIn: (id: string) => boolean): NetworkGraph => ({
  boxes: boxes.filter(({ id }) => isIn(id)),
  links: links.filter(({ from, to }) => isIn(from) && isIn(to)),
});
