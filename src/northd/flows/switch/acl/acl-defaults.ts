/**
 * ls_in_acl_eval, ls_in_acl_after_lb_eval, ls_out_acl_eval: the flows that do not depend on the ACLs themselves
 * (`build_acls`).
 */

import { ABOVE_ACLS, ACL_POINTS } from '../../../../ovn/acl.ts';
import type { Switch } from '../../../model/datapath.ts';
import { balancesStateless } from '../../shared/balances-stateless.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { relatedMatch, replyMatch, throughFunction } from './reply-match.ts';

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
  if (isStateful) yield* connectionStates(ls, context);
  for (const { evalStage } of Object.values(ACL_POINTS)) {
    yield flow(evalStage, UNIVERSAL, 'nd || nd_ra || nd_rs || mldv1 || mldv2', allow);
  }
  if (ls.nb.dns_records.some(({ records }) => records.size > 0)) {
    const commit = isStateful ? 'ct_commit; ' : '';
    const actions = `${REGBIT_ACL_VERDICT_ALLOW} = 1; ${commit}next;`;
    const fromController = context.has('dnsAnswersOfController') ? 'flags.from_ctrl && ' : '';
    yield flow('ls_out_acl_eval', ABOVE_ACLS, `${fromController}udp.src == 53`, actions);
  }
  if (!hasAcls && !hasLbVip) return;
  yield flow('ls_in_acl_eval', ABOVE_ACLS, 'eth.dst == $svc_monitor_mac', allow);
  yield flow('ls_out_acl_eval', ABOVE_ACLS, 'eth.src == $svc_monitor_mac', allow);
}

/** Known connections pass, unless they are blocked. New connections that match no ACL are committed. */
function* connectionStates(ls: Switch, context: RuleContext): Iterable<Flow> {
  const { registers: R, options, has } = context;
  const allow = `${R.REGBIT_ACL_VERDICT_ALLOW} = 1;`;
  const commit = has('commitInHintStage') ? '' : `${R.REGBIT_CONNTRACK_COMMIT} = 1; `;
  const dropsInvalid = options.usesCtInvMatch && !balancesStateless(ls, context);
  const blockedReply = `${dropsInvalid ? 'ct.inv || ' : ''}(ct.est && ct.rpl && ct_mark.blocked == 1)`;
  const reply = replyMatch(context);
  const related = relatedMatch(context);
  const later = `${throughFunction(context)}${allow}`;
  const forgetHints = `${R.REGBIT_ACL_HINT_DROP} = 0; ${R.REGBIT_ACL_HINT_BLOCK} = 0;`;
  const rememberRelated = `${R.REGBIT_ACL_HINT_ALLOW_REL} = 1;`;
  for (const stage of ['ls_in_acl_eval', 'ls_out_acl_eval'] as const) {
    yield flow(stage, 1, 'ip && ct.est && ct_mark.blocked == 1', `${commit}${allow} next;`);
    yield flow(stage, 1, 'ip && !ct.est', `${options.dropsByDefault ? '' : commit}next;`);
    yield flow(stage, UNIVERSAL, blockedReply, `${R.REGBIT_ACL_VERDICT_DROP} = 1; next;`);
  }
  yield flow('ls_in_acl_eval', UNIVERSAL, reply, `${forgetHints} ${rememberRelated} ${later} next;`);
  yield flow('ls_out_acl_eval', UNIVERSAL, reply, `${later} next;`);
  yield flow('ls_in_acl_eval', UNIVERSAL, related, `${rememberRelated} ${later} ct_commit_nat;`);
  yield flow('ls_out_acl_eval', UNIVERSAL, related, `${later} ct_commit_nat;`);
  yield flow('ls_in_acl_after_lb_eval', UNIVERSAL, `${R.REGBIT_ACL_HINT_ALLOW_REL} == 1`, `${allow} next;`);
}

/** `build_acls`: connections that an ACL with persist-established allowed. */
export function* persistedConnections(ls: Switch, context: RuleContext): Iterable<Flow> {
  if (!context.stateOf(ls).isStateful) return;
  const { registers: R } = context;
  const persisted = 'ct.est && ct_mark.allow_established == 1';
  const remember = `${R.REGBIT_ACL_HINT_ALLOW_PERSISTED} = 1; `;
  const allow = `${R.REGBIT_ACL_VERDICT_ALLOW} = 1; next;`;
  const later = `${throughFunction(context)}${allow}`;
  yield flow('ls_in_acl_eval', UNIVERSAL, persisted, `${remember}${later}`);
  yield flow('ls_out_acl_eval', UNIVERSAL, persisted, later);
  yield flow('ls_in_acl_after_lb_eval', UNIVERSAL, `${R.REGBIT_ACL_HINT_ALLOW_PERSISTED} == 1`, allow);
}
