/** ls_in_arp_rsp: the switch answers ARP requests and neighbor solicitations for its known addresses. */

import { isTrue } from '../../../../ovn/schema/option-values.ts';
import { type PortIp, solicitedNode } from '../../../model/addresses.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import { arpReply, ndReply } from '../../shared/arp-reply.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type ControlMeter, type Flow, flow, metered } from '../../shared/flow.ts';
import { isVlanTransparent } from '../l2/port-security.ts';

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
    for (const { text } of ipv4) yield* arpReplies(port, mac, text, context);
    for (const ip of ipv6) yield* ndReplies(port, mac, ip, context);
  }
}

/**
 * Whether the switch answers for a port. All addresses of the port must be known and, if so configured, it must be up.
 */
export function isAnsweredFor({ nb, hasUnknown, datapath }: SwitchPort, { options, has }: RuleContext): boolean {
  if (nb.type === 'virtual' || nb.type === 'external' || hasUnknown || isVlanTransparent(datapath)) return false;
  if (has('responderOptions') && nb.type === '' && isTrue(nb.options, 'disable_arp_nd_rsp')) return false;
  const isAlwaysUp = nb.type === 'router' || nb.type === 'localport';
  return !options.checksPortsUp || isAlwaysUp || isUp(nb);
}

/** If no controller has set `up`, ports of VMs count as up. */
const isUp = ({ up, type }: SwitchPort['nb']): boolean => up ?? type === '';

/** Only broadcast requests are answered: a unicast request can be a liveness check of the owner. */
function* arpReplies(port: SwitchPort, mac: string, ip: string, context: RuleContext): Iterable<Flow> {
  const asked = `arp.tpa == ${ip} && arp.op == 1`;
  const match = `${asked}${context.has('answersOnlyBroadcastArp') ? ' && eth.dst == ff:ff:ff:ff:ff:ff' : ''}`;
  yield* replies(port, match, arpReply(mac, ip), `${asked} && eth.dst == ${mac}`, context);
}

function* ndReplies(port: SwitchPort, mac: string, ip: PortIp, context: RuleContext): Iterable<Flow> {
  const { text } = ip;
  const match = context.has('answersOnlyMulticastNs')
    ? `nd_ns_mcast && ip6.dst == ${solicitedNode(ip)} && nd.target == ${text}`
    : `nd_ns && ip6.dst == {${text}, ${solicitedNode(ip)}} && nd.target == ${text}`;
  const actions = ndReply(port.nb.type === 'router' ? 'nd_na_router' : 'nd_na', mac, text);
  const unicast = `nd_ns && ip6.dst == ${text} && nd.target == ${text}`;
  yield* replies(port, match, actions, unicast, context, 'nd-na');
}

/**
 * Requests from the owner pass: they can be a search for a duplicate address. If a proxy answers requests, too, unicast
 * requests pass it.
 */
function* replies(
  port: SwitchPort,
  match: string,
  actions: string,
  unicast: string,
  { has }: RuleContext,
  meter?: ControlMeter,
): Iterable<Flow> {
  const { madeFor, quoted, datapath } = port;
  if (has('unicastPassesProxy') && datapath.hasProxyArpPort)
    yield metered(meter, flow('ls_in_arp_rsp', 50, unicast, 'next;', madeFor));
  const here = has('answersLocalnet') ? hereIfFromLocalnet(port) : '';
  yield metered(meter, flow('ls_in_arp_rsp', 50, `${match}${here}`, actions, madeFor));
  yield flow('ls_in_arp_rsp', 100, `${match} && inport == ${quoted}`, 'next;', madeFor);
}

/** Requests from a physical network are answered only on the chassis of the port. */
const hereIfFromLocalnet = ({ datapath, quoted }: SwitchPort): string =>
  datapath.localnetPorts.length > 0
    ? ` && ((flags.localnet == 1 && is_chassis_resident(${quoted})) || flags.localnet == 0)`
    : '';
