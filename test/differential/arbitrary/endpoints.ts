/** The endpoints of a network, from its southbound rows: the ports, and the addresses that packets can have. */
import { parsePrefix } from '../../../src/base/ip.ts';
import type { Sb, SbRow } from '../../../src/ovn/schema/sb.ts';

export interface Addresses {
  readonly macs: readonly string[];
  readonly ip4s: readonly string[];
  readonly ip6s: readonly string[];
}

export interface Endpoint extends Addresses {
  readonly port: string;
  readonly datapath: string;
}

export interface Endpoints {
  readonly ports: readonly Endpoint[];
  /** Of all ports, VIPs and neighbors. */
  readonly all: Addresses;
}

export function endpointsOf(sb: Sb): Endpoints {
  const ports = sb.Port_Binding.map(endpointOf).sort((a, b) => (a.port < b.port ? -1 : 1));
  const others = [
    ...sb.Load_Balancer.flatMap(({ vips }) => [...vips.keys()]),
    ...sb.MAC_Binding.flatMap(({ ip, mac }) => [ip, mac]),
    ...sb.FDB.map(({ mac }) => mac),
  ];
  const lists = [...ports, addressesIn(others)];
  const union = (of: (addresses: Addresses) => readonly string[]) => [...new Set(lists.flatMap(of))].sort();
  const all = { macs: union(({ macs }) => macs), ip4s: union(({ ip4s }) => ip4s), ip6s: union(({ ip6s }) => ip6s) };
  return { ports, all };
}

function endpointOf({ logical_port, datapath, mac, port_security, nat_addresses }: SbRow<'Port_Binding'>): Endpoint {
  const words = [...mac, ...port_security, ...nat_addresses].flatMap(text => text.split(/\s+/));
  return { port: logical_port, datapath: datapath.external_ids.get('name') ?? datapath._uuid, ...addressesIn(words) };
}

/** MAC and IP addresses among `words`, without prefix lengths and ports. */
function addressesIn(words: readonly string[]): Addresses {
  const hosts = words.map(
    word => /^\[(.*)\]/.exec(word)?.[1] ?? word.replace(/\/\d+$/, '').replace(/^([0-9.]+):\d+$/, '$1'),
  );
  return {
    macs: hosts.filter(host => /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(host)),
    ip4s: hosts.filter(host => familyOf(host) === 4),
    ip6s: hosts.filter(host => familyOf(host) === 6),
  };
}

const familyOf = (host: string): 4 | 6 | undefined => parsePrefix(host)?.family;
