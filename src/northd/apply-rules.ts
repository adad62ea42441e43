/** Applies the rules to their subjects, in the order of ovn-northd (`build_lswitch_and_lrouter_flows`). */
import type { RuleName } from '../network/logical-network.ts';
import type { RuleContext } from './flows/shared/context.ts';
import type { FlowTable } from './flows/shared/flow-table.ts';
import { isApplied, type RuleList } from './flows/shared/rule.ts';
import { monitoredBackends } from './flows/switch/arp/service-monitor.ts';
import { isGatewayRouter, type Router, type SwitchOrRouter } from './model/datapath.ts';
import type { Topology } from './model/join/join.ts';
import type { LoadBalancers } from './model/join/join-load-balancers.ts';
import type { MadeFor } from './model/made-for.ts';
import type { NatRule } from './model/nat/nat-rules.ts';
import {
  NAT_RULES,
  ROUTER_LOAD_BALANCER_RULES,
  ROUTER_PORT_NAT_RULES,
  ROUTER_STATEFUL_RULES,
} from './router-nat-rules.ts';
import { ROUTER_PORT_RULES, ROUTER_RULES } from './router-rules.ts';
import { MONITORED_BACKEND_RULES, SWITCH_PORT_RULES } from './switch-port-rules.ts';
import { SWITCH_RULES } from './switch-rules.ts';
import { LOAD_BALANCER_RULES, STATEFUL_RULES } from './switch-stateful-rules.ts';

export function applyRules(
  { switches, switchPorts, routers, routerPorts }: Topology,
  lbs: LoadBalancers,
  context: RuleContext,
  table: FlowTable,
): void {
  const { has } = context;
  const applier = <S>(list: RuleList<S>) => {
    const applied = Object.entries(list).filter(([, row]) => isApplied(row, has));
    const rows = applied.map(([name, { rule, ovn }]) => ({ rule, ruleName: { name, ovn } as RuleName }));
    return (subject: S, datapath: SwitchOrRouter, madeFor: MadeFor) => {
      for (const { rule, ruleName } of rows) table.add(datapath, ruleName, madeFor, rule(subject, context));
    };
  };
  const applyToSwitch = applier(SWITCH_RULES);
  const applyToRouter = applier(ROUTER_RULES);
  const applyToPort = applier(SWITCH_PORT_RULES);
  const applyToRouterPort = applier(ROUTER_PORT_RULES);
  const applyToBackend = applier(MONITORED_BACKEND_RULES);
  const applyToLoadBalancer = applier(LOAD_BALANCER_RULES);
  const applyToRouterLoadBalancer = applier(ROUTER_LOAD_BALANCER_RULES);
  const applyToRouterPortNat = applier(ROUTER_PORT_NAT_RULES);
  const applyToNat = applier(NAT_RULES);
  const applyToStatefulRouter = applier(ROUTER_STATEFUL_RULES);
  const applyToStateful = applier(STATEFUL_RULES);
  for (const ls of switches) applyToSwitch(ls, ls, ls.madeFor);
  for (const router of routers) applyToRouter(router, router, router.madeFor);
  for (const port of switchPorts.values()) applyToPort(port, port.datapath, port.madeFor);
  for (const port of routerPorts.values()) applyToRouterPort(port, port.datapath, port.madeFor);
  for (const port of routerPorts.values()) applyToRouterPortNat(port, port.datapath, port.madeFor);
  for (const backend of monitoredBackends(lbs.all, context)) {
    applyToBackend(backend, backend.port.datapath, backend.lb.madeFor);
  }
  for (const router of routers) {
    for (const lb of lbs.ofRouter(router)) applyToRouterLoadBalancer({ router, lb }, router, lb.madeFor);
  }
  for (const ls of switches) for (const lb of lbs.ofSwitch(ls)) applyToLoadBalancer({ ls, lb }, ls, lb.madeFor);
  for (const router of routers) {
    for (const rule of activeNats(router, context)) applyToNat(rule, router, rule.madeFor);
    applyToStatefulRouter(router, router, router.madeFor);
  }
  for (const ls of switches) applyToStateful(ls, ls, ls.madeFor);
}

/** Routers on several chassis at once cannot track connections. */
const activeNats = (router: Router, { natsOf }: RuleContext): readonly NatRule[] =>
  isGatewayRouter(router) || router.gatewayPorts.length > 0 ? natsOf(router).rules : [];
