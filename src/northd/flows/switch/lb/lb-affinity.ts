/** ls_in_lb_aff_check, ls_in_lb_aff_learn, ls_in_lb: a client keeps its first backend. */

import { type Backend, printEndpoint } from '../../../model/lb/backends.ts';
import type { Vip } from '../../../model/lb/vips.ts';
import type { LoadBalancer } from '../../../model/load-balancers.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { learnAffinity } from '../../shared/learn-affinity.ts';
import { rememberVip, vipRegister } from '../../shared/load-balancing.ts';
import { trackedPort } from '../../shared/tracked-port.ts';
import { type SwitchLoadBalancer, skipCommit } from './lb.ts';

/** `build_lswitch_lb_affinity_default_flows`. */
export function* lbAffinityDefaults(): Iterable<Flow> {
  yield flow('ls_in_lb_aff_check', 0, '1', 'next;');
  yield flow('ls_in_lb_aff_learn', 0, '1', 'next;');
}

/** `build_lb_affinity_ls_flows`. */
export function* lbAffinity({ lb }: SwitchLoadBalancer, context: RuleContext): Iterable<Flow> {
  const { registers, has } = context;
  for (const declared of lb.affinityTimeout ? lb.vips : []) {
    const vip = has('affinityOfPacket') ? declared : withFamily(declared);
    const match = `ct.new && ${ipOf(vip)} && ${known(vip, lb, context)}`;
    const check = `${registers.REGBIT_KNOWN_LB_SESSION} = chk_lb_aff(); next;`;
    yield flow('ls_in_lb_aff_check', 100, match, check, lb.madeFor);
    for (const backend of vip.backends) {
      yield learnAffinity('ls_in_lb_aff_learn', vip, backend, lb, context);
      yield reuse(vip, backend, lb, context);
    }
  }
}

/** A template variable counts as an IPv6 address here. */
const withFamily = (vip: Vip): Vip => ({ ...vip, family: vip.address?.family ?? 6 });

/** Matches packets to a VIP. */
function known(vip: Vip, lb: LoadBalancer, context: RuleContext): string {
  const { registers, has } = context;
  if (!has('affinityOfPacket')) {
    const ofPort = vip.port === undefined ? '' : ` && ${registers.REG_LB_PORT} == ${vip.port}`;
    return `${vipRegister(vip, context)} == ${vip.ip}${ofPort}`;
  }
  const ofPacket = `${lb.protocol} && ${lb.protocol}.dst == ${vip.port}`;
  const port = vip.port === undefined ? '' : has('extractedPorts') ? trackedPort(vip.port, lb, context) : ofPacket;
  return `${ipOf(vip)}.dst == ${vip.ip}${port && ` && ${port}`}`;
}

function reuse(vip: Vip, backend: Backend, lb: LoadBalancer, context: RuleContext): Flow {
  const { registers: R } = context;
  const known = `${R.REGBIT_KNOWN_LB_SESSION} == 1 && ct.new && ${ipOf(vip)}.dst == ${vip.ip}`;
  const ofPort = backend.port === undefined ? '' : ` && ${R.REG_LB_BACKEND_PORT} == ${backend.port}`;
  const register = vip.family === 6 ? R.REG_LB_BACKEND_IPV6 : R.REG_LB_BACKEND_IPV4;
  const toBackend = `ct_lb_mark(backends=${printEndpoint(backend, vip.family)});`;
  const actions = `${skipCommit(context)}${rememberVip(vip, context)}${toBackend}`;
  return flow('ls_in_lb', 150, `${known} && ${register} == ${backend.ip}${ofPort}`, actions, lb.madeFor);
}
