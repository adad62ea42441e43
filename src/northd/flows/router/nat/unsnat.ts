/** lr_in_unsnat: replies to connections whose source address was replaced get their destination back. */
import type { NatRule } from '../../../model/nat/nat-rules.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { atGateway, sharesZone, translatesSource } from './nat-match.ts';

/**
 * `build_lrouter_in_unsnat_flow`, `build_lrouter_in_unsnat_stateless_flow` and `build_lrouter_in_unsnat_in_czone_flow`.
 */
export function* unsnat(rule: NatRule, context: RuleContext): Iterable<Flow> {
  if (!translatesSource(rule)) return;
  const { nb, router, gateway, isStateless, madeFor } = rule;
  const match = `ip && ${ipOf(rule)}.dst == ${nb.external_ip}${atGateway(rule, 'inport')}`;
  const priority = gateway ? 100 : 90;
  if (isStateless || !sharesZone(router, context)) {
    yield flow('lr_in_unsnat', priority, match, isStateless ? 'next;' : 'ct_snat;', madeFor);
    return;
  }
  const isLooped = 'flags.loopback == 1 && flags.use_snat_zone == 1';
  yield flow('lr_in_unsnat', priority, `${match} && flags.loopback == 0`, 'ct_snat_in_czone;', madeFor);
  yield flow('lr_in_unsnat', priority, `${match} && ${isLooped}`, 'ct_snat;', madeFor);
}
