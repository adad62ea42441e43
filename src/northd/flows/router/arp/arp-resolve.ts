/** lr_in_arp_resolve: the MAC address of the next hop, which a router knows or learns. */
import type { Router } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_arp_resolve_flows_for_lrouter`. */
export function* arpResolve(_: Router, { has, registers: R, options }: RuleContext): Iterable<Flow> {
  const isIpv4 = R.REGBIT_NEXTHOP_IS_IPV4;
  const [ipv4, ipv6] = has('nextHopFamilyBit') ? [`${isIpv4} == 1`, `${isIpv4} == 0`] : ['ip4', 'ip6'];
  yield flow('lr_in_arp_resolve', 500, 'ip4.mcast || ip6.mcast', 'next;');
  yield flow('lr_in_arp_resolve', 1, ipv4, `get_arp(outport, ${R.REG_NEXT_HOP_IPV4}); next;`);
  yield flow('lr_in_arp_resolve', 1, ipv6, `get_nd(outport, ${R.REG_NEXT_HOP_IPV6}); next;`);
  yield flow('lr_in_arp_resolve', 0, '1', options.drop);
}
