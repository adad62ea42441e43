/** User-defined networks and the cluster's own: from the rows that name them, and from manifests. */
import type { ClusterView } from '../guests/cluster-view.ts';
import { networkOwner } from '../origin/row-owner.ts';
import { countGuests, groupItems } from './group-items.ts';
import type { NetworkItem, PortItem, RouterItem, SwitchItem } from './items.ts';
import { DEFAULT_NETWORK } from './port-item.ts';

export interface Placed {
  readonly switches: readonly SwitchItem[];
  readonly routers: readonly RouterItem[];
  readonly ports: readonly PortItem[];
}

export function networkItems({ switches, routers, ports }: Placed, cluster: ClusterView | undefined): NetworkItem[] {
  const byName = {
    switches: groupItems(switches, ({ network }) => network),
    routers: groupItems(routers, ({ network }) => network),
    ports: groupItems(ports, ({ network }) => network),
  };
  const ofCluster = new Map(cluster?.networks.map(network => [network.name, network]));
  const names = new Set([
    ...byName.switches.keys(),
    ...byName.routers.keys(),
    ...byName.ports.keys(),
    ...ofCluster.keys(),
  ]);
  const made = Array.from(names, (name): NetworkItem => {
    const known = ofCluster.get(name);
    const own = byName.switches.get(name) ?? [];
    const ofRouters = byName.routers.get(name) ?? [];
    const ofPorts = byName.ports.get(name) ?? [];
    return {
      kind: 'network',
      name,
      object: name === DEFAULT_NETWORK ? undefined : networkOwner(name),
      topology: known?.topology ?? own.map(({ topology }) => topology).find(Boolean),
      role: known?.role ?? own.map(({ role }) => role).find(Boolean),
      subnets: unique(own.flatMap(({ subnets }) => subnets)),
      mtu: known?.mtu ?? mtuOf(ofRouters, ofPorts),
      vlan: known?.vlan,
      namespaces: unique([...(known?.namespaces ?? []), ...ofPorts.flatMap(({ namespace = [] }) => namespace)]),
      switches: own.map(each => each.name),
      routers: ofRouters.map(each => each.name),
      counts: countGuests(ofPorts),
    };
  });
  return [...made, ...leftOut(cluster)];
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** OVN-Kubernetes writes it into the options of router ports, and into what VMs get by DHCP. */
const mtuOf = (routers: readonly RouterItem[], ports: readonly PortItem[]): number | undefined =>
  routers.flatMap(each => each.ports).find(({ mtu }) => mtu !== undefined)?.mtu ??
  ports.map(({ dhcpv4 }) => Number(dhcpv4?.options.mtu)).find(mtu => mtu > 0);

/** Networks of manifests without rows. They have no name in rows, so their sentence is their name. */
const leftOut = (cluster: ClusterView | undefined): NetworkItem[] =>
  (cluster?.leftOut ?? []).map(({ title, statement, role, namespaces }) => ({
    kind: 'network',
    name: title,
    role,
    subnets: [],
    namespaces,
    switches: [],
    routers: [],
    counts: countGuests([]),
    leftOut: statement,
  }));
