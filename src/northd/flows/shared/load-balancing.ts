/** What switches and routers do with packets to the VIPs of load balancers. */
import type { PresentStage } from '../../../ovn/release/stages.ts';
import { isTrue } from '../../../ovn/schema/option-values.ts';
import { isEnabled } from '../../model/datapath.ts';
import { derivedUuid } from '../../model/derived-uuid.ts';
import { type Backend, printEndpoint } from '../../model/lb/backends.ts';
import type { Vip } from '../../model/lb/vips.ts';
import type { LoadBalancer } from '../../model/load-balancers.ts';
import type { RuleContext } from './context.ts';
import { type ControlMeter, type Flow, flow, metered } from './flow.ts';
import { ipOf } from './ip-field.ts';

/** Matches requests of connections that have a backend already. */
export const balancedMatch = ({ has }: RuleContext): string =>
  `ct.est && !ct.rel && !ct.new${has('repliesNotBalanced') ? ' && !ct.rpl' : ''} && ct_mark.natted`;

/** The register that stores the VIP of a packet. */
export const vipRegister = ({ family }: Vip, { registers }: RuleContext): string =>
  family === 6 ? registers.REG_LB_IPV6 : registers.REG_LB_IPV4;

export function rememberVip(vip: Vip, context: RuleContext): string {
  const port = vip.port === undefined ? '' : `${context.registers.REG_LB_PORT} = ${vip.port}; `;
  return `${vipRegister(vip, context)} = ${vip.ip}; ${port}`;
}

/** How a datapath balances new connections. */
export interface Balancing {
  readonly remembersVip: boolean;
  /** The egress stage in which answers to rejected connections go on. */
  readonly answerStage: PresentStage;
  /** An action before the others, and an argument of `ct_lb_mark`. */
  readonly flag?: string;
  readonly mark?: string;
}

interface VipActions {
  readonly kind: 'balance' | 'reject' | 'drop';
  readonly actions: string;
}

export const rejectMeter = (kind: VipActions['kind']): ControlMeter | undefined =>
  kind === 'reject' ? 'reject' : undefined;

/** `build_lb_vip_actions`: the actions for a new connection to `vip`. */
export function vipActions(vip: Vip, lb: LoadBalancer, balancing: Balancing, context: RuleContext): VipActions {
  const { flag = '', mark = '', remembersVip, answerStage } = balancing;
  const { has, options, tableOf } = context;
  const usable = vip.backends.filter(backend => isUsable(backend, vip, lb, context));
  if (usable.length === 0 && !lb.rejectsWhenEmpty) {
    return { kind: 'drop', actions: `${has('dropsSetNoFlag') ? '' : flag}${options.drop}` };
  }
  if (usable.length === 0) {
    const answer = `outport <-> inport; next(pipeline=egress,table=${tableOf(answerStage)});`;
    return { kind: 'reject', actions: `${flag}reg0 = 0; reject { ${answer}};` };
  }
  const backends = vip.healthCheck || lb.isDistributed ? printBackends(usable, vip, lb) : vip.backendsText;
  const remember = remembersVip ? rememberVip(vip, context) : '';
  const balance = lb.isDistributed ? 'ct_lb_mark_local' : 'ct_lb_mark';
  return { kind: 'balance', actions: `${flag}${remember}${balance}(backends=${backends}${hashFields(lb)}${mark});` };
}

/** Whether its health is checked, and its port is known, as far as the VIP needs that. */
const isUsable = (backend: Backend, vip: Vip, lb: LoadBalancer, context: RuleContext): boolean =>
  (!vip.healthCheck || isMonitored(backend, context)) && (!lb.isDistributed || backend.logicalPort !== undefined);

const isMonitored = ({ monitor }: Backend, { switchPorts }: RuleContext): boolean => {
  const port = switchPorts.get(monitor?.logicalPort ?? '');
  return monitor !== undefined && (monitor.isRemote || (port !== undefined && isEnabled(port)));
};

/** As parsed; those of a distributed load balancer with their ports. A template variable counts as an IPv6 address here. */
const printBackends = (backends: readonly Backend[], { address }: Vip, { isDistributed }: LoadBalancer): string =>
  backends
    .map(({ ip, port = 0, logicalPort }) => {
      const endpoint = printEndpoint({ ip, port }, address?.family ?? 6);
      return isDistributed ? `"${logicalPort}":${endpoint}` : endpoint;
    })
    .join();

export function hashFields({ nb: { selection_fields, protocol } }: LoadBalancer): string {
  if (selection_fields.length === 0) return '';
  const fields = selection_fields.map(field => (protocol ? field.replace(/^tp_(?=src$|dst$)/, `${protocol}_`) : field));
  return `; hash_fields="${fields.join()}"`;
}

/** `build_empty_lb_event_flow`: ovn-controller reports requests for a VIP without backends to the CMS. */
export function* emptyVipEvents(stage: PresentStage, lb: LoadBalancer, { options }: RuleContext): Iterable<Flow> {
  const isReported = (isTrue(lb.nb.options, 'event') || options.reportsEmptyBackends) && !lb.rejectsWhenEmpty;
  for (const vip of isReported ? lb.vips.filter(({ backends }) => backends.length === 0) : []) {
    const ofPort = vip.port === undefined ? '' : ` && ${lb.protocol}.dst == ${vip.port}`;
    const match = `${ipOf(vip)}.dst == ${vip.ip} && ${lb.protocol}${ofPort}`;
    const uuid = lb.nb._uuid || derivedUuid('Load_Balancer', lb.nb.name);
    const of = `vip = "${printEndpoint(vip, vip.family)}", protocol = "${lb.protocol}", load_balancer = "${uuid}"`;
    yield metered(
      'event-elb',
      flow(stage, 130, match, `trigger_event(event = "empty_lb_backends", ${of});`, lb.madeFor),
    );
  }
}
