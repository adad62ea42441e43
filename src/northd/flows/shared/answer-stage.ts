/** Where the answer to a rejected connection goes on at egress of a switch: after the ACLs. */
import type { PresentStage } from '../../../ovn/release/stages.ts';
import type { RuleContext } from './context.ts';

export const answerStageOf = ({ stage }: RuleContext): PresentStage =>
  stage('ls_out_qos') ?? stage('ls_out_qos_mark') ?? 'ls_out_acl_action';
