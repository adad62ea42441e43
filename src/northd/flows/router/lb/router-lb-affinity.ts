/** lr_in_lb_aff_check, lr_in_lb_aff_learn, lr_in_dnat: a client keeps its first backend. */
import { type Backend, printEndpoint } from '../../../model/lb/backends.ts';
import type { Vip } from '../../../model/lb/vips.ts';
import type { LoadBalancer } from '../../../model/load-balancers.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { learnAffinity, type VipRegisters, vipRegisters } from '../../shared/learn-affinity.ts';
import { type LbSnat, lbSnat } from './lb-snat.ts';
import { newConnections, type RouterLoadBalancer } from './router-lb.ts';

/** `build_lrouter_lb_affinity_default_flows`. */
export function* routerAffinityDefaults(): Iterable<Flow> {
  yield flow('lr_in_lb_aff_check', 0, '1', 'next;');
  yield flow('lr_in_lb_aff_learn', 0, '1', 'next;');
}

/** `build_lb_affinity_lr_flows`. */
export function* routerLbAffinity({ router, lb }: RouterLoadBalancer, context: RuleContext): Iterable<Flow> {
  const snat = lbSnat(router, lb, context);
  for (const vip of lb.affinityTimeout ? lb.vips : []) {
    const learned = withFamily(vip);
    const affinity = context.has('affinityKeepsVip')
      ? affinityOf(learned, context)
      : olderAffinityOf(learned, lb, context);
    const check = `${affinity.check}${context.registers.REGBIT_KNOWN_LB_SESSION} = chk_lb_aff(); next;`;
    yield flow('lr_in_lb_aff_check', 100, newConnections(vip, lb, context), check, lb.madeFor);
    for (const backend of vip.backends) {
      yield learnAffinity('lr_in_lb_aff_learn', learned, backend, lb, context, affinity.vip);
      const { match, actions } = reuse(learned, backend, snat, affinity, context);
      yield flow('lr_in_dnat', 150, match, actions, lb.madeFor);
    }
  }
}

/** A template variable counts as an IPv6 address here. */
const withFamily = (vip: Vip): Vip => ({ ...vip, family: vip.address?.family ?? 6 });

/** Where a release keeps the VIP and the backend of a connection. */
interface Affinity {
  readonly vip: VipRegisters;
  readonly backend: VipRegisters;
  /** Actions before the check, and before a connection is balanced to its backend. */
  readonly check: string;
  readonly balance: string;
}

/** The flow that balances a connection stores its VIP (`rememberVip`). */
function affinityOf(vip: Vip, context: RuleContext): Affinity {
  const registers = vipRegisters(vip, context);
  return { vip: registers, backend: registers, check: '', balance: '' };
}

function olderAffinityOf(
  { family, ip, port }: Vip,
  { protocol }: LoadBalancer,
  { registers: R }: RuleContext,
): Affinity {
  const stored = family === 6 ? R.REG_NEXT_HOP_IPV6 : R.REG_NEXT_HOP_IPV4;
  const storePort = port === undefined ? '' : `${R.REG_ORIG_TP_DPORT_ROUTER} = ${protocol}.dst; `;
  return {
    vip: { ip: stored, port: R.REG_ORIG_TP_DPORT_ROUTER },
    backend: { ip: family === 6 ? R.REG_LB_IPV6 : R.REG_LB_BACKEND_IPV4, port: R.REG_LB_BACKEND_PORT },
    check: `${stored} = ip${family}.dst; ${storePort}`,
    balance: `${stored} = ${ip}; `,
  };
}

function reuse(
  vip: Vip,
  backend: Backend,
  { flag, mark }: LbSnat,
  { backend: known, balance }: Affinity,
  { registers }: RuleContext,
): Pick<Flow, 'match' | 'actions'> {
  const isKnown = `${registers.REGBIT_KNOWN_LB_SESSION} == 1 && ct.new && ${ipOf(vip)}.dst == ${vip.ip}`;
  const ofPort = backend.port === undefined ? '' : ` && ${known.port} == ${backend.port}`;
  return {
    match: `${isKnown} && ${known.ip} == ${backend.ip}${ofPort}`,
    actions: `${balance}${flag}ct_lb_mark(backends=${printEndpoint(backend, vip.family)}${mark});`,
  };
}
