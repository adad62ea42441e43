/** lr_in_lb_aff_check, lr_in_lb_aff_learn, lr_in_dnat: a client keeps its first backend. */
import { type Backend, printEndpoint, type Vip } from '../../../model/load-balancers.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { learnAffinity } from '../../shared/learn-affinity.ts';
import { vipRegister } from '../../shared/load-balancing.ts';
import { type LbSnat, lbSnat } from './lb-snat.ts';
import { newConnections, type RouterLoadBalancer } from './router-lb.ts';

/** `build_lrouter_lb_affinity_default_flows`. */
export function* routerAffinityDefaults(): Iterable<Flow> {
  yield flow('lr_in_lb_aff_check', 0, '1', 'next;');
  yield flow('lr_in_lb_aff_learn', 0, '1', 'next;');
}

/** `build_lb_affinity_lr_flows`. */
export function* routerLbAffinity({ router, lb }: RouterLoadBalancer, context: RuleContext): Iterable<Flow> {
  const { REGBIT_KNOWN_LB_SESSION } = context.registers;
  const snat = lbSnat(router, lb, context);
  for (const vip of lb.affinityTimeout ? lb.vips : []) {
    const check = `${REGBIT_KNOWN_LB_SESSION} = chk_lb_aff(); next;`;
    yield flow('lr_in_lb_aff_check', 100, newConnections(vip, lb), check, lb.madeFor);
    const learned = withFamily(vip);
    for (const backend of vip.backends) {
      yield learnAffinity('lr_in_lb_aff_learn', learned, backend, lb, context);
      const { match, actions } = reuse(learned, backend, snat, context);
      yield flow('lr_in_dnat', 150, match, actions, lb.madeFor);
    }
  }
}

/** A template variable counts as an IPv6 address here. */
const withFamily = (vip: Vip): Vip => ({ ...vip, family: vip.address?.family ?? 6 });

function reuse(
  vip: Vip,
  backend: Backend,
  { flag, mark }: LbSnat,
  context: RuleContext,
): Pick<Flow, 'match' | 'actions'> {
  const { REGBIT_KNOWN_LB_SESSION, REG_LB_PORT } = context.registers;
  const known = `${REGBIT_KNOWN_LB_SESSION} == 1 && ct.new && ${ipOf(vip)}.dst == ${vip.ip}`;
  const ofPort = backend.port === undefined ? '' : ` && ${REG_LB_PORT} == ${backend.port}`;
  return {
    match: `${known} && ${vipRegister(vip, context)} == ${backend.ip}${ofPort}`,
    actions: `${flag}ct_lb_mark(backends=${printEndpoint(backend, vip.family)}${mark});`,
  };
}
