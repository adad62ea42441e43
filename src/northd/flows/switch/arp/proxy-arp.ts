/** ls_in_arp_rsp: a router port answers for additional addresses (option `arp_proxy`). */

import { type PortIp, solicitedNode } from '../../../model/addresses.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import type { MadeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';
import { isAnsweredFor } from './arp-nd-responder.ts';

/** `build_lswitch_arp_nd_responder_known_ips`: the part for proxy ARP and ND. */
export function* proxyArp(port: SwitchPort, context: RuleContext): Iterable<Flow> {
  const { madeFor, peer, proxyArp } = port;
  const mac = proxyArp?.mac || peer?.addresses.mac;
  if (!proxyArp || !mac || !isAnsweredFor(port, context)) return;
  if (proxyArp.ipv4.length > 0) yield arpProxy(proxyArp.ipv4, mac, madeFor, context);
  if (proxyArp.ipv6.length > 0) yield ndProxy(proxyArp.ipv6, mac, madeFor, context);
}

function arpProxy(ips: readonly PortIp[], mac: string, hint: MadeFor, context: RuleContext): Flow {
  const asked = `arp.op == 1 && arp.tpa == {${ips.map(withLength).join()}}`;
  const actions =
    `eth.dst = eth.src; eth.src = ${mac}; arp.op = 2; /* ARP reply */ arp.tha = arp.sha; arp.sha = ${mac}; ` +
    'arp.tpa <-> arp.spa; outport = inport; flags.loopback = 1; output;';
  return flow('ls_in_arp_rsp', 30, `${fromOthers(context)}${asked}`, actions, hint);
}

function ndProxy(ips: readonly PortIp[], mac: string, hint: MadeFor, context: RuleContext): Flow {
  const destinations = ips.flatMap(ip => [withLength(ip), `${solicitedNode(ip)}/${ip.prefixLength}`]).join(', ');
  const solicited = `nd_ns && ip6.dst == { ${destinations} } && nd.target == { ${ips.map(withLength).join(', ')} }`;
  const actions =
    `nd_na_router { eth.src = ${mac}; ip6.src = nd.target; ` +
    `nd.target = nd.target; nd.tll = ${mac}; outport = inport; flags.loopback = 1; output; };`;
  return metered('nd-na', flow('ls_in_arp_rsp', 30, `${fromOthers(context)}${solicited}`, actions, hint));
}

/** Routers get no answers. */
const fromOthers = ({ registers, has }: RuleContext): string =>
  has('proxyIgnoresRouters') ? `${registers.REGBIT_FROM_ROUTER_PORT} == 0 && ` : '';

const withLength = ({ text, prefixLength }: PortIp): string => `${text}/${prefixLength}`;
