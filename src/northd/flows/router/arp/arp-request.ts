/** lr_in_arp_request: if the MAC address of the next hop is not known, the router asks for it. */
import type { Router } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_arp_request_flows_for_lrouter`. */
export function* arpRequest(_: Router, { registers: R }: RuleContext): Iterable<Flow> {
  const unknown = `eth.dst == 00:00:00:00:00:00 && ${R.REGBIT_NEXTHOP_IS_IPV4}`;
  const request = `arp.spa = ${R.REG_SRC_IPV4}; arp.tpa = ${R.REG_NEXT_HOP_IPV4}; arp.op = 1;`;
  const askArp = `arp { eth.dst = ff:ff:ff:ff:ff:ff; ${request} output; }; output;`;
  const askNd = `nd_ns { nd.target = ${R.REG_NEXT_HOP_IPV6}; output; }; output;`;
  yield flow('lr_in_arp_request', 100, `${unknown} == 1`, askArp);
  yield flow('lr_in_arp_request', 100, `${unknown} == 0`, askNd);
  yield flow('lr_in_arp_request', 0, '1', 'output;');
}
