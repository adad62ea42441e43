/** ls_in_lb_aff_check, ls_in_lb_aff_learn, ls_in_lb: a client keeps its first backend. */

import { type Backend, type LoadBalancer, printEndpoint, type Vip } from '../../../model/load-balancers.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { learnAffinity } from '../../shared/learn-affinity.ts';
import { rememberVip, vipRegister } from '../../shared/load-balancing.ts';
import type { SwitchLoadBalancer } from './lb.ts';

/** `build_lswitch_lb_affinity_default_flows`. */
export function* lbAffinityDefaults(): Iterable<Flow> {
  yield flow('ls_in_lb_aff_check', 0, '1', 'next;');
  yield flow('ls_in_lb_aff_learn', 0, '1', 'next;');
}

/** `build_lb_affinity_ls_flows`. */
export function* lbAffinity({ lb }: SwitchLoadBalancer, context: RuleContext): Iterable<Flow> {
  const { REGBIT_KNOWN_LB_SESSION } = context.registers;
  for (const vip of lb.affinityTimeout ? lb.vips : []) {
    const ofPort = vip.port === undefined ? '' : ` && ${lb.protocol} && ${lb.protocol}.dst == ${vip.port}`;
    const match = `ct.new && ${ipOf(vip)} && ${ipOf(vip)}.dst == ${vip.ip}${ofPort}`;
    yield flow('ls_in_lb_aff_check', 100, match, `${REGBIT_KNOWN_LB_SESSION} = chk_lb_aff(); next;`, lb.madeFor);
    for (const backend of vip.backends) {
      yield learnAffinity('ls_in_lb_aff_learn', vip, backend, lb, context);
      yield reuse(vip, backend, lb, context);
    }
  }
}

function reuse(vip: Vip, backend: Backend, lb: LoadBalancer, context: RuleContext): Flow {
  const { REGBIT_KNOWN_LB_SESSION, REG_LB_PORT } = context.registers;
  const known = `${REGBIT_KNOWN_LB_SESSION} == 1 && ct.new && ${ipOf(vip)}.dst == ${vip.ip}`;
  const ofPort = backend.port === undefined ? '' : ` && ${REG_LB_PORT} == ${backend.port}`;
  const chosen = `${vipRegister(vip, context)} == ${backend.ip}${ofPort}`;
  const actions = `${rememberVip(vip, context)}ct_lb_mark(backends=${printEndpoint(backend, vip.family)});`;
  return flow('ls_in_lb', 150, `${known} && ${chosen}`, actions, lb.madeFor);
}
