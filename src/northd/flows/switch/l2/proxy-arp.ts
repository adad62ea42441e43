/** ls_in_arp_rsp: a router port answers for further addresses (option `arp_proxy`). */

import { type PortIp, solicitedNode } from '../../../model/addresses.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import type { Context, Rule } from '../../context.ts';
import { type Flow, flow } from '../../flow.ts';
import { isAnsweredFor } from './arp-nd-responder.ts';

/** `build_lswitch_arp_nd_responder_known_ips`, as far as proxy ARP and ND go. */
export const proxyArp: Rule<SwitchPort> = (port, context) => {
  const { nb, peer, proxyArp } = port;
  const mac = proxyArp?.mac || peer?.addresses.mac;
  if (!proxyArp || !mac || !isAnsweredFor(port, context)) return [];
  return [
    ...(proxyArp.ipv4.length > 0 ? [arpProxy(proxyArp.ipv4, mac, nb, context)] : []),
    ...(proxyArp.ipv6.length > 0 ? [ndProxy(proxyArp.ipv6, mac, nb, context)] : []),
  ];
};

function arpProxy(ips: readonly PortIp[], mac: string, nb: SwitchPort['nb'], { registers }: Context): Flow {
  const asked = `arp.op == 1 && arp.tpa == {${ips.map(withLength).join()}}`;
  const actions =
    `eth.dst = eth.src; eth.src = ${mac}; arp.op = 2; /* ARP reply */ arp.tha = arp.sha; arp.sha = ${mac}; ` +
    'arp.tpa <-> arp.spa; outport = inport; flags.loopback = 1; output;';
  return flow('ls_in_arp_rsp', 30, `${registers.REGBIT_FROM_ROUTER_PORT} == 0 && ${asked}`, actions, nb);
}

function ndProxy(ips: readonly PortIp[], mac: string, nb: SwitchPort['nb'], { registers }: Context): Flow {
  const destinations = ips.flatMap(ip => [withLength(ip), `${solicitedNode(ip)}/${ip.prefixLength}`]).join(', ');
  const solicited = `nd_ns && ip6.dst == { ${destinations} } && nd.target == { ${ips.map(withLength).join(', ')} }`;
  const actions =
    `nd_na_router { eth.src = ${mac}; ip6.src = nd.target; ` +
    `nd.target = nd.target; nd.tll = ${mac}; outport = inport; flags.loopback = 1; output; };`;
  return flow('ls_in_arp_rsp', 30, `${registers.REGBIT_FROM_ROUTER_PORT} == 0 && ${solicited}`, actions, nb);
}

const withLength = ({ text, prefixLength }: PortIp): string => `${text}/${prefixLength}`;
