/** ls_in_ct_extract: the protocol and the port that connection tracking knows, for load balancers. */
import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { pass } from '../../shared/pass.ts';
import { extractPort } from '../../shared/tracked-port.ts';

/** `build_lswitch_and_lrouter_iterate_by_ls`. */
export const extractDefault = (_: Switch, context: RuleContext): Iterable<Flow> => pass(['ls_in_ct_extract'], context);

/** `build_ls_stateful_flows`. */
export function* extractPorts(ls: Switch, context: RuleContext): Iterable<Flow> {
  const stage = context.stage('ls_in_ct_extract');
  if (stage && context.stateOf(ls).hasLbVip) yield flow(stage, 100, 'ct.new && ip', extractPort(context));
}
