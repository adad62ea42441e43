/** lr_out_undnat, lr_out_post_undnat: on a gateway router, all packets pass the DNAT zone, so that replies get their source back. */
import { isGatewayRouter, type Router } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { commitsAll } from './commit-all.ts';

/** `build_lrouter_nat_defrag_and_lb`: the part for gateway routers. */
export function* gatewayRouterUndnat(router: Router, context: RuleContext): Iterable<Flow> {
  const hasNat = router.nb.nat.length > 0 || context.natsOf(router).hasLbVip;
  if (!isGatewayRouter(router) || !hasNat) return;
  yield flow('lr_out_undnat', 100, 'nd || nd_rs || nd_ra', 'next;');
  yield flow('lr_out_undnat', 50, 'ip', 'flags.loopback = 1; ct_dnat;');
  if (!commitsAll(router, context)) {
    yield flow('lr_out_post_undnat', 50, 'ip && ct.new', 'ct_commit { } ; next; ');
  }
}
