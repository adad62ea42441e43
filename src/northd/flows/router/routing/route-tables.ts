/** lr_in_ip_routing_pre: the route table of the port that received a packet. */
import type { Router } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_ip_routing_pre_flows_for_lrouter`. */
export function* mainRouteTable(_: Router, { registers }: RuleContext): Iterable<Flow> {
  yield flow('lr_in_ip_routing_pre', 0, '1', `${registers.REG_ROUTE_TABLE_ID} = 0; next;`);
}
