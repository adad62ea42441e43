/** lr_in_lb_aff_check, lr_in_lb_aff_learn: a client keeps its first backend. */
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_lrouter_lb_affinity_default_flows`. */
export function* routerAffinityDefaults(): Iterable<Flow> {
  yield flow('lr_in_lb_aff_check', 0, '1', 'next;');
  yield flow('lr_in_lb_aff_learn', 0, '1', 'next;');
}
