/** lr_out_delivery: packets leave by the router's enabled ports. */
import { isEnabled, type Router, type RouterPort } from '../../../model/datapath.ts';
import { relaysMulticast } from '../../../model/router-options.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_lswitch_and_lrouter_iterate_by_lr` itself. */
export function* deliveryDefault(_: Router, { options }: RuleContext): Iterable<Flow> {
  yield flow('lr_out_delivery', 0, '1', options.drop);
}

/** `build_egress_delivery_flows_for_lrouter_port`. */
export function* delivery(port: RouterPort): Iterable<Flow> {
  if (!isEnabled(port)) return;
  const outport = `outport == ${port.quoted}`;
  yield flow('lr_out_delivery', 100, outport, 'output;');
  if (!relaysMulticast(port.datapath)) return;
  const fromPort = `eth.src = ${port.addresses.mac}; output;`;
  yield flow('lr_out_delivery', 110, `(ip4.mcast || ip6.mcast) && ${outport}`, fromPort);
}
