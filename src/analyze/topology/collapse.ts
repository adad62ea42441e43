/** Fewer boxes for large networks: the ports of a switch in one namespace on one node are one box, or all ports of a switch. */
import { isPortBox, type NetworkGraph, type TopologyBox, type TopologyLink } from './topology.ts';

/** With at most `most` boxes, if collapsing ports is enough. Ports of `kept` ids, and ports that stand alone, stay boxes. */
export function collapsed(topology: NetworkGraph, most: number, kept: ReadonlySet<string> = new Set()): NetworkGraph {
  if (topology.boxes.length <= most) return topology;
  const byPlace = joinPorts(topology, kept, ({ namespace = '', node = '' }) => `${namespace} ${node}`);
  return byPlace.boxes.length <= most ? byPlace : joinPorts(topology, kept, () => '');
}

function joinPorts(
  { boxes, links }: NetworkGraph,
  kept: ReadonlySet<string>,
  keyOf: (box: TopologyBox) => string,
): NetworkGraph {
  const groups = new Map<string, TopologyBox[]>();
  for (const box of boxes)
    if (isPortBox(box) && !kept.has(box.id) && !box.isTraced) {
      const key = JSON.stringify([box.owner, keyOf(box)]);
      groups.set(key, [...(groups.get(key) ?? []), box]);
    }
  const joined = [...groups]
    .filter(([, { length }]) => length > 1)
    .map(([key, members]) => ({ box: groupBox(key, members), members }));
  const gone = new Set(joined.flatMap(({ members }) => members.map(({ id }) => id)));
  return {
    boxes: [...boxes.filter(({ id }) => !gone.has(id)), ...joined.map(({ box }) => box)],
    links: [...links.filter(({ from }) => !gone.has(from)), ...joined.map(({ box }) => linkOf(box))],
  };
}

const linkOf = ({ id, owner }: TopologyBox): TopologyLink => ({ from: id, to: owner!, label: '' });

const WORDS = { vm: ['VM', 'VMs'], pod: ['pod', 'pods'], port: ['other port', 'other ports'] } as const;

/** `214 VMs, 3 pods` */
function groupBox(key: string, members: readonly TopologyBox[]): TopologyBox {
  const counts = (['vm', 'pod', 'port'] as const).flatMap(kind => {
    const count = members.filter(each => each.kind === kind).length;
    return count === 0 ? [] : [`${count} ${WORDS[kind][count === 1 ? 0 : 1]}`];
  });
  const [{ owner, network }] = members as [TopologyBox];
  const namespaces = [...new Set(members.flatMap(({ namespace = [] }) => namespace))];
  const nodes = [...new Set(members.flatMap(({ node = [] }) => node))];
  const place = [
    ...(namespaces.length === 1 ? [namespaces[0]!] : []),
    ...(nodes.length === 1 ? [`on ${nodes[0]}`] : []),
  ];
  return {
    id: `ports ${key}`,
    kind: 'ports',
    name: counts.join(', '),
    details: place.length > 0 ? [place.join(' ')] : namespaces.length > 1 ? [`${namespaces.length} namespaces`] : [],
    network,
    aliases: [],
    ...(owner !== undefined && { owner }),
  };
}
