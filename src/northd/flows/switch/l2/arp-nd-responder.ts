/** ls_in_arp_rsp: the switch answers ARP requests and neighbor solicitations for its known addresses. */

import { isTrue } from '../../../../ovn/schema/option-values.ts';
import { type PortIp, solicitedNode } from '../../../model/addresses.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import { arpReply, ndReply } from '../../shared/arp-reply.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { isVlanTransparent } from './port-security.ts';

/** `build_lswitch_arp_nd_responder_default`. */
export function* arpResponderDefault(): Iterable<Flow> {
  yield flow('ls_in_arp_rsp', 0, '1', 'next;');
}

/** `build_lswitch_arp_nd_responder_skip_local`: requests from a localnet port are answered elsewhere. */
export function* arpFromLocalnet({ nb, madeFor, quoted, datapath }: SwitchPort): Iterable<Flow> {
  if (nb.type !== 'localnet' || datapath.hasProxyArpPort) return;
  yield flow('ls_in_arp_rsp', 100, `inport == ${quoted}`, 'next;', madeFor);
}

/** `build_lswitch_arp_nd_responder_known_ips`, except virtual and proxy addresses. */
export function* arpResponder(port: SwitchPort, context: RuleContext): Iterable<Flow> {
  if (!isAnsweredFor(port, context)) return;
  for (const { mac, ipv4, ipv6 } of port.addresses) {
    for (const { text } of ipv4) yield* arpReplies(port, mac, text);
    for (const ip of ipv6) yield* ndReplies(port, mac, ip);
  }
}

/**
 * Whether the switch answers for a port. All addresses of the port must be known and, if so configured, it must be up.
 */
export function isAnsweredFor({ nb, hasUnknown, datapath }: SwitchPort, { options }: RuleContext): boolean {
  if (nb.type === 'virtual' || nb.type === 'external' || hasUnknown || isVlanTransparent(datapath)) return false;
  if (nb.type === '' && isTrue(nb.options, 'disable_arp_nd_rsp')) return false;
  const isAlwaysUp = nb.type === 'router' || nb.type === 'localport';
  return !options.checksPortsUp || isAlwaysUp || isUp(nb);
}

/** If no controller has set `up`, ports of VMs count as up. */
const isUp = ({ up, type }: SwitchPort['nb']): boolean => up ?? type === '';

function arpReplies(port: SwitchPort, mac: string, ip: string): Flow[] {
  const match = `arp.tpa == ${ip} && arp.op == 1 && eth.dst == ff:ff:ff:ff:ff:ff`;
  return replies(port, match, arpReply(mac, ip));
}

function ndReplies(port: SwitchPort, mac: string, ip: PortIp): Flow[] {
  const match = `nd_ns_mcast && ip6.dst == ${solicitedNode(ip)} && nd.target == ${ip.text}`;
  return replies(port, match, ndReply(port.nb.type === 'router' ? 'nd_na_router' : 'nd_na', mac, ip.text));
}

/**
 * Only broadcast requests are answered: a unicast request can be a liveness check of the owner. Requests from the owner
 * pass, too: they can be a search for a duplicate address.
 */
const replies = ({ madeFor, quoted }: SwitchPort, match: string, actions: string): Flow[] => [
  flow('ls_in_arp_rsp', 50, match, actions, madeFor),
  flow('ls_in_arp_rsp', 100, `${match} && inport == ${quoted}`, 'next;', madeFor),
];
