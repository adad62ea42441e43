/** lr_in_ip_input: ARP requests and neighbor solicitations for external addresses of NAT rules. */

import { solicitedNode } from '../../../model/addresses.ts';
import type { Router, RouterPort } from '../../../model/datapath.ts';
import { residentAt } from '../../../model/gateways.ts';
import type { NatRule } from '../../../model/nat/nat-rules.ts';
import { isAskedAt } from '../../../model/nat/routable.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';
import { asksFor, proxyReply, replyMeter } from '../arp/router-replies.ts';

/** `build_lrouter_arp_nd_for_datapath`: at any port, with the MAC of the port. */
export function* natNeighbors(router: Router, { natsOf, registers }: RuleContext): Iterable<Flow> {
  for (const rule of natsOf(router).neighbors) {
    yield metered(
      replyMeter(rule.family),
      flow('lr_in_ip_input', 90, asked(rule), proxyReply(rule.family, registers.REG_INPORT_ETH_ADDR), rule.madeFor),
    );
  }
}

/** `build_lrouter_ipv4_ip_input_for_lbnats`: at gateway ports, only on the chassis where the rule applies. */
export function* gatewayNatNeighbors(port: RouterPort, { natsOf, registers, options }: RuleContext): Iterable<Flow> {
  const { peer, chassisRedirect, datapath } = port;
  if (!chassisRedirect || peer?.chassisRedirect) return;
  for (const rule of natsOf(datapath).neighbors.filter(({ nb }) => isAskedAt(nb, port))) {
    const { nb, family, madeFor } = rule;
    const match = `inport == ${port.quoted} && ${asked(rule)}`;
    const isOwn = nb.external_mac !== undefined && nb.logical_port !== undefined;
    const mac = isOwn ? nb.external_mac! : registers.REG_INPORT_ETH_ADDR;
    const resident = isOwn ? `is_chassis_resident("${nb.logical_port}")` : residentAt(chassisRedirect);
    yield metered(
      replyMeter(family),
      flow('lr_in_ip_input', 92, `${match} && ${resident}`, proxyReply(family, mac), madeFor),
    );
    yield flow('lr_in_ip_input', 91, match, options.drop, madeFor);
  }
}

const asked = ({ family, external }: NatRule): string => {
  const destination = family === 6 ? `ip6.dst == {${external.text}, ${solicitedNode(external)}} && ` : '';
  return `${destination}${asksFor(family, external.text)}`;
};
