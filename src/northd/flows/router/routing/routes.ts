/** lr_in_ip_routing, lr_in_ip_routing_ecmp: the next hop and the output port of a packet. */
import type { Router } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_route_flows_for_lrouter`. */
export function* routes(_: Router, { registers, options }: RuleContext): Iterable<Flow> {
  yield flow('lr_in_ip_routing', 0, '1', options.drop);
  yield flow('lr_in_ip_routing_ecmp', 0, '1', options.drop);
  yield flow('lr_in_ip_routing_ecmp', 150, `${registers.REG_ECMP_GROUP_ID} == 0`, 'next;');
}
