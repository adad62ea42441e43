/**
 * ls_in_pre_network_function, ls_in_network_function and the same stages at egress: send the connections that an ACL chooses
 * through the ports of a network function.
 */
import type { StageName } from '../../../../ovn/release/stages.ts';
import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

const PRE_STAGES = [
  'ls_in_pre_network_function',
  'ls_out_pre_network_function',
] as const satisfies readonly StageName[];
const STAGES = ['ls_in_network_function', 'ls_out_network_function'] as const satisfies readonly StageName[];

/** `build_network_function`: without a network function, only multicast packets pass if an ACL redirects them. */
export function* networkFunctionDefaults(_: Switch, { registers: R, options, stage }: RuleContext): Iterable<Flow> {
  const redirected = `${R.REGBIT_NF_ENABLED} == 1`;
  yield flow('ls_in_l2_lkup', 100, `${R.REGBIT_NF_EGRESS_LOOPBACK} == 1`, 'output;');
  for (const pre of PRE_STAGES.flatMap(name => stage(name) ?? [])) {
    yield flow(pre, 1, `${redirected} && ${R.REGBIT_NF_ORIG_DIR} == 1`, `${R.REG_NF_ID} = 0; next;`);
    yield flow(pre, 0, '1', 'next;');
  }
  for (const present of STAGES.flatMap(name => stage(name) ?? [])) {
    yield flow(present, 100, `${redirected} && eth.mcast`, 'next;');
    yield flow(present, 1, redirected, options.drop);
    yield flow(present, 0, '1', 'next;');
  }
}
