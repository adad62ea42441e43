/**
 * ls_in_pre_stateful, ls_out_pre_stateful: packets that earlier stages marked go through connection tracking.
 */

import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_pre_stateful`. */
export function* preStateful(_: Switch, { registers, has }: RuleContext): Iterable<Flow> {
  const { REGBIT_CONNTRACK_NAT, REGBIT_CONNTRACK_DEFRAG, REGBIT_IP_FRAG } = registers;
  if (has('fragmentsAreBalanced')) {
    const fragments = `${REGBIT_CONNTRACK_NAT} == 1 && ip.is_frag`;
    yield flow('ls_in_pre_stateful', 115, fragments, `${REGBIT_IP_FRAG} = 1; ct_lb_mark;`);
  }
  for (const stage of ['ls_in_pre_stateful', 'ls_out_pre_stateful'] as const) {
    yield flow(stage, 110, `${REGBIT_CONNTRACK_NAT} == 1`, 'ct_lb_mark;');
    yield flow(stage, 100, `${REGBIT_CONNTRACK_DEFRAG} == 1`, 'ct_next;');
    yield flow(stage, 0, '1', 'next;');
  }
}
