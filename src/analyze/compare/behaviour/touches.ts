/**
 * Which packets the differences between two networks can concern: those of some senders, or those for some destinations. A
 * packet that meets no changed flow and no changed row has the same outcome on both sides.
 */
import { once } from '../../../base/remember.ts';
import { datapathName, type LogicalNetwork } from '../../../network/logical-network.ts';
import { requiredPorts } from '../../../sema/flow-facts/match-facts.ts';
import type { PortRow } from '../../../trace/state/seen-port.ts';
import { isGuestPort } from '../../guests/guest.ts';
import { differingFlows } from '../compare-flows.ts';
import type { NamedFlow } from '../named-flow.ts';

/** What one changed flow or row can concern. */
export interface Touch {
  /** The changed flow, and whose it is; absent for a row. */
  readonly flow?: TouchedFlow;
  /** The name of a datapath; absent for all. */
  readonly datapath?: string;
  /** The ports from which packets have to come; absent for any. */
  readonly senders?: ReadonlySet<string>;
  /** The ports for which packets have to be; absent for any. */
  readonly targets?: ReadonlySet<string>;
}

export interface TouchedFlow extends Pick<NamedFlow, 'datapath' | 'stage' | 'match' | 'actions'> {
  readonly side: 'before' | 'after';
}

/** Empty if both networks do the same with every packet. */
export function touchesBetween(before: LogicalNetwork, after: LogicalNetwork): readonly Touch[] {
  const sets = changedSets(before, after);
  const [was, is] = [before, after].map(network => ({
    network,
    guests: guestPorts(network),
    ports: new Set(network.Port_Binding.map(({ logical_port }) => logical_port)),
  }));
  const both = new Set([...was!.ports].filter(port => is!.ports.has(port)));
  const flows = differingFlows(before.flows.all(), after.flows.all(), flow => namesSet(flow, sets));
  return [
    ...flows.before.map(flow => touchOf(flow, 'before', was!)),
    ...flows.after.map(flow => touchOf(flow, 'after', is!)),
    ...(rowsOf(before, both) === rowsOf(after, both) ? [] : [{}]),
    ...securityTouches(before, after),
  ];
}

/** The ports of guests with another port security, or that are on another node. */
function securityTouches(before: LogicalNetwork, after: LogicalNetwork): readonly Touch[] {
  const textOf = ({ type, port_security }: PortRow) => JSON.stringify([type, [...port_security].sort()]);
  const was = new Map(before.Port_Binding.map(port => [port.logical_port, textOf(port)]));
  const changed = after.Port_Binding.filter(port => isGuestPort(port) && was.get(port.logical_port) !== textOf(port));
  const ports = new Set(changed.map(({ logical_port }) => logical_port));
  return ports.size === 0 ? [] : [{ senders: ports }, { targets: ports }];
}

interface Side {
  readonly network: LogicalNetwork;
  readonly guests: ReadonlySet<string>;
}

const guestPorts = ({ Port_Binding }: LogicalNetwork): ReadonlySet<string> =>
  new Set(Port_Binding.filter(isGuestPort).map(({ logical_port }) => logical_port));

/** Packets that come from another datapath, or go to one, can be of any guest. */
function touchOf(flow: NamedFlow, side: TouchedFlow['side'], { network, guests }: Side): Touch {
  const { datapath, pipeline, match } = flow;
  const members = (name: string) => membersOf(network, name);
  const ofGuests = (field: 'inport' | 'outport') => {
    const ports = requiredPorts(match, field, members);
    return ports?.every(port => guests.has(port)) ? new Set(ports) : undefined;
  };
  const senders = ofGuests('inport');
  const targets = pipeline === 'egress' ? ofGuests('outport') : undefined;
  return { flow: { ...flow, side }, datapath, ...(senders && { senders }), ...(targets && { targets }) };
}

