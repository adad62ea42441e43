/**
 * lr_in_defrag or lr_in_ct_extract, lr_in_dnat, lr_out_snat: load balancers with `use_stateless_nat` replace addresses without
 * connection tracking, so that the packets of a connection can pass several chassis.
 */
import type { RouterPort } from '../../../model/datapath.ts';
import { residentAt } from '../../../model/gateways.ts';
import type { Vip } from '../../../model/lb/vips.ts';
import type { LoadBalancer } from '../../../model/load-balancers.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { hashFields } from '../../shared/load-balancing.ts';

/** `build_lrouter_defrag_actions_for_lb_stateless`: the number of a backend, on any router. */
export function* statelessChoice({ lb }: { readonly lb: LoadBalancer }, { registers: R, stage }: RuleContext) {
  for (const vip of lb.isStateless ? lb.vips : []) {
    const numbers = vip.backends.map((_, index) => index).join();
    const hash = hashFields(lb);
    const choice = `${R.REG_IDX_LB_STATELESS} = select(${hash ? `values=(${numbers})${hash}` : numbers});`;
    const actions = vip.backends.length > 1 ? choice : 'next;';
    const chosen = stage('lr_in_ct_extract') ?? 'lr_in_defrag';
    yield flow(chosen, 120, `ip && ${ipOf(vip)}.dst == ${vip.ip}`, actions, lb.madeFor);
  }
}

/** `build_lrouter_flows_for_lb_stateless`: to the chosen backend, on a router with several gateway ports. */
export function* statelessBackends(
  { chassisRedirect }: RouterPort,
  vip: Vip,
  { protocol, madeFor }: LoadBalancer,
  { registers: R }: RuleContext,
): Iterable<Flow> {
  const ip = ipOf(vip);
  const toPort = vip.port === undefined ? '' : ` && ${protocol} && ${protocol}.dst == ${vip.port}`;
  const toVip = `${residentAt(chassisRedirect!)} && ${ip} && ${ip}.dst == ${vip.ip}${toPort}`;
  const priority = vip.port === undefined ? 110 : 120;
  for (const [index, backend] of vip.backends.entries()) {
    const chosen = vip.backends.length > 1 ? ` && ${R.REG_IDX_LB_STATELESS} == ${index}` : '';
    const setPort = vip.port === undefined ? '' : `${protocol}.dst = ${backend.portText}; `;
    yield flow('lr_in_dnat', priority, `${toVip}${chosen}`, `${ip}.dst = ${backend.ip}; ${setPort}next;`, madeFor);
  }
}

/** Matches packets of the backends. */
export function repliesOf(vip: Vip, { protocol }: LoadBalancer): string {
  const ip = ipOf(vip);
  const sources = vip.backends.map(({ ip: source, portText }) => {
    const ofPort = portText === undefined ? '' : ` && ${protocol}.src == ${portText}`;
    return `(${ip}.src == ${source}${ofPort})`;
  });
  return `${ip} && (${sources.join(' || ')})`;
}

/** Replaces the source by the VIP. */
export function fromVip(vip: Vip, { protocol }: LoadBalancer): string {
  const port = vip.port === undefined ? '' : `${protocol}.src = ${vip.port}; `;
  return `${ipOf(vip)}.src = ${vip.ip}; ${port}next;`;
}
