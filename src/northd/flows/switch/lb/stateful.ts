/** ls_in_stateful, ls_out_stateful: commit connections that earlier stages allowed. */

import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_stateful`. */
export function* stateful(_: Switch, { registers: R }: RuleContext): Iterable<Flow> {
  const allowed = `ct_mark.blocked = 0; ct_mark.allow_established = ${R.REGBIT_ACL_PERSIST_ID};`;
  const collector = `ct_mark.obs_collector_id = ${R.REG_OBS_COLLECTOR_ID_EST};`;
  const point = `ct_label.obs_point_id = ${R.REG_OBS_POINT_ID_EST};`;
  const observed = `ct_mark.obs_stage = ${R.REGBIT_ACL_OBS_STAGE}; ${collector} ${point}`;
  const aclId = `ct_label.acl_id = ${R.REG_ACL_ID};`;
  const commit = `${R.REGBIT_CONNTRACK_COMMIT} == 1 && ${R.REGBIT_ACL_LABEL}`;
  yield flow('ls_in_lb', 0, '1', 'next;');
  for (const stage of ['ls_in_stateful', 'ls_out_stateful'] as const) {
    yield flow(stage, 100, `${commit} == 1`, `ct_commit { ${allowed} ${observed} ${aclId} }; next;`);
    yield flow(stage, 100, `${commit} == 0`, `ct_commit { ${allowed} ${aclId} }; next;`);
    yield flow(stage, 0, '1', 'next;');
  }
}