/** The names of address sets and port groups with other members. */
function changedSets(before: LogicalNetwork, after: LogicalNetwork): ReadonlySet<string> {
  const [was, is] = [membersByName(before), membersByName(after)];
  return new Set([...was.keys(), ...is.keys()].filter(name => was.get(name) !== is.get(name)));
}

/** By `$NAME` and `@NAME`. */
function membersByName({ Address_Set, Port_Group }: LogicalNetwork): ReadonlyMap<string, string> {
  const members = new Map(Address_Set.map(({ name, addresses }) => [`$${name}`, [...addresses]]));
  for (const { name, ports } of Port_Group) {
    const short = `@${shortName(name)}`;
    members.set(short, [...(members.get(short) ?? []), ...ports]);
  }
  return new Map(Array.from(members, ([name, all]) => [name, [...new Set(all)].sort().join()]));
}

/** ovn-northd puts the key of the datapath before the name. */
const shortName = (name: string): string => name.replace(/^\d+_/, '');

const membersOf = ({ Port_Group }: LogicalNetwork, name: string): readonly string[] =>
  Port_Group.filter(group => shortName(group.name) === name).flatMap(({ ports }) => ports);

const namesSet = ({ match, actions }: NamedFlow, sets: ReadonlySet<string>): boolean =>
  sets.size > 0 &&
  Array.from(`${match} ${actions}`.matchAll(/[$@][\w.]+/g), ([name]) => name).some(name => sets.has(name));

/** What flows look up, by names, as one text. Of groups, only the ports that both sides have. */
function rowsOf(network: LogicalNetwork, both: ReadonlySet<string>): string {
  const { MAC_Binding, FDB, Load_Balancer, Port_Binding, Datapath_Binding, Multicast_Group } = network;
  const datapaths = new Map(Datapath_Binding.map(row => [row.tunnel_key, datapathName(row)]));
  const port = (datapath: number, key: number) =>
    Port_Binding.find(({ tunnel_key, datapath: { tunnel_key: of } }) => tunnel_key === key && of === datapath);
  const rows = [
    ...MAC_Binding.map(({ logical_port, ip, mac }) => [logical_port, ip, mac]),
    ...FDB.map(({ mac, dp_key, port_key }) => [mac, datapaths.get(dp_key), port(dp_key, port_key)?.logical_port]),
    ...Load_Balancer.map(({ vips }) => [...vips].flat().sort()),
    ...Multicast_Group.map(({ name, datapath, ports }) => [
      datapathName(datapath),
      name,
      ...ports
        .map(({ logical_port }) => logical_port)
        .filter(each => both.has(each))
        .sort(),
    ]),
    ...Port_Binding.filter(each => !isGuestPort(each)).map(({ logical_port, type, options }) => [
      logical_port,
      type,
      options.get('peer'),
    ]),
  ];
  return rows
    .map(row => JSON.stringify(row))
    .sort()
    .join('\n');
}

/** Which datapaths packets pass on the way from another one, by names: the ones that ports connect. */
export function connectedDatapaths(networks: readonly LogicalNetwork[]): (datapath: string) => ReadonlySet<string> {
  const neighbors = once(() => neighborsIn(networks));
  return datapath => {
    const found = new Set([datapath]);
    for (const each of found) for (const next of neighbors().get(each) ?? []) found.add(next);
    return found;
  };
}

function neighborsIn(networks: readonly LogicalNetwork[]): ReadonlyMap<string, ReadonlySet<string>> {
  const neighbors = new Map<string, Set<string>>();
  for (const { Port_Binding } of networks) {
    const byName = new Map(Port_Binding.map(port => [port.logical_port, port]));
    for (const port of Port_Binding) {
      const peer = byName.get(port.options.get('peer') ?? '');
      if (!peer) continue;
      const [from, to] = [datapathName(port.datapath), datapathName(peer.datapath)];
      neighbors.set(from, (neighbors.get(from) ?? new Set()).add(to));
      neighbors.set(to, (neighbors.get(to) ?? new Set()).add(from));
    }
  }
  return neighbors;
}
