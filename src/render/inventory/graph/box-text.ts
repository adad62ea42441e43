/** What every form of a topology says of a box, and which boxes are together. */
import type { TopologyBox, TopologyKind } from '../../../analyze/topology/topology.ts';

const BOX_WORDS: Readonly<Record<TopologyKind, string>> = {
  switch: 'switch',
  router: 'router',
  vm: 'VM',
  pod: 'pod',
  port: 'port',
  ports: 'ports',
};

const MOST_DETAILS = 2;

/** The name, a few details, and where the packet ends. */
export function boxLines({ kind, name, details, isDrop }: TopologyBox): readonly string[] {
  const more = details.length > MOST_DETAILS ? ['…'] : [];
  const title = kind === 'ports' ? name : `${BOX_WORDS[kind]} ${name}`;
  return [title, ...details.slice(0, MOST_DETAILS), ...more, ...(isDrop ? ['the packet ends here'] : [])];
}

/** The boxes of each network, sorted by its name; those of no network last. */
export function boxesByNetwork(boxes: readonly TopologyBox[]) {
  const groups = new Map<string | undefined, TopologyBox[]>();
  for (const box of boxes) groups.set(box.network, [...(groups.get(box.network) ?? []), box]);
  return [...groups]
    .map(([network, members]) => ({ network, members }))
    .sort((a, b) => (a.network === undefined ? 1 : b.network === undefined || a.network < b.network ? -1 : 1));
}
