/**
 * lr_in_defrag, lr_in_post_unsnat, lr_in_dnat, lr_out_post_undnat, lr_out_snat: with the option `ct-commit-all`, all connections are
 * tracked in both zones, not only those whose addresses are replaced.
 */
import type { PresentStage } from '../../../../ovn/release/stages.ts';
import { isTrue } from '../../../../ovn/schema/option-values.ts';
import { isGatewayRouter, type Router } from '../../../model/datapath.ts';
import { andResident } from '../../../model/gateways.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_gw_lrouter_commit_all`, and `build_dgp_lrouter_commit_all` for each gateway port. */
export function* commitAll(router: Router, context: RuleContext): Iterable<Flow> {
  const postUnsnat = context.stage('lr_in_post_unsnat');
  if (!postUnsnat || !commitsAll(router, context) || !tracksByZone(context)) return;
  if (isGatewayRouter(router)) yield* commitFlows(postUnsnat, '', '');
  for (const port of router.gatewayPorts) {
    const at = (direction: string) => ` && ${direction} == ${port.quoted}${andResident(port.chassisRedirect)}`;
    yield* commitFlows(postUnsnat, at('inport'), at('outport'));
  }
}

/** Whether every chassis can track a packet in a zone that the action names. */
export const tracksByZone = ({ chassisHas }: RuleContext): boolean =>
  chassisHas('ct-commit-to-zone') && chassisHas('ct-next-zone');

/** Only if the router changes addresses with connection tracking. */
export function commitsAll(router: Router, context: RuleContext): boolean {
  const { hasLbVip, forceSnat, rules } = context.natsOf(router);
  const isForced = forceSnat.usesRouterIp || forceSnat.dnat.length > 0 || forceSnat.lb.length > 0;
  const isStateful = hasLbVip || isForced || rules.some(({ isStateless }) => !isStateless);
  return triesToCommitAll(router, context) && isStateful;
}

export const triesToCommitAll = ({ nb }: Router, { stage }: RuleContext): boolean =>
  stage('lr_in_post_unsnat') !== undefined && isTrue(nb.options, 'ct-commit-all');

export const newByGateway = (atOutport: string): string => `ip && ct.new${atOutport}`;

const NOT_REPLY = '(!ct.trk || !ct.rpl)';

/** A packet loses its state in the SNAT zone when it enters the DNAT zone, so flags remember it. */
function* commitFlows(postUnsnat: PresentStage, atInport: string, atOutport: string): Iterable<Flow> {
  yield flow(postUnsnat, 10, `ip && ct.new${atInport}`, 'flags.unsnat_new = 1; next;');
  yield flow(postUnsnat, 10, `ip && !ct.trk${atInport}`, 'flags.unsnat_not_tracked = 1; next;');
  yield flow('lr_in_defrag', 10, `ip && ${NOT_REPLY}${atInport}`, 'ct_next(dnat);');
  yield flow('lr_in_dnat', 10, `ip && ct.new${atInport}`, 'ct_commit_to_zone(dnat);');
  const isNew = `flags.unsnat_new == 1${atOutport}`;
  const isUntracked = `ip && ${NOT_REPLY} && flags.unsnat_not_tracked == 1${atOutport}`;
  yield flow('lr_out_post_undnat', 10, isUntracked, 'ct_next(snat);');
  yield flow('lr_out_post_undnat', 10, `ip && ${isNew}`, 'next;');
  yield flow('lr_out_snat', 10, `ip && ${NOT_REPLY} && ${isNew}`, 'ct_commit_to_zone(snat);');
  yield flow('lr_out_snat', 10, newByGateway(atOutport), 'ct_commit_to_zone(snat);');
}
