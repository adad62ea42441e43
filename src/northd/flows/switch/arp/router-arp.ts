/**
 * ls_in_l2_lkup: ARP requests and neighbor solicitations for a router's addresses go to that router only. Requests from a
 * router are flooded.
 */
import type { Family } from '../../../../base/ip.ts';
import { isOnNetworkOf } from '../../../model/addresses.ts';
import { hasNonRouterPorts, isEnabled, type SwitchPort } from '../../../model/datapath.ts';
import { residentAt } from '../../../model/gateways.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_lswitch_rport_arp_req_flows`: the addresses of the router port. */
export function* routerPortArp(port: SwitchPort): Iterable<Flow> {
  const { nb, peer } = port;
  if (nb.type !== 'router' || !peer || !isEnabled(peer)) return;
  const { ipv4, ipv6 } = peer.addresses;
  for (const { text, family } of [...ipv4, ...ipv6]) yield* askRouter(port, text, family);
}

/** `build_lswitch_rport_arp_req_flows_for_lbnats`: VIPs and external addresses of NAT. */
export function* routerNatArp(port: SwitchPort, { natsOf, has }: RuleContext): Iterable<Flow> {
  const { nb, peer, datapath } = port;
  if (nb.type !== 'router' || !peer || !isEnabled(peer)) return;
  const { reachableVips, freeNeighbors, externalMacs } = natsOf(peer.datapath);
  const vips = reachableVips.filter(({ address }) => address && isOnNetworkOf(peer.addresses, address));
  const sources = [peer.addresses.mac, ...externalMacs].join(', ');
  const broadcast = has('floodsOnlyBroadcastArp') ? 'eth.dst == ff:ff:ff:ff:ff:ff && ' : '';
  const match = `eth.src == {${sources}} && ${broadcast}(arp.op == 1 || rarp.op == 3 || nd_ns)`;
  for (const { ip, family } of vips) yield* askRouter(port, ip, family);
  if (hasNonRouterPorts(datapath)) yield flow('ls_in_l2_lkup', 75, match, 'outport = "_MC_flood_l2"; output;');
  for (const { nb: nat, family } of freeNeighbors) yield* askRouter(port, nat.external_ip, family);
}

/** Packets from a VXLAN tunnel have passed the router already. */
const NOT_VXLAN = 'flags[1] == 0';

/** `build_lswitch_rport_arp_req_flow`. */
function* askRouter(port: SwitchPort, ip: string, family: Family): Iterable<Flow> {
  const { madeFor, quoted, chassisRedirect } = port;
  const asks = family === 4 ? `arp.op == 1 && arp.tpa == ${ip}` : `nd_ns && nd.target == ${ip}`;
  const match = `${NOT_VXLAN} && ${asks}`;
  if (!chassisRedirect) {
    yield flow('ls_in_l2_lkup', 80, match, alsoFlood(port, quoted), madeFor);
    return;
  }
  const resident = residentAt(chassisRedirect);
  yield flow('ls_in_l2_lkup', 80, `${match} && ${resident}`, alsoFlood(port, quoted), madeFor);
  yield flow('ls_in_l2_lkup', 80, `${match} && !${resident}`, alsoFlood(port, chassisRedirect.quoted), madeFor);
}

const alsoFlood = ({ datapath }: SwitchPort, outport: string): string =>
  hasNonRouterPorts(datapath)
    ? `clone {outport = ${outport}; output; }; outport = "_MC_flood_l2"; output;`
    : `outport = ${outport}; output;`;
