/**
 * lr_in_arp_resolve: neighbors whose MAC address the northbound database has: the ports of a switch, other routers on it, and
 * the router at the other end of a link. ovn-northd makes these flows for the neighbor; here they are made for the port.
 */
import { isTrue } from '../../../../ovn/schema/option-values.ts';
import { listOfIps, memberIp } from '../../../model/addresses.ts';
import { isEnabled, type RouterPort, type Switch, type SwitchPort } from '../../../model/datapath.ts';
import { residentAt } from '../../../model/gateways.ts';
import type { MadeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

const resolve = (match: string, mac: string, hint: MadeFor): Flow =>
  flow('lr_in_arp_resolve', 100, match, `eth.dst = ${mac}; next;`, hint);

/** `build_arp_resolve_flows_for_lrp`: the router port that is the peer of this one. */
export function* linkedNeighbor({ quoted, peer }: RouterPort, { registers: R }: RuleContext): Iterable<Flow> {
  if (peer?.kind !== 'router-port') return;
  const { addresses, madeFor } = peer;
  const outport = `outport == ${quoted}`;
  if (addresses.ipv4.length > 0) {
    const ips = listOfIps(addresses.ipv4);
    yield resolve(`${outport} && ${R.REG_NEXT_HOP_IPV4}== ${ips}`, addresses.mac, madeFor);
  }
  yield resolve(`${outport} && ${R.REG_NEXT_HOP_IPV6} == ${listOfIps(addresses.ipv6)}`, addresses.mac, madeFor);
}

/** `build_arp_resolve_flows_for_lrp`: packets to a gateway port with the redirect type `bridged`. */
export function* bridgedRedirect(port: RouterPort): Iterable<Flow> {
  const { addresses, quoted, chassisRedirect, madeFor } = port;
  if (!chassisRedirect || !redirectsBridged(port)) return;
  const elsewhere = `outport == ${quoted} && !${residentAt(chassisRedirect)}`;
  yield flow('lr_in_arp_resolve', 50, elsewhere, `eth.dst = ${addresses.mac}; next;`, madeFor);
}

const redirectsBridged = ({ nb, chassisRedirect }: RouterPort): boolean =>
  chassisRedirect !== undefined && nb.options.get('redirect-type')?.toLowerCase() === 'bridged';

/** `build_arp_resolve_flows_for_lsp`: the ports of the switches that the port is connected to. */
export function* switchNeighbors(port: RouterPort, context: RuleContext): Iterable<Flow> {
  const isDynamic = isTrue(port.datapath.nb.options, 'dynamic_neigh_routers');
  for (const link of port.namedBy) {
    if (link.peer === port) yield* guests(port, link.datapath, context);
    if (isEnabled(link) && !isDynamic) yield* otherRouters(port, link, context);
  }
}

function* guests(port: RouterPort, { ports }: Switch, context: RuleContext): Iterable<Flow> {
  for (const guest of ports) {
    const isGuest = guest.nb.type !== 'router' && guest.nb.type !== 'virtual' && isEnabled(guest);
    if (isGuest) yield* guestAddresses(port, guest, context);
  }
}

/** The addresses of the guest that are in a network of the port. */
function* guestAddresses(port: RouterPort, { addresses, madeFor }: SwitchPort, { has, registers: R }: RuleContext) {
  const isAsked = has('bridgedNeighborsAsked') && redirectsBridged(port);
  for (const { mac, ipv4, ipv6 } of addresses) {
    for (const ip of [...(isAsked ? [] : ipv4), ...ipv6]) {
      if (!memberIp(port.addresses, ip)) continue;
      const nextHop = ip.family === 4 ? R.REG_NEXT_HOP_IPV4 : R.REG_NEXT_HOP_IPV6;
      yield resolve(`outport == ${port.quoted} && ${nextHop} == ${ip.text}`, mac, madeFor);
    }
  }
}

/** Even if the link is not the peer of the port, because the port has another one. */
function* otherRouters(port: RouterPort, { datapath, madeFor }: SwitchPort, { registers: R }: RuleContext) {
  const outport = `outport == ${port.quoted}`;
  for (const { peer } of datapath.routerPorts) {
    if (peer === port) continue;
    const { mac, ipv4, ipv6 } = peer!.addresses;
    if (ipv4.length > 0) yield resolve(`${outport} && ${R.REG_NEXT_HOP_IPV4} == ${listOfIps(ipv4)}`, mac, madeFor);
    yield resolve(`${outport} && ${R.REG_NEXT_HOP_IPV6} == ${listOfIps(ipv6)}`, mac, madeFor);
  }
}
