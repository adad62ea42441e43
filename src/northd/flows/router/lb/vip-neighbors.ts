/** lr_in_ip_input: ARP requests and neighbor solicitations for VIPs. */
import type { Family } from '../../../../base/ip.ts';
import type { RouterPort } from '../../../model/datapath.ts';
import { andResident } from '../../../model/gateways.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';
import { asksFor, proxyReply, replyMeter } from '../arp/router-replies.ts';

/** `build_lrouter_ipv4_ip_input_for_lbnats`: all VIPs of a family at once. Template variables are among those of IPv6. */
export function* vipNeighbors(port: RouterPort, { natsOf, registers }: RuleContext): Iterable<Flow> {
  const { quoted, datapath, chassisRedirect } = port;
  const { reachableVips } = natsOf(datapath);
  for (const family of [4, 6] satisfies Family[]) {
    if (!reachableVips.some(({ address }) => (address?.family ?? 6) === family)) continue;
    const match = `inport == ${quoted} && ${asksFor(family, `$_rtr_lb_${datapath.sb.tunnel_key}_ip${family}`)}${andResident(chassisRedirect)}`;
    yield metered(
      replyMeter(family),
      flow('lr_in_ip_input', 90, match, proxyReply(family, registers.REG_INPORT_ETH_ADDR)),
    );
  }
}
