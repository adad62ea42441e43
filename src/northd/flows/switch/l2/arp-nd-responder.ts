/** ls_in_arp_rsp: the switch answers ARP requests and neighbor solicitations for the addresses that it knows. */

import { type PortIp, solicitedNode } from '../../../model/addresses.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import { isTrue } from '../../../model/option-values.ts';
import { arpReply, ndReply } from '../../shared/arp-reply.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { isVlanTransparent } from './port-security.ts';

/** `build_lswitch_arp_nd_responder_default`. */
export function* arpResponderDefault(): Iterable<Flow> {
  yield flow('ls_in_arp_rsp', 0, '1', 'next;');
}

/** `build_lswitch_arp_nd_responder_skip_local`: what comes from a localnet port was answered elsewhere. */
export function* arpFromLocalnet({ nb, madeFor, quoted, datapath }: SwitchPort): Iterable<Flow> {
  if (nb.type !== 'localnet' || datapath.hasProxyArpPort) return;
  yield flow('ls_in_arp_rsp', 100, `inport == ${quoted}`, 'next;', madeFor);
}

/** `build_lswitch_arp_nd_responder_known_ips`, but for virtual and proxy addresses. */
export function* arpResponder(port: SwitchPort, context: RuleContext): Iterable<Flow> {
  if (!isAnsweredFor(port, context)) return;
  for (const { mac, ipv4, ipv6 } of port.addresses) {
    for (const { text } of ipv4) yield* arpReplies(port, mac, text);
    for (const ip of ipv6) yield* ndReplies(port, mac, ip);
  }
}

/**
 * Whether the switch answers at all for a port, which has to be up, if so configured, and have all its addresses
 * known.
 */
export function isAnsweredFor({ nb, hasUnknown, datapath }: SwitchPort, { options }: RuleContext): boolean {
  if (nb.type === 'virtual' || nb.type === 'external' || hasUnknown || isVlanTransparent(datapath)) return false;
  if (nb.type === '' && isTrue(nb.options, 'disable_arp_nd_rsp')) return false;
  const isAlwaysUp = nb.type === 'router' || nb.type === 'localport';
  return !options.checksPortsUp || isAlwaysUp || isUp(nb);
}

/** Without a controller's word, a port of a VM is taken to be up. */
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
 * Unicast requests go to the owner, who may be checked for liveness; so do those by the owner, who may look for
 * another.
 */
const replies = ({ madeFor, quoted }: SwitchPort, match: string, actions: string): Flow[] => [
  flow('ls_in_arp_rsp', 50, match, actions, madeFor),
  flow('ls_in_arp_rsp', 100, `${match} && inport == ${quoted}`, 'next;', madeFor),
];
