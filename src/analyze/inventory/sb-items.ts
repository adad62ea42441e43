/** The switches, routers and ports of southbound rows, or of a dump, which has only their names. */
import { parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { printPrefix } from '../../base/ip.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { type Datapath, datapathName, type LogicalNetwork } from '../../network/logical-network.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import { offeredValues } from '../../sema/flow-facts/action-facts.ts';
import { findGuests, type Guest } from '../guests/guest.ts';
import type { ItemNaming } from './contents.ts';
import type { DhcpEntry, PortItem, RouterItem, RouterPortEntry, SwitchItem } from './items.ts';
import { NO_COUNTS, placeOf, withoutQuotes } from './nb-items.ts';
import { portItem } from './port-item.ts';

/** The datapaths of a network, known by their ids, or in a dump by the stages of their flows. */
export interface SbDatapaths {
  readonly switches: readonly Datapath[];
  readonly routers: readonly Datapath[];
  readonly portsOf: ReadonlyMap<Datapath, readonly SbRow<'Port_Binding'>[]>;
  readonly datapathOfPort: ReadonlyMap<string, Datapath>;
}

export function sbDatapaths(network: LogicalNetwork): SbDatapaths {
  const isRouter = (each: Datapath): boolean =>
    each.external_ids.has('logical-router') ||
    (!each.external_ids.has('logical-switch') && hasRouterFlows(each, network));
  const portsOf = new Map(network.Datapath_Binding.map(each => [each, [] as SbRow<'Port_Binding'>[]]));
  for (const port of network.Port_Binding) portsOf.get(port.datapath)?.push(port);
  return {
    switches: network.Datapath_Binding.filter(each => !isRouter(each)),
    routers: network.Datapath_Binding.filter(isRouter),
    portsOf,
    datapathOfPort: new Map(network.Port_Binding.map(({ logical_port, datapath }) => [logical_port, datapath])),
  };
}

function hasRouterFlows(datapath: Datapath, { flows }: LogicalNetwork): boolean {
  const [first] = flows.byTable().get(datapath)?.values() ?? [];
  return first !== undefined && first.length > 0 && first.flow(0).stage.startsWith('lr_');
}

/** What the first port of the datapath that has the id says. */
const idOf = (datapath: Datapath, key: string, { portsOf }: SbDatapaths): string | undefined =>
  portsOf
    .get(datapath)!
    .map(({ external_ids }) => external_ids.get(key))
    .find(Boolean);

export const switchesOfSb = (datapaths: SbDatapaths, { node }: ItemNaming): SwitchItem[] =>
  datapaths.switches.map(each => ({
    kind: 'switch',
    name: datapathName(each),
    network: idOf(each, EXTERNAL_IDS.network, datapaths),
    nodes: node === undefined ? [] : [node],
    topology: idOf(each, EXTERNAL_IDS.topology, datapaths),
    subnets: [],
    counts: NO_COUNTS,
  }));

export const routersOfSb = (datapaths: SbDatapaths, naming: ItemNaming): RouterItem[] =>
  datapaths.routers.map(each => {
    const ports = datapaths.portsOf.get(each)!.filter(({ type }) => type !== 'chassisredirect');
    const chassis = ports.map(({ options }) => options.get('l3gateway-chassis')).find(Boolean);
    return {
      kind: 'router',
      name: datapathName(each),
      network: idOf(each, EXTERNAL_IDS.network, datapaths),
      node: chassis && (naming.nodeOfChassis(chassis) ?? naming.node ?? chassis),
      ports: ports.map(port => routerPort(port, datapaths)),
    };
  });

function routerPort({ logical_port, mac, options }: SbRow<'Port_Binding'>, datapaths: SbDatapaths): RouterPortEntry {
  const [addresses] = mac.flatMap(text => parseLspAddresses(text) ?? []);
  const peer = datapaths.datapathOfPort.get(options.get('peer') ?? '');
  return {
    name: logical_port,
    mac: addresses?.mac,
    networks: addresses?.networks.map(printPrefix) ?? [],
    peer: peer && datapathName(peer),
  };
}

export function portsOfSb(network: LogicalNetwork, datapaths: SbDatapaths, naming: ItemNaming): PortItem[] {
  const guests = new Map(findGuests(network, undefined, naming.machineOf).map(guest => [guest.port, guest]));
  return datapaths.switches.flatMap(each =>
    datapaths.portsOf.get(each)!.map(port => portOfSb(port, guests.get(port), naming)),
  );
}

function portOfSb(port: SbRow<'Port_Binding'>, guest: Guest | undefined, naming: ItemNaming): PortItem {
  const { logical_port, type, mac, port_security, external_ids, options, datapath, up } = port;
  const dhcpv4 = guest?.dhcpFlow && dhcpOf(guest.dhcpFlow.actions, 'put_dhcp_opts');
  const dhcpv6 = guest?.dhcpv6Flow && dhcpOf(guest.dhcpv6Flow.actions, 'put_dhcpv6_opts');
  const parts = {
    name: logical_port,
    type: options.has('peer') ? 'router' : type,
    switch: datapathName(datapath),
    addresses: mac,
    portSecurity: port_security,
    ids: external_ids,
    place: placeOf(port) ?? options.get('requested-chassis'),
    isUp: up,
    peer: options.get('peer'),
    dhcpv4,
    dhcpv6,
  };
  const item = portItem(parts, naming);
  return guest && item.mac === undefined ? { ...item, mac: guest.mac, addresses: guest.ips } : item;
}

const dhcpOf = (actions: string, kind: 'put_dhcp_opts' | 'put_dhcpv6_opts'): DhcpEntry => ({
  options: withoutQuotes(offeredValues(actions, kind)),
});
