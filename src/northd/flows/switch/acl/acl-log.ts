/** The `log` action of ACLs, and the flows that log replies to the packets that an ACL allows. */
import { ACL_POINTS, aclPoint } from '../../../../ovn/acl.ts';
import type { NbRow } from '../../../../ovn/schema/nb.ts';
import { isTrue } from '../../../../ovn/schema/option-values.ts';
import type { Switch } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { relatedMatch, replyMatch, throughFunction } from './reply-match.ts';

const VERDICTS: { readonly [action: string]: string } = {
  allow: 'allow',
  'allow-related': 'allow',
  'allow-stateless': 'allow',
  drop: 'drop',
  pass: 'pass',
  reject: 'reject',
};

/** `build_acl_log`: `log(...); `, or nothing for an ACL that does not log. */
export function logAction(acl: NbRow<'ACL'>, { aclTables }: RuleContext): string {
  if (!acl.log) return '';
  const meter = aclTables.meterOf(acl);
  const parts = [
    ...(acl.name === undefined ? [] : [`name="${acl.name}"`]),
    `severity=${acl.severity ?? 'info'}`,
    `verdict=${VERDICTS[acl.action]!}`,
    ...(meter === undefined ? [] : [`meter="${meter}"`]),
  ];
  return `log(${parts.join(', ')}); `;
}

/** `build_acl_log_related_flows`: in the other pipeline, just above the flow that allows all replies. */
export function* logRelated(ls: Switch, context: RuleContext): Iterable<Flow> {
  const { acls, isStateful } = context.stateOf(ls);
  const { registers } = context;
  for (const acl of isStateful ? acls.filter(logsRelated) : []) {
    const { evalStage: stage } = ACL_POINTS[ACL_POINTS[aclPoint(acl)].replyPoint];
    const actions = `${logAction(acl, context)}${throughFunction(context)}${registers.REGBIT_ACL_VERDICT_ALLOW} = 1; next;`;
    const hint = madeFor('ACL', acl);
    const labelled = `ct_label.label == ${acl.label}`;
    yield flow(stage, 65533, `${replyMatch(context)} && ${labelled}`, actions, hint);
    yield flow(stage, 65533, `${relatedMatch(context)} && ${labelled}`, actions, hint);
  }
}

const logsRelated = ({ action, log, label, options }: NbRow<'ACL'>): boolean =>
  (action === 'allow' || action === 'allow-related') && log && label !== 0 && isTrue(options, 'log-related');
