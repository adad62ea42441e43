/** What sources hold, from the rows of all nodes. */
import { once } from '../../base/remember.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { type ClusterView, machineName } from '../guests/cluster-view.ts';
import { machinesOfPods } from '../guests/machine-pods.ts';
import type { Contents, ItemNaming, NodeContents, NodeItems } from './contents.ts';
import { countGuests, groupItems } from './group-items.ts';
import type { Inventory, MachineItem, PolicyItem, PortItem, ServiceItem, SwitchItem, Unknown } from './items.ts';
import { joinNodes } from './join-nodes.ts';
import { portsOfNb, routersOfNb, switchesOfNb } from './nb-items.ts';
import { networkItems } from './network-items.ts';
import { policiesOfNb } from './policy-items.ts';
import { portsOfSb, routersOfSb, sbDatapaths, switchesOfSb } from './sb-items.ts';
import { hostOf, servicesOf } from './service-items.ts';

/** Every list is sorted by name. */
export function inventoryOf({ nodes, releases, cluster }: Contents): Inventory {
  const naming = { machineOf: cluster && machinesOfPods(cluster), nodeOfChassis: nodesOfChassis(nodes, cluster) };
  const joined = joinNodes(nodes.map(each => itemsOf(each, { ...naming, node: each.node })));
  const hasRows = nodes.every(({ nb }) => nb !== undefined);
  const networkOfSwitch = new Map(joined.switch.map(({ name, network }) => [name, network]));
  const placed = joined.port.map(port => ({ ...port, network: port.network ?? networkOfSwitch.get(port.switch) }));
  const ports = withReferences(placed, joined.policy, joined.service, hasRows);
  const switches = withCounts(joined.switch, ports);
  return {
    nodes: [...new Set(nodes.flatMap(({ node }) => node ?? []))],
    releases,
    networks: networkItems({ switches, routers: joined.router, ports }, cluster).sort(byName),
    switches: switches.sort(byName),
    routers: [...joined.router].sort(byName),
    ports: ports.sort(byName),
    machines: cluster ? machinesWithoutPort(cluster, ports).sort(byName) : [],
    policies: [...joined.policy].sort(byName),
    services: [...joined.service].sort(byName),
    unknown: unknownOf(nodes),
  };
}

const byName = (a: Named, b: Named): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
interface Named {
  readonly name: string;
}

const itemsOf = ({ nb, network, isDump }: NodeContents, naming: ItemNaming): Required<NodeItems> =>
  nb ? itemsOfNb(nb, isDump ? undefined : network, naming) : itemsOfSb(network!, naming);

function itemsOfNb(nb: Nb, network: LogicalNetwork | undefined, naming: ItemNaming): Required<NodeItems> {
  const bindings = new Map(network?.Port_Binding.map(row => [row.logical_port, row]));
  return {
    switch: switchesOfNb(nb, naming),
    router: routersOfNb(nb, naming),
    port: portsOfNb(nb, bindings, naming),
    policy: policiesOfNb(nb),
    service: servicesOf(nb.Load_Balancer),
  };
}

function itemsOfSb(network: LogicalNetwork, naming: ItemNaming): Required<NodeItems> {
  const datapaths = sbDatapaths(network);
  return {
    switch: switchesOfSb(datapaths, naming),
    router: routersOfSb(datapaths, naming),
    port: portsOfSb(network, datapaths, naming),
    policy: [],
    service: servicesOf(network.Load_Balancer),
  };
}

/** The hostname of a chassis is the name of its node. Manifests have the ids of chassis in annotations. */
function nodesOfChassis(nodes: readonly NodeContents[], cluster?: ClusterView): ItemNaming['nodeOfChassis'] {
  const all = once(() => {
    const rows = nodes.flatMap(({ network }) => network?.Chassis ?? []);
    return new Map([
      ...(cluster?.nodes ?? []).map(({ name, chassis }) => [chassis, name] as const),
      ...rows.map(({ name, hostname }) => [name, hostname || name] as const),
    ]);
  });
  return chassis => all().get(chassis);
}

function withCounts(switches: readonly SwitchItem[], ports: readonly PortItem[]): SwitchItem[] {
  const bySwitch = groupItems(ports, port => port.switch);
  return switches.map(each => ({ ...each, counts: countGuests(bySwitch.get(each.name) ?? []) }));
}

/** The ports with the policies that name them, and the services that lead to them. */
function withReferences(
  ports: readonly PortItem[],
  policies: readonly PolicyItem[],
  services: readonly ServiceItem[],
  hasRows: boolean,
): PortItem[] {
  const policiesOf = inverted(policies, each => each.ports);
  const servicesAt = inverted(services, ({ network = '', vips }) =>
    vips.flatMap(({ backends }) => backends.map(backend => `${network} ${hostOf(backend)}`)),
  );
  return ports.map(port => ({
    ...port,
    ...(hasRows && { policies: policiesOf.get(port.name) ?? [] }),
    services: [...new Set(port.addresses.flatMap(each => servicesAt.get(`${port.network ?? ''} ${each}`) ?? []))],
  }));
}

function inverted<T extends Named>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, Set<string>>();
  for (const item of items)
    for (const key of keysOf(item)) names.set(key, (names.get(key) ?? new Set()).add(item.name));
  return new Map(Array.from(names, ([key, found]) => [key, [...found].sort()]));
}

function machinesWithoutPort({ machines }: ClusterView, ports: readonly PortItem[]): MachineItem[] {
  const known = new Set(ports.map(({ guest }) => guest));
  return machines
    .filter(machine => !known.has(machineName(machine)))
    .map(machine => ({
      kind: 'vm',
      name: machineName(machine),
      namespace: machine.namespace,
      isRunning: machine.isRunning,
      interfaces: machine.interfaces.map(({ name, binding, network }) => ({
        name,
        binding,
        network: network === 'pod' ? 'pod' : `${network.namespace}/${network.name}`,
      })),
    }));
}

function unknownOf(nodes: readonly NodeContents[]): Unknown[] {
  const lacking = nodes.filter(({ nb }) => !nb);
  return [
    ...(lacking.some(({ isDump }) => !isDump) ? (['rows'] as const) : []),
    ...(lacking.some(({ isDump }) => isDump) ? (['all-but-flows'] as const) : []),
  ];
}
