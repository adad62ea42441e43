/** ls_in_pre_stateful, ls_in_lb and, for VIPs without backends, ls_in_pre_lb: load balancing of new connections. */

import { isTrue } from '../../../../ovn/schema/option-values.ts';
import type { Switch } from '../../../model/datapath.ts';
import { isEnabled } from '../../../model/datapath.ts';
import { derivedUuid } from '../../../model/derived-uuid.ts';
import { type Backend, type LoadBalancer, printEndpoint, type Vip } from '../../../model/load-balancers.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** A load balancer on one of its switches. */
export interface SwitchLoadBalancer {
  readonly ls: Switch;
  readonly lb: LoadBalancer;
}

export const ipOf = ({ family }: Vip): 'ip4' | 'ip6' => (family === 6 ? 'ip6' : 'ip4');

/** The register that stores the VIP of a packet. */
export const vipRegister = ({ family }: Vip, { registers }: RuleContext): string =>
  family === 6 ? registers.REG_LB_IPV6 : registers.REG_LB_IPV4;

export function rememberVip(vip: Vip, context: RuleContext): string {
  const port = vip.port === undefined ? '' : `${context.registers.REG_LB_PORT} = ${vip.port}; `;
  return `${vipRegister(vip, context)} = ${vip.ip}; ${port}`;
}

const vipMatch = (vip: Vip, { protocol }: LoadBalancer): string =>
  `${ipOf(vip)}.dst == ${vip.ip}${vip.port === undefined ? '' : ` && ${protocol}.dst == ${vip.port}`}`;

/** `build_empty_lb_event_flow`: ovn-controller reports requests for a VIP without backends to the CMS. */
export function* emptyLbEvents({ lb }: SwitchLoadBalancer, { options }: RuleContext): Iterable<Flow> {
  const isReported = (isTrue(lb.nb.options, 'event') || options.reportsEmptyBackends) && !lb.rejectsWhenEmpty;
  for (const vip of isReported ? lb.vips.filter(({ backends }) => backends.length === 0) : []) {
    const ofPort = vip.port === undefined ? '' : ` && ${lb.protocol}.dst == ${vip.port}`;
    const match = `${ipOf(vip)}.dst == ${vip.ip} && ${lb.protocol}${ofPort}`;
    const uuid = lb.nb._uuid || derivedUuid('Load_Balancer', lb.nb.name);
    const of = `vip = "${printEndpoint(vip, vip.family)}", protocol = "${lb.protocol}", load_balancer = "${uuid}"`;
    yield flow('ls_in_pre_lb', 130, match, `trigger_event(event = "empty_lb_backends", ${of});`, lb.madeFor);
  }
}

/** `build_lb_rules_pre_stateful`: stores the VIP for hairpinning. */
export function* lbPreStateful({ lb }: SwitchLoadBalancer, context: RuleContext): Iterable<Flow> {
  for (const vip of lb.vips) {
    const match = `${context.registers.REGBIT_CONNTRACK_NAT} == 1 && ${vipMatch(vip, lb)}`;
    yield flow('ls_in_pre_stateful', 120, match, `${rememberVip(vip, context)}ct_lb_mark;`, lb.madeFor);
  }
}

/** `build_lb_rules`. */
export function* lbRules({ lb }: SwitchLoadBalancer, context: RuleContext): Iterable<Flow> {
  for (const vip of lb.vips) {
    const priority = vip.port === undefined ? 110 : 120;
    yield flow('ls_in_lb', priority, `ct.new && ${vipMatch(vip, lb)}`, vipActions(vip, lb, context), lb.madeFor);
  }
}

/** `build_lb_vip_actions`. */
function vipActions(vip: Vip, lb: LoadBalancer, context: RuleContext): string {
  const monitored = vip.backends.filter(backend => isMonitored(backend, context));
  const isEmpty = vip.healthCheck ? monitored.length === 0 : vip.backends.length === 0;
  const answer = `outport <-> inport; next(pipeline=egress,table=${context.tableOf('ls_out_qos')});`;
  if (isEmpty) return lb.rejectsWhenEmpty ? `reg0 = 0; reject { ${answer}};` : context.options.drop;
  const backends = vip.healthCheck
    ? monitored.map(({ ip, port = 0 }) => printEndpoint({ ip, port }, vip.family)).join()
    : vip.backendsText;
  return `${rememberVip(vip, context)}ct_lb_mark(backends=${backends}${hashFields(lb)});`;
}

const isMonitored = ({ monitor }: Backend, { switchPorts }: RuleContext): boolean => {
  const port = switchPorts.get(monitor?.logicalPort ?? '');
  return port !== undefined && isEnabled(port);
};

function hashFields({ nb: { selection_fields, protocol } }: LoadBalancer): string {
  if (selection_fields.length === 0) return '';
  const fields = selection_fields.map(field => (protocol ? field.replace(/^tp_(?=src$|dst$)/, `${protocol}_`) : field));
  return `; hash_fields="${fields.join()}"`;
}
