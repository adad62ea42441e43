/** ls_in_stateful, ls_out_stateful: commit connections that earlier stages allowed. */

import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_stateful`. */
export function* stateful(_: Switch, context: RuleContext): Iterable<Flow> {
  const { registers: R, has } = context;
  const commit = `${R.REGBIT_CONNTRACK_COMMIT} == 1 && ${R.REGBIT_ACL_LABEL}`;
  const observed = storeObservation(context);
  const without = has('networkFunctions') ? 'ct_label.nf = 0; ct_label.nf_id = 0; ' : '';
  yield flow('ls_in_lb', 0, '1', 'next;');
  for (const stage of ['ls_in_stateful', 'ls_out_stateful'] as const) {
    yield flow(stage, 100, `${commit} == 1`, commitWith(observed, without, context));
    yield flow(stage, 100, `${commit} == 0`, commitWith('', without, context));
    yield flow(stage, 0, '1', 'next;');
    if (!has('networkFunctions')) continue;
    const through = `ct_label.nf = 1; ct_label.nf_id = ${R.REG_NF_ID}; `;
    const redirected = `${R.REGBIT_NF_ENABLED} == 1`;
    yield flow(stage, 110, `${commit} == 1 && ${redirected}`, commitWith(observed, through, context));
    yield flow(stage, 110, `${commit} == 0 && ${redirected}`, commitWith('', through, context));
  }
}

/** A commit that stores `observed`, and the network function that the connection passes. */
function commitWith(observed: string, networkFunction: string, { registers: R, has }: RuleContext): string {
  const [persist, aclId] = has('persistedConnections')
    ? [`ct_mark.allow_established = ${R.REGBIT_ACL_PERSIST_ID}; `, `ct_label.acl_id = ${R.REG_ACL_ID}; `]
    : ['', ''];
  return `ct_commit { ct_mark.blocked = 0; ${persist}${observed}${aclId}${networkFunction}}; next;`;
}

function storeObservation({ registers: R, has }: RuleContext): string {
  if (!has('observedConnections')) return `ct_label.label = ${R.REG_LABEL}; `;
  const collector = `ct_mark.obs_collector_id = ${R.REG_OBS_COLLECTOR_ID_EST};`;
  const point = `ct_label.obs_point_id = ${R.REG_OBS_POINT_ID_EST};`;
  return `ct_mark.obs_stage = ${R.REGBIT_ACL_OBS_STAGE}; ${collector} ${point} `;
}
