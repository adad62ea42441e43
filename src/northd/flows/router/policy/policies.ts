/** lr_in_policy, lr_in_policy_ecmp: policies drop packets, let them pass, or give them another next hop. */
import type { Router } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_ingress_policy_flows_for_lrouter`. */
export function* policies(_: Router, { registers: R, options }: RuleContext): Iterable<Flow> {
  yield flow('lr_in_policy', 0, '1', `${R.REG_ECMP_GROUP_ID} = 0; next;`);
  yield flow('lr_in_policy_ecmp', 150, `${R.REG_ECMP_GROUP_ID} == 0`, 'next;');
  yield flow('lr_in_policy_ecmp', 0, '1', options.drop);
}
