/** The topology of an inventory. Ports that lead to routers are links, not boxes. */
import type { Inventory, PortItem, RouterItem, SwitchItem } from '../inventory/items.ts';
import type { NetworkGraph, TopologyBox, TopologyKind, TopologyLink } from './topology.ts';

type Named = Pick<Inventory, 'switches' | 'routers' | 'ports'>;

export function topologyOf({ switches, routers, ports }: Named): NetworkGraph {
  const own = ports.filter(({ type, peer }) => type !== 'router' && peer === undefined);
  const places = new Map([
    ...switches.map(({ name }) => [name, idOf('switch', name)] as const),
    ...routers.map(({ name }) => [name, idOf('router', name)] as const),
  ]);
  return {
    boxes: [...switches.map(switchBox), ...routers.map(routerBox), ...own.map(portBox)],
    links: [...routerLinks(routers, places), ...own.map(portLink)],
  };
}

const idOf = (kind: 'switch' | 'router' | 'port', name: string): string => `${kind} ${name}`;

/** The box of a datapath or a port with this name. */
export const boxIds = (name: string): readonly string[] =>
  (['switch', 'router', 'port'] as const).map(kind => idOf(kind, name));

const switchBox = ({ name, network, nodes, subnets }: SwitchItem): TopologyBox => ({
  id: idOf('switch', name),
  kind: 'switch',
  name,
  details: subnets,
  network,
  ...(nodes.length === 1 && { node: nodes[0] }),
  aliases: [],
});

const routerBox = ({ name, network, node, ports }: RouterItem): TopologyBox => ({
  id: idOf('router', name),
  kind: 'router',
  name,
  details: node === undefined ? [] : [`on ${node}`],
  network,
  node,
  aliases: ports.map(port => port.name),
});

function portBox({
  name,
  type,
  guest,
  vm,
  pod,
  namespace,
  network,
  node,
  addresses,
  mac,
  switch: owner,
}: PortItem): TopologyBox {
  const kind: TopologyKind = vm !== undefined ? 'vm' : pod !== undefined ? 'pod' : 'port';
  const label = kind === 'port' && type !== 'port' ? [type] : [];
  return {
    id: idOf('port', name),
    kind,
    name: guest ?? name,
    details: [...label, ...addresses],
    network,
    namespace,
    node,
    aliases: [name, vm, pod, pod && `${namespace}/${pod}`, mac, ...addresses].filter(each => each !== undefined),
    owner: idOf('switch', owner),
  };
}

const portLink = ({ name, switch: owner }: PortItem): TopologyLink => ({
  from: idOf('port', name),
  to: idOf('switch', owner),
  label: '',
});

/** A link between two routers is one, although both have a port for it. */
function routerLinks(routers: readonly RouterItem[], places: ReadonlyMap<string, string>): readonly TopologyLink[] {
  const links = new Map<string, TopologyLink>();
  for (const { name, ports } of routers)
    for (const { name: port, peer, networks } of ports) {
      const to = places.get(peer ?? '');
      if (to === undefined) continue;
      const link = { from: idOf('router', name), to, label: networks.join(', ') };
      const key = to.startsWith('router ') ? [link.from, to].sort().join(' ') : `${link.from} ${port}`;
      if (!links.has(key)) links.set(key, link);
    }
  return [...links.values()];
}
