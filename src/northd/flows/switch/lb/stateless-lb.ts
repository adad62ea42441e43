/**
 * ls_in_pre_stateful, ls_out_pre_lb, ls_out_stateful: load balancing of packets that stateless ACLs allow
 * (other_config:enable-stateless-acl-with-lb).
 */
import { parseAddress } from '../../../../base/ip.ts';
import type { Vip } from '../../../model/lb/vips.ts';
import type { LoadBalancer } from '../../../model/load-balancers.ts';
import { balancesStateless } from '../../shared/balances-stateless.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { rememberVip } from '../../shared/load-balancing.ts';
import { type SwitchLoadBalancer, vipMatch } from './lb.ts';

/** `build_lb_rules_pre_stateful` and `build_lb_rules_for_stateless_acl`. Those of load balancer groups do not count. */
export function* statelessLb({ ls, lb }: SwitchLoadBalancer, context: RuleContext): Iterable<Flow> {
  if (!balancesStateless(ls, context) || !ls.nb.load_balancer.includes(lb.nb)) return;
  const made = [...lb.vips.flatMap(vip => trackVip(vip, lb, context)), ...trackReplies(context)];
  for (const flow of made) yield withoutHint(flow, lb.madeFor);
}

function trackVip(vip: Vip, lb: LoadBalancer, context: RuleContext): Flow[] {
  const remember = context.has('statelessRemembersVip') ? rememberVip(vip, context) : '';
  const toVip = flow('ls_in_pre_stateful', 150, vipMatch(vip, lb), `${remember}ct_lb_mark;`);
  const snatIp = hairpinSnatIp(lb);
  if (snatIp === undefined && vip.port === undefined) return [toVip];
  const hairpin = `${lb.protocol} && ${ipOf(vip)}.dst == ${snatIp ?? vip.ip}`;
  return [toVip, flow('ls_in_pre_stateful', 105, hairpin, 'ct_lb_mark;')];
}

function trackReplies({ registers: R, has }: RuleContext): Flow[] {
  if (!has('statelessReplies')) return [];
  const isStateless = `${R.REGBIT_ACL_STATELESS} == 1`;
  return [
    flow('ls_out_pre_lb', 115, isStateless, `${R.REGBIT_CONNTRACK_NAT} = 1; next;`),
    flow('ls_out_stateful', 110, `${isStateless} && ct.new`, 'next;'),
  ];
}

/** Only a single IPv4 address is valid. */
function hairpinSnatIp({ nb }: LoadBalancer): string | undefined {
  const text = nb.options.get('hairpin_snat_ip');
  return parseAddress(text ?? '')?.family === 4 ? text : undefined;
}
