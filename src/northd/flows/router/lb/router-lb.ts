/**
 * lr_in_dnat: load balancing of new connections. On routers with gateway ports, the replies of backends pass the chassis of the
 * gateway (lr_in_gw_redirect, lr_out_undnat), and without connection tracking their source is replaced (lr_out_snat).
 */
import { isTrue } from '../../../../ovn/schema/option-values.ts';
import type { Router, RouterPort } from '../../../model/datapath.ts';
import { andResident } from '../../../model/gateways.ts';
import type { LoadBalancer, Vip } from '../../../model/load-balancers.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { emptyVipEvents, vipActions } from '../../shared/load-balancing.ts';
import { dnatAction } from '../nat/dnat.ts';
import { type LbSnat, lbSnat } from './lb-snat.ts';

/** A load balancer on one of its routers. */
export interface RouterLoadBalancer {
  readonly router: Router;
  readonly lb: LoadBalancer;
}

/** `build_lrouter_defrag_flows_for_lb`: packets to VIPs are tracked. */
export function* lbDefrag({ lb }: RouterLoadBalancer): Iterable<Flow> {
  for (const vip of lb.vips) {
    yield flow('lr_in_defrag', 100, `ip && ${ipOf(vip)}.dst == ${vip.ip}`, 'ct_dnat;', lb.madeFor);
  }
}

export const routerEmptyLbEvents = ({ lb }: RouterLoadBalancer, context: RuleContext): Iterable<Flow> =>
  emptyVipEvents('lr_in_dnat', lb, context);

/** `build_lrouter_nat_flows_for_lb`. */
export function* routerLb({ router, lb }: RouterLoadBalancer, context: RuleContext): Iterable<Flow> {
  const snat = lbSnat(router, lb, context);
  for (const vip of lb.vips) {
    if (router.gatewayPorts.length === 0) yield balance(vip, lb, snat, '', '', context);
    for (const port of router.gatewayPorts) yield* balanceAt(port, vip, lb, snat, context);
  }
}

export function newConnections(vip: Vip, { protocol }: LoadBalancer): string {
  const ip = ipOf(vip);
  const ofPort = vip.port === undefined ? '' : ` && ${protocol} && ${protocol}.dst == ${vip.port}`;
  return `ct.new && !ct.rel && ${ip} && ${ip}.dst == ${vip.ip}${ofPort}`;
}

function balance(
  vip: Vip,
  lb: LoadBalancer,
  snat: LbSnat,
  resident: string,
  first: string,
  context: RuleContext,
): Flow {
  const balancing = { ...snat, remembersVip: lb.affinityTimeout > 0, answerStage: 'lr_out_snat' } as const;
  const { actions } = vipActions(vip, lb, balancing, context);
  const priority = vip.port === undefined ? 110 : 120;
  return flow('lr_in_dnat', priority, `${newConnections(vip, lb)}${resident}`, `${first}${actions}`, lb.madeFor);
}

/** `build_distr_lrouter_nat_flows_for_lb`. */
function* balanceAt(port: RouterPort, vip: Vip, lb: LoadBalancer, snat: LbSnat, context: RuleContext): Iterable<Flow> {
  const { backends } = vip;
  const isStateless = port.datapath.gatewayPorts.length > 1 && isTrue(lb.nb.options, 'use_stateless_nat');
  const [backend] = backends;
  const resident = backend || !lb.rejectsWhenEmpty ? andResident(port.chassisRedirect) : '';
  const toBackend = isStateless && backend ? `${ipOf(vip.address ?? { family: 6 })}.dst = ${backend.ip}; ` : '';
  yield balance(vip, lb, snat, resident, toBackend, context);
  if (!backend) return;
  const replies = repliesOf(vip, lb);
  const redirect = `outport = ${port.chassisRedirect!.quoted}; next;`;
  yield flow('lr_in_gw_redirect', 200, `${replies} && outport == ${port.quoted}`, redirect, lb.madeFor);
  const passes = `(inport == ${port.quoted} || outport == ${port.quoted})${andResident(port.chassisRedirect)}`;
  const match = `${replies} && ${passes}${isStateless ? ` && ${lb.protocol}` : ''}`;
  const undnat = snat.flag ? `${snat.flag}next;` : `${dnatAction(port.datapath, context)};`;
  yield flow('lr_out_undnat', 120, match, isStateless ? 'next;' : undnat, lb.madeFor);
  if (isStateless) yield flow('lr_out_snat', 160, match, fromVip(vip, lb), lb.madeFor);
}

function repliesOf(vip: Vip, { protocol }: LoadBalancer): string {
  const ip = ipOf(vip);
  const sources = vip.backends.map(({ ip: source, portText }) => {
    const ofPort = portText === undefined ? '' : ` && ${protocol}.src == ${portText}`;
    return `(${ip}.src == ${source}${ofPort})`;
  });
  return `${ip} && (${sources.join(' || ')})`;
}

function fromVip(vip: Vip, { protocol }: LoadBalancer): string {
  const port = vip.port === undefined ? '' : `${protocol}.src = ${vip.port}; `;
  return `${ipOf(vip)}.src = ${vip.ip}; ${port}next;`;
}
