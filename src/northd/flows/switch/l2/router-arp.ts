/**
 * ls_in_l2_lkup: ARP requests and neighbor solicitations for a router's addresses go to that router (and to no other),
 * those that a router sends itself are flooded.
 */
import type { Family } from '../../../../base/ip.ts';
import { isOnNetworkOf } from '../../../model/addresses.ts';
import { hasNonRouterPorts, isEnabled, type SwitchPort } from '../../../model/datapath.ts';
import type { Rule } from '../../context.ts';
import { type Flow, flow } from '../../flow.ts';

/** `build_lswitch_rport_arp_req_flows`: the addresses of the router port. */
export const routerPortArp: Rule<SwitchPort> = port => {
  const { nb, peer } = port;
  if (nb.type !== 'router' || !peer || !isEnabled(peer)) return [];
  const { ipv4, ipv6 } = peer.addresses;
  return [...ipv4, ...ipv6].flatMap(({ text, family }) => askRouter(port, text, family));
};

/** `build_lswitch_rport_arp_req_flows_for_lbnats`: VIPs and external addresses of NAT. */
export const routerNatArp: Rule<SwitchPort> = (port, { natsOf }) => {
  const { nb, peer, datapath } = port;
  if (nb.type !== 'router' || !peer || !isEnabled(peer)) return [];
  const { reachableVips, dnats, snats, externalMacs } = natsOf(peer.datapath);
  const vips = reachableVips.filter(({ address }) => address && isOnNetworkOf(peer.addresses, address));
  const sources = [peer.addresses.mac, ...externalMacs].join(', ');
  const match = `eth.src == {${sources}} && (arp.op == 1 || rarp.op == 3 || nd_ns)`;
  const flood = flow('ls_in_l2_lkup', 75, match, 'outport = "_MC_flood_l2"; output;');
  return [
    ...vips.flatMap(({ ip, family }) => askRouter(port, ip, family)),
    ...(hasNonRouterPorts(datapath) ? [flood] : []),
    ...[...dnats, ...snats].flatMap(({ nb: nat, family }) => askRouter(port, nat.external_ip, family)),
  ];
};

/** What came through a VXLAN tunnel has been through the router already. */
const NOT_VXLAN = 'flags[1] == 0';

/** `build_lswitch_rport_arp_req_flow`. */
function askRouter(port: SwitchPort, ip: string, family: Family): Flow[] {
  const { nb, quoted, chassisRedirect } = port;
  const asks = family === 4 ? `arp.op == 1 && arp.tpa == ${ip}` : `nd_ns && nd.target == ${ip}`;
  const match = `${NOT_VXLAN} && ${asks}`;
  if (!chassisRedirect) return [flow('ls_in_l2_lkup', 80, match, alsoFlood(port, quoted), nb)];
  const resident = `is_chassis_resident(${chassisRedirect.quoted})`;
  return [
    flow('ls_in_l2_lkup', 80, `${match} && ${resident}`, alsoFlood(port, quoted), nb),
    flow('ls_in_l2_lkup', 80, `${match} && !${resident}`, alsoFlood(port, chassisRedirect.quoted), nb),
  ];
}

const alsoFlood = ({ datapath }: SwitchPort, outport: string): string =>
  hasNonRouterPorts(datapath)
    ? `clone {outport = ${outport}; output; }; outport = "_MC_flood_l2"; output;`
    : `outport = ${outport}; output;`;
