/**
 * ls_in_acl_eval, ls_in_acl_after_lb_eval, ls_out_acl_eval: the flows that do not depend on the ACLs themselves
 * (`build_acls`).
 */

import { ABOVE_ACLS, ACL_POINTS } from '../../../../ovn/acl.ts';
import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** Above every ACL. */
const UNIVERSAL = 65532;

export function* aclDefaults(ls: Switch, context: RuleContext): Iterable<Flow> {
  const { hasAcls, hasLbVip, isStateful } = context.stateOf(ls);
  const { REGBIT_ACL_VERDICT_ALLOW } = context.registers;
  const allow = `${REGBIT_ACL_VERDICT_ALLOW} = 1; next;`;
  const priority = hasAcls || hasLbVip ? 0 : 65535;
  yield flow('ls_in_acl_eval', priority, '1', 'next;');
  yield flow('ls_out_acl_eval', priority, '1', 'next;');
  yield flow('ls_in_acl_after_lb_eval', 0, '1', 'next;');
  if (isStateful) yield* connectionStates(context);
  for (const { evalStage } of Object.values(ACL_POINTS)) {
    yield flow(evalStage, UNIVERSAL, 'nd || nd_ra || nd_rs || mldv1 || mldv2', allow);
  }
  if (ls.nb.dns_records.some(({ records }) => records.size > 0)) {
    const commit = isStateful ? 'ct_commit; ' : '';
    const actions = `${REGBIT_ACL_VERDICT_ALLOW} = 1; ${commit}next;`;
    yield flow('ls_out_acl_eval', ABOVE_ACLS, 'flags.from_ctrl && udp.src == 53', actions);
  }
  if (!hasAcls && !hasLbVip) return;
  yield flow('ls_in_acl_eval', ABOVE_ACLS, 'eth.dst == $svc_monitor_mac', allow);
  yield flow('ls_out_acl_eval', ABOVE_ACLS, 'eth.src == $svc_monitor_mac', allow);
}

/** Known connections pass, unless they are blocked. New connections that match no ACL are committed. */
function* connectionStates({ registers: R, options }: RuleContext): Iterable<Flow> {
  const allow = `${R.REGBIT_ACL_VERDICT_ALLOW} = 1;`;
  const commit = `${R.REGBIT_CONNTRACK_COMMIT} = 1;`;
  const [orInvalid, notInvalid] = options.usesCtInvMatch ? ['ct.inv || ', ' && !ct.inv'] : ['', ''];
  const blockedReply = `${orInvalid}(ct.est && ct.rpl && ct_mark.blocked == 1)`;
  const reply = `ct.est && !ct.rel && !ct.new${notInvalid} && ct.rpl && ct_mark.blocked == 0`;
  const related = `!ct.est && ct.rel && !ct.new${notInvalid} && ct_mark.blocked == 0`;
  const persisted = 'ct.est && ct_mark.allow_established == 1';
  const forgetHints = `${R.REGBIT_ACL_HINT_DROP} = 0; ${R.REGBIT_ACL_HINT_BLOCK} = 0;`;
  const rememberRelated = `${R.REGBIT_ACL_HINT_ALLOW_REL} = 1;`;
  for (const stage of ['ls_in_acl_eval', 'ls_out_acl_eval'] as const) {
    yield flow(stage, 1, 'ip && ct.est && ct_mark.blocked == 1', `${commit} ${allow} next;`);
    yield flow(stage, 1, 'ip && !ct.est', options.dropsByDefault ? 'next;' : `${commit} next;`);
    yield flow(stage, UNIVERSAL, blockedReply, `${R.REGBIT_ACL_VERDICT_DROP} = 1; next;`);
  }
  yield flow('ls_in_acl_eval', UNIVERSAL, reply, `${forgetHints} ${rememberRelated} ${allow} next;`);
  yield flow('ls_out_acl_eval', UNIVERSAL, reply, `${allow} next;`);
  yield flow('ls_in_acl_eval', UNIVERSAL, related, `${rememberRelated} ${allow} ct_commit_nat;`);
  yield flow('ls_out_acl_eval', UNIVERSAL, related, `${allow} ct_commit_nat;`);
  yield flow('ls_in_acl_after_lb_eval', UNIVERSAL, `${R.REGBIT_ACL_HINT_ALLOW_REL} == 1`, `${allow} next;`);
  yield flow('ls_in_acl_eval', UNIVERSAL, persisted, `${R.REGBIT_ACL_HINT_ALLOW_PERSISTED} = 1; ${allow} next;`);
  yield flow('ls_out_acl_eval', UNIVERSAL, persisted, `${allow} next;`);
  yield flow('ls_in_acl_after_lb_eval', UNIVERSAL, `${R.REGBIT_ACL_HINT_ALLOW_PERSISTED} == 1`, `${allow} next;`);
}
