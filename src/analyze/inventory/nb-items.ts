/** The switches, routers and ports of northbound rows. */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import { subnetTexts } from '../guests/subnets.ts';
import type { ItemNaming } from './contents.ts';
import type { DhcpEntry, PortItem, RouterItem, RouterPortEntry, SwitchItem } from './items.ts';
import { portItem } from './port-item.ts';

/** The southbound rows of ports, which know where a port is bound. */
export type Bindings = ReadonlyMap<string, SbRow<'Port_Binding'>>;

export const switchesOfNb = (nb: Nb, { node }: ItemNaming): SwitchItem[] =>
  nb.Logical_Switch.map(row => ({
    kind: 'switch',
    name: row.name,
    network: row.external_ids.get(EXTERNAL_IDS.network),
    nodes: node === undefined ? [] : [node],
    topology: row.external_ids.get(EXTERNAL_IDS.topology),
    role: row.external_ids.get(EXTERNAL_IDS.role),
    subnets: subnetTexts(row),
    counts: NO_COUNTS,
  }));

/** Counted over all nodes. */
export const NO_COUNTS = { machines: 0, pods: 0, ports: 0 } as const;

export function routersOfNb(nb: Nb, naming: ItemNaming): RouterItem[] {
  const ends = portEnds(nb);
  return nb.Logical_Router.map(row => ({
    kind: 'router',
    name: row.name,
    network: row.external_ids.get(EXTERNAL_IDS.network),
    node: nodeOfRouter(row, naming),
    ports: row.ports.map(port => routerPort(port, ends)),
    nats: row.nat.map(({ type, external_ip, logical_ip }) => ({ type, external: external_ip, logical: logical_ip })),
    routes: row.static_routes.map(({ ip_prefix, nexthop, output_port }) => ({
      prefix: ip_prefix,
      nexthop,
      port: output_port,
    })),
    policies: row.policies.map(({ priority, match, action, nexthop, nexthops }) => ({
      priority,
      match,
      action,
      nexthops: nexthop === undefined ? nexthops : [nexthop],
    })),
  }));
}

/** In the rows of one node, only its own gateway router has a chassis. */
function nodeOfRouter({ options }: NbRow<'Logical_Router'>, { node, nodeOfChassis }: ItemNaming): string | undefined {
  const chassis = options.get('chassis');
  return chassis && (nodeOfChassis(chassis) ?? node ?? chassis);
}

const routerPort = (
  { name, mac, networks, peer, options }: NbRow<'Logical_Router_Port'>,
  ends: PortEnds,
): RouterPortEntry => ({
  name,
  mac,
  networks,
  mtu: Number(options.get('gateway_mtu')) || undefined,
  peer: ends.get(peer ?? name),
});

/** The switch of the port to a router port, or the router of a peer. */
type PortEnds = ReadonlyMap<string, string>;

const portEnds = (nb: Nb): PortEnds =>
  new Map([
    ...nb.Logical_Router.flatMap(({ name, ports }) =>
      ports.filter(({ peer }) => peer !== undefined).map(port => [port.name, name] as const),
    ),
    ...nb.Logical_Switch.flatMap(({ name, ports }) =>
      ports.flatMap(({ options }) =>
        options.has('router-port') ? [[options.get('router-port')!, name] as const] : [],
      ),
    ),
  ]);

export const portsOfNb = (nb: Nb, bindings: Bindings, naming: ItemNaming): PortItem[] =>
  nb.Logical_Switch.flatMap(ls => ls.ports.map(port => portOfNb(port, ls.name, bindings, naming)));

function portOfNb(port: NbRow<'Logical_Switch_Port'>, ls: string, bindings: Bindings, naming: ItemNaming): PortItem {
  const { name, type, addresses, dynamic_addresses, port_security, external_ids, options, up, enabled } = port;
  const bound = bindings.get(name);
  const dynamic = dynamic_addresses === undefined ? [] : [dynamic_addresses];
  const parts = {
    name,
    type,
    switch: ls,
    addresses: [...dynamic, ...addresses],
    portSecurity: port_security,
    ids: external_ids,
    place: placeOf(bound) ?? options.get('requested-chassis'),
    isUp: bound?.up ?? up,
    ...(enabled === false && { isDisabled: true as const }),
    peer: options.get('router-port'),
    dhcpv4: port.dhcpv4_options && dhcpOf(port.dhcpv4_options),
    dhcpv6: port.dhcpv6_options && dhcpOf(port.dhcpv6_options),
  };
  return portItem(parts, naming);
}

/** The chassis of a port; its hostname is the node. */
export const placeOf = (bound: SbRow<'Port_Binding'> | undefined): string | undefined =>
  bound?.chassis && (bound.chassis.hostname || bound.chassis.name);

const dhcpOf = ({ cidr, options }: NbRow<'DHCP_Options'>): DhcpEntry => ({
  cidr,
  options: withoutQuotes(options),
});

/** Texts are in quotes in both databases. */
export const withoutQuotes = (options: ReadonlyMap<string, string>): DhcpEntry['options'] =>
  Object.fromEntries(Array.from(options, ([name, value]) => [name, value.replace(/^"(.*)"$/, '$1')]));
