/**
 * lr_in_dnat: load balancing of new connections. On routers with gateway ports, the replies of backends pass the chassis of the
 * gateway (lr_in_gw_redirect, lr_out_undnat). Also lr_in_defrag, lr_in_unsnat and lr_in_ip_input: what happens before with packets
 * to VIPs.
 */
import type { Router, RouterPort } from '../../../model/datapath.ts';
import { andResident } from '../../../model/gateways.ts';
import type { Vip } from '../../../model/lb/vips.ts';
import type { LoadBalancer } from '../../../model/load-balancers.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { emptyVipEvents, rejectMeter, vipActions } from '../../shared/load-balancing.ts';
import { trackedPort } from '../../shared/tracked-port.ts';
import { dnatAction } from '../nat/dnat.ts';
import { type LbSnat, lbSnat } from './lb-snat.ts';
import { fromVip, repliesOf, statelessBackends } from './stateless-lb.ts';

/** A load balancer on one of its routers. */
export interface RouterLoadBalancer {
  readonly router: Router;
  readonly lb: LoadBalancer;
}

/** `build_lrouter_defrag_flows_for_lb`: packets to VIPs are tracked, if they have to be. */
export function lbDefrag({ lb }: RouterLoadBalancer, { has, shared }: RuleContext): Iterable<Flow> {
  if (lb.isStateless && has('statelessWithoutTracking')) return [];
  return shared(lb, 'lbDefrag', () =>
    lb.vips.map(vip => flow('lr_in_defrag', 100, `ip && ${ipOf(vip)}.dst == ${vip.ip}`, 'ct_dnat;', lb.madeFor)),
  );
}

/** `build_lrouter_nat_flows_for_lb`: the part for VIPs that are external addresses of NAT, too. */
export function* vipUnsnat({ router, lb }: RouterLoadBalancer): Iterable<Flow> {
  const externals = new Set(router.nb.nat.map(({ external_ip }) => external_ip));
  for (const vip of lb.vips.filter(({ ip }) => externals.has(ip))) {
    const ip = ipOf(vip);
    const ofPort = vip.port === undefined ? '' : ` && ${lb.protocol}.dst == ${vip.port}`;
    yield flow('lr_in_unsnat', 120, `${ip} && ${ip}.dst == ${vip.ip} && ${lb.protocol}${ofPort}`, 'next;', lb.madeFor);
  }
}

/** `build_lrouter_allow_vip_traffic_template`: ovn-controller knows only later whether it is an address of the router. */
export function* templateVipInput({ lb }: RouterLoadBalancer): Iterable<Flow> {
  for (const vip of lb.vips.filter(({ ip, address }) => !address && ip.includes('^'))) {
    yield flow('lr_in_ip_input', 100, `${ipOf(vip)}.dst == ${vip.ip}`, 'next;', lb.madeFor);
  }
}

export const routerEmptyLbEvents = ({ lb }: RouterLoadBalancer, context: RuleContext): Iterable<Flow> =>
  emptyVipEvents('lr_in_dnat', lb, context);

/** `build_lrouter_nat_flows_for_lb`. */
export function* routerLb({ router, lb }: RouterLoadBalancer, context: RuleContext): Iterable<Flow> {
  const snat = lbSnat(router, lb, context);
  const ports = context.has('vipsAtEachGateway') ? router.gatewayPorts : router.gatewayPorts.slice(0, 1);
  if (ports.length === 0) {
    yield* context.shared(lb, `routerLb${snat.mark}`, () =>
      lb.vips.map(vip => balance(vip, lb, snat, '', '', context)),
    );
    return;
  }
  for (const vip of lb.vips) {
    for (const port of ports) yield* balanceAt(port, vip, lb, snat, context);
  }
}

export function newConnections(vip: Vip, lb: LoadBalancer, context: RuleContext): string {
  const ip = ipOf(vip);
  const isTracked = context.stage('lr_in_ct_extract') !== undefined;
  const toPort = (port: string) =>
    isTracked ? trackedPort(port, lb, context) : `${lb.protocol} && ${lb.protocol}.dst == ${port}`;
  const ofPort = vip.port === undefined ? '' : ` && ${toPort(vip.port)}`;
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
  const remembersVip = lb.affinityTimeout > 0 && context.has('affinityKeepsVip');
  const { kind, actions } = vipActions(vip, lb, { ...snat, remembersVip, answerStage: 'lr_out_snat' }, context);
  const match = newConnections(vip, lb, context) + resident;
  return metered(rejectMeter(kind), flow('lr_in_dnat', vipPriority(vip), match, `${first}${actions}`, lb.madeFor));
}

const vipPriority = ({ port }: Vip): number => (port === undefined ? 110 : 120);

/** `build_distr_lrouter_nat_flows_for_lb`. */
function* balanceAt(port: RouterPort, vip: Vip, lb: LoadBalancer, snat: LbSnat, context: RuleContext): Iterable<Flow> {
  const [backend] = vip.backends;
  const isStateless = lb.isStateless && port.datapath.gatewayPorts.length > 1 && context.has('vipsAtEachGateway');
  if (isStateless && context.has('statelessWithoutTracking')) {
    yield* statelessBackends(port, vip, lb, context);
  } else {
    const isCentral = !lb.isDistributed && (backend || !lb.rejectsWhenEmpty);
    const toBackend = isStateless && backend ? `${ipOf(vip.address ?? { family: 6 })}.dst = ${backend.ip}; ` : '';
    yield balance(vip, lb, snat, isCentral ? andResident(port.chassisRedirect) : '', toBackend, context);
  }
  if (backend) yield* repliesAt(port, vip, lb, isStateless, snat, context);
}

/** Replies of the backends, which leave by the gateway port. */
function* repliesAt(
  port: RouterPort,
  vip: Vip,
  lb: LoadBalancer,
  isStateless: boolean,
  snat: LbSnat,
  context: RuleContext,
): Iterable<Flow> {
  const { quoted, chassisRedirect } = port;
  const isCentral = isStateless || !lb.isDistributed;
  const replies = repliesOf(vip, lb);
  const redirect = `outport = ${isCentral ? chassisRedirect!.quoted : quoted}; next;`;
  yield flow('lr_in_gw_redirect', 200, `${replies} && outport == ${quoted}`, redirect, lb.madeFor);
  const passes = `(inport == ${quoted} || outport == ${quoted})${isCentral ? andResident(chassisRedirect) : ''}`;
  const match = `${replies} && ${passes}${isStateless ? ` && ${lb.protocol}` : ''}`;
  const undnat = snat.flag ? `${snat.flag}next;` : `${dnatAction(port.datapath, context)};`;
  yield flow('lr_out_undnat', 120, match, isStateless ? 'next;' : undnat, lb.madeFor);
  if (isStateless) yield flow('lr_out_snat', 160, match, fromVip(vip, lb), lb.madeFor);
}
