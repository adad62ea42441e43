/**
 * The port by which a router reaches a next hop, and its address there. Truth: `find_static_route_outport`,
 * `get_outport_for_routing_policy_nexthop`, `find_policy_outport` and `lrp_find_member_ip` in northd/northd.c.
 */
import { setOrder } from '../../../base/hash-table.ts';
import { type Family, parseAddress } from '../../../base/ip.ts';
import { remember } from '../../../base/remember.ts';
import { memberIp } from '../addresses.ts';
import type { Router, RouterPort } from '../datapath.ts';
import { inUuidOrder } from './router-order.ts';

export interface WayOut {
  readonly port: RouterPort;
  /** From this address, the router asks for the MAC of the next hop. */
  readonly ip: string;
}

/** The first port that has a network with the next hop, in the order of ovn-northd's table of port names. */
export const wayOutByName = (router: Router, nextHop: string): WayOut | undefined =>
  firstWayOut(portsInNameOrder(router), nextHop);

const portsInNameOrder = remember(({ ports }: Router): readonly RouterPort[] => {
  const byName = new Map(ports.map(port => [port.name, port]));
  return setOrder(byName.keys()).map(name => byName.get(name)!);
});

/** By the port that the route or policy names: even if none of its networks has the next hop. */
export function wayOutBy(port: RouterPort, nextHop: string, family: Family): WayOut | undefined {
  const address = parseAddress(nextHop);
  const { ipv4, ipv6 } = port.addresses;
  const ip = (address && memberIp(port.addresses, address)) ?? (family === 4 ? ipv4 : ipv6)[0];
  return ip && { port, ip: ip.text };
}

/** The first port of the router row that has a network with the next hop. */
export const wayOutByRow = (router: Router, nextHop: string): WayOut | undefined =>
  firstWayOut(portsInRowOrder(router), nextHop);

const portsInRowOrder = remember(({ nb, ports }: Router): readonly RouterPort[] => {
  const byRow = new Map(ports.map(port => [port.nb, port]));
  return inUuidOrder(nb.ports).flatMap(row => byRow.get(row) ?? []);
});

function firstWayOut(ports: readonly RouterPort[], nextHop: string): WayOut | undefined {
  const address = parseAddress(nextHop);
  for (const port of address ? ports : []) {
    const ip = memberIp(port.addresses, address!);
    if (ip) return { port, ip: ip.text };
  }
  return undefined;
}
