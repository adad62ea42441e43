/** lr_in_lookup_neighbor, lr_in_learn_neighbor: a router learns the MAC addresses of its neighbors. */
import type { Router } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_neigh_learning_flows_for_lrouter`. */
export function* neighborLearning(_: Router, { registers, options }: RuleContext): Iterable<Flow> {
  yield flow('lr_in_lookup_neighbor', 0, '1', `${registers.REGBIT_LOOKUP_NEIGHBOR_RESULT} = 1; next;`);
  yield flow('lr_in_learn_neighbor', 0, '1', options.drop);
}
