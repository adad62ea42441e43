/** ls_in_acl_action, ls_in_acl_after_lb_action, ls_out_acl_action: apply the verdict of the ACLs. */

import { ACL_POINT_NAMES, ACL_POINTS } from '../../../../ovn/acl.ts';
import type { Switch } from '../../../model/datapath.ts';
import { answerStageOf } from '../../shared/answer-stage.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';

/** `build_acl_action_lflows`. */
export function* aclActions(ls: Switch, context: RuleContext): Iterable<Flow> {
  const { registers: R, options, tableOf } = context;
  const { hasAcls, maxTier } = context.stateOf(ls);
  for (const point of ACL_POINT_NAMES) {
    const { actionStage: stage, evalStage, pipeline } = ACL_POINTS[point];
    if (!hasAcls) {
      yield flow(stage, 0, '1', 'next;');
      continue;
    }
    const forget = `${forgetVerdict(context)}${maxTier[point] ? `${R.REG_ACL_TIER} = 0; ` : ''}`;
    yield flow(stage, 1000, `${R.REGBIT_ACL_VERDICT_ALLOW} == 1`, `${forget}next;`);
    yield flow(stage, 1000, `${R.REGBIT_ACL_VERDICT_DROP} == 1`, `${forget}${options.implicitDrop}`);
    yield metered(
      'reject',
      flow(stage, 1000, `${R.REGBIT_ACL_VERDICT_REJECT} == 1`, `${forget}${reject(pipeline, context)}`),
    );
    yield flow(stage, 0, '1', `${forget}${options.dropsByDefault ? options.implicitDrop : 'next;'}`);
    for (let tier = 0; tier < maxTier[point]; tier++) {
      const nextTier = `${R.REG_ACL_TIER} = ${tier + 1}; next(pipeline=${pipeline},table=${tableOf(evalStage)});`;
      yield flow(stage, 500, `${R.REG_ACL_TIER} == ${tier}`, nextTier);
    }
  }
}

const forgetVerdict = ({ registers: R }: RuleContext): string =>
  `${R.REGBIT_ACL_VERDICT_ALLOW} = 0; ${R.REGBIT_ACL_VERDICT_DROP} = 0; ${R.REGBIT_ACL_VERDICT_REJECT} = 0; `;

/** The rejection goes back through the other pipeline and skips its ACLs. */
function reject(pipeline: 'ingress' | 'egress', context: RuleContext): string {
  const resume =
    pipeline === 'ingress'
      ? `next(pipeline=egress,table=${context.tableOf(answerStageOf(context))});`
      : `next(pipeline=ingress,table=${context.tableOf('ls_in_l2_lkup')});`;
  const implicit = '/* eth.dst <-> eth.src; ip.dst <-> ip.src; is implicit. */';
  return `reg0 = 0; reject { ${implicit} outport <-> inport; ${resume} };`;
}
