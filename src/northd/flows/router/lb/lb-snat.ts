/**
 * Whether the source address of load-balanced connections is replaced: lr_out_snat for those that keep it, lr_in_dnat for packets of
 * connections that have a state already.
 */
import type { Router } from '../../../model/datapath.ts';
import type { LoadBalancer } from '../../../model/load-balancers.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';
import { balancedMatch } from '../../shared/load-balancing.ts';
import { extractPort } from '../../shared/tracked-port.ts';

export interface LbSnat {
  /** The action that sets the flag. */
  readonly flag: string;
  /** The argument of `ct_lb_mark`. */
  readonly mark: string;
}

const SKIPPED: LbSnat = { flag: 'flags.skip_snat_for_lb = 1; ', mark: '; skip_snat' };
const FORCED: LbSnat = { flag: 'flags.force_snat_for_lb = 1; ', mark: '; force_snat' };
const ORDINARY: LbSnat = { flag: '', mark: '' };

export function lbSnat(router: Router, { skipsSnat }: LoadBalancer, { natsOf }: RuleContext): LbSnat {
  if (skipsSnat) return SKIPPED;
  const { lb, usesRouterIp } = natsOf(router).forceSnat;
  return lb.length > 0 || usesRouterIp ? FORCED : ORDINARY;
}

/** `build_lrouter_flows_for_lb`: the part for skipped SNAT. */
export function* lbSkippedSnat({ lb }: { readonly lb: LoadBalancer }): Iterable<Flow> {
  if (!lb.skipsSnat) return;
  yield withoutHint(flow('lr_out_snat', 120, 'flags.skip_snat_for_lb == 1 && ip', 'next;'), lb.madeFor);
}

/** `build_lrouter_nat_defrag_and_lb`: the part for load balancers. */
export function* balancedConnections(router: Router, context: RuleContext): Iterable<Flow> {
  const { has, natsOf } = context;
  if (!natsOf(router).hasLbVip) return;
  const related = `ct.rel && !ct.est && !ct.new${has('repliesNotBalanced') ? ' && !ct.rpl' : ''}`;
  for (const [match, actions] of [
    [related, 'ct_commit_nat;'],
    [balancedMatch(context), 'next;'],
  ] as const) {
    yield flow('lr_in_dnat', 70, `${match} && ct_mark.skip_snat == 1`, `${SKIPPED.flag}${actions}`);
    yield flow('lr_in_dnat', 70, `${match} && ct_mark.force_snat == 1`, `${FORCED.flag}${actions}`);
    yield flow('lr_in_dnat', 50, match, actions);
  }
}

/** `build_lrouter_in_ct_extract_flows`: the destination port that connection tracking knows, also of fragments. */
export function* trackPorts(router: Router, context: RuleContext): Iterable<Flow> {
  const extractStage = context.stage('lr_in_ct_extract');
  if (!extractStage || !context.natsOf(router).hasLbVip) return;
  yield flow(extractStage, 100, 'ct.new && ip', extractPort(context));
}
