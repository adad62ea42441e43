/** ls_in_pre_stateful, ls_in_lb and, for VIPs without backends, ls_in_pre_lb: load balancing of new connections. */

import type { Switch } from '../../../model/datapath.ts';
import type { Vip } from '../../../model/lb/vips.ts';
import type { LoadBalancer } from '../../../model/load-balancers.ts';
import { answerStageOf } from '../../shared/answer-stage.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, metered } from '../../shared/flow.ts';
import { ipOf } from '../../shared/ip-field.ts';
import { type Balancing, emptyVipEvents, rejectMeter, rememberVip, vipActions } from '../../shared/load-balancing.ts';
import { trackedPort } from '../../shared/tracked-port.ts';

/** A load balancer on one of its switches. */
export interface SwitchLoadBalancer {
  readonly ls: Switch;
  readonly lb: LoadBalancer;
}

export const vipMatch = (vip: Vip, { protocol }: LoadBalancer): string =>
  `${ipOf(vip)}.dst == ${vip.ip}${vip.port === undefined ? '' : ` && ${protocol}.dst == ${vip.port}`}`;

/** Fragments have no ports, but connection tracking knows them. */
const trackedVipMatch = (vip: Vip, lb: LoadBalancer, context: RuleContext): string =>
  `${ipOf(vip)}.dst == ${vip.ip}${vip.port === undefined ? '' : ` && ${trackedPort(vip.port, lb, context)}`}`;

export const emptyLbEvents = ({ lb }: SwitchLoadBalancer, context: RuleContext): Iterable<Flow> =>
  emptyVipEvents('ls_in_pre_lb', lb, context);

/** `build_lb_rules_pre_stateful`: stores the VIP for hairpinning. */
export const lbPreStateful = ({ lb }: SwitchLoadBalancer, context: RuleContext): Iterable<Flow> =>
  context.shared(lb, 'lbPreStateful', () => preStateful(lb, context));

function* preStateful(lb: LoadBalancer, context: RuleContext): Iterable<Flow> {
  for (const vip of lb.vips) {
    const match = `${context.registers.REGBIT_CONNTRACK_NAT} == 1 && ${vipMatch(vip, lb)}`;
    yield flow('ls_in_pre_stateful', 120, match, `${rememberVip(vip, context)}ct_lb_mark;`, lb.madeFor);
  }
}

/** `build_lb_rules`. */
export const lbRules = ({ lb }: SwitchLoadBalancer, context: RuleContext): Iterable<Flow> =>
  context.shared(lb, 'lbRules', () => rules(lb, context));

function* rules(lb: LoadBalancer, context: RuleContext): Iterable<Flow> {
  const { has } = context;
  const balancing: Balancing = { remembersVip: has('fragmentsAreBalanced'), answerStage: answerStageOf(context) };
  for (const vip of lb.vips) {
    const priority = vip.port === undefined ? 110 : 120;
    const { kind, actions } = vipActions(vip, lb, balancing, context);
    const match = `ct.new && ${has('extractedPorts') ? trackedVipMatch(vip, lb, context) : vipMatch(vip, lb)}`;
    yield metered(
      rejectMeter(kind),
      flow('ls_in_lb', priority, match, `${kind === 'balance' ? skipCommit(context) : ''}${actions}`, lb.madeFor),
    );
  }
}

/** Load balancing has committed the connection. */
export const skipCommit = ({ has, registers }: RuleContext): string =>
  has('balancedIsCommitted') ? '' : `${registers.REGBIT_CONNTRACK_COMMIT} = 0; `;
