/** lr_in_ip_input: a router port answers ARP, ND and echo requests for its addresses. */
import { broadcastOf, listOfIps, networkText, solicitedNode } from '../../../model/addresses.ts';
import type { RouterPort } from '../../../model/datapath.ts';
import { acceptsEverywhere, andResident, physicalResidence } from '../../../model/gateways.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';
import { routerArpReply, routerNdReply } from '../arp/router-replies.ts';

/** `build_ipv6_input_flows_for_lrouter_port`. */
export function* ipv6Input(port: RouterPort, { has, registers }: RuleContext): Iterable<Flow> {
  const { addresses, quoted, madeFor } = port;
  const echo = `ip6.dst == ${listOfIps(addresses.ipv6)} && icmp6.type == 128 && icmp6.code == 0`;
  const reply = 'ip6.dst <-> ip6.src; ip.ttl = 255; icmp6.type = 129; flags.loopback = 1; next; ';
  const advertise = routerNdReply('nd_na_router', registers.REG_INPORT_ETH_ADDR);
  const residence = acceptsEverywhere(port.datapath, has) ? undefined : port.chassisRedirect;
  yield flow('lr_in_ip_input', 90, echo, reply, madeFor);
  for (const ip of addresses.ipv6) {
    const solicitation = `inport == ${quoted} && ip6.dst == {${ip.text}, ${solicitedNode(ip)}}`;
    const match = `${solicitation} && nd_ns && nd.target == ${ip.text}${andResident(residence)}`;
    yield metered('nd-na', flow('lr_in_ip_input', 90, match, advertise, madeFor));
  }
}

/** `build_lrouter_ipv4_ip_input`. */
export function* ipv4Input(port: RouterPort, { has, registers: R, options }: RuleContext): Iterable<Flow> {
  const { addresses, quoted, madeFor } = port;
  if (addresses.ipv4.length === 0) return;
  const own = addresses.ipv4.flatMap(ip => [ip.text, broadcastOf(ip)]).join(', ');
  const echo = `ip4.dst == ${listOfIps(addresses.ipv4)} && icmp4.type == 8 && icmp4.code == 0`;
  const reply = 'ip4.dst <-> ip4.src; ip.ttl = 255; icmp4.type = 0; flags.loopback = 1; next; ';
  const answer = routerArpReply(R.REG_INPORT_ETH_ADDR);
  const residence = acceptsEverywhere(port.datapath, has) ? undefined : physicalResidence(port);
  yield flow('lr_in_ip_input', 100, `ip4.src == {${own}} && ${R.REGBIT_EGRESS_LOOPBACK} == 0`, options.drop, madeFor);
  yield flow('lr_in_ip_input', 90, echo, reply, madeFor);
  for (const ip of addresses.ipv4) {
    const request = `inport == ${quoted} && arp.op == 1 && arp.tpa == ${ip.text} && arp.spa == ${networkText(ip)}`;
    yield flow('lr_in_ip_input', 90, request + andResident(residence), answer, madeFor);
  }
}
