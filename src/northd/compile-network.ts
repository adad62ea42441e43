/**
 * Compiles northbound rows to southbound rows and logical flows, byte for byte as ovn-northd writes them. Only switches
 * have flows; routers have rows only. Assumptions: chassis have all features of a current ovn-controller, and ports of
 * VMs are up. The rules are in `switch-rules.ts`. Truth: northd/northd.c and man ovn-northd of the chosen release.
 */
import { checkArgument } from '../base/argument.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { remember } from '../base/remember.ts';
import { listedFlows } from '../network/flow-source.ts';
import type { LogicalNetwork, RuleName } from '../network/logical-network.ts';
import { registersOf } from '../ovn/release/registers.ts';
import type { Release } from '../ovn/release/release.ts';
import { stagesOf } from '../ovn/release/stages.ts';
import type { Nb } from '../ovn/schema/nb.ts';
import type { RuleContext } from './flows/shared/context.ts';
import { type FlowTable, newFlowTable } from './flows/shared/flow-table.ts';
import type { RuleList } from './flows/shared/rule.ts';
import { monitoredBackends } from './flows/switch/l2/service-monitor.ts';
import { aclTables } from './model/acl-tables.ts';
import type { Router, Switch } from './model/datapath.ts';
import { readGlobalOptions } from './model/global-options.ts';
import { joinTopology, type Topology } from './model/join/join.ts';
import { joinLoadBalancers, type LoadBalancers } from './model/join/join-load-balancers.ts';
import type { MadeFor } from './model/made-for.ts';
import { routerNats } from './model/router-nats.ts';
import { switchState } from './model/switch-state.ts';
import { southboundRows } from './rows/southbound-rows.ts';
import {
  LOAD_BALANCER_RULES,
  MONITORED_BACKEND_RULES,
  STATEFUL_RULES,
  SWITCH_PORT_RULES,
  SWITCH_RULES,
} from './switch-rules.ts';

/** How northbound rows are compiled. */
export interface CompileOptions {
  /** One of RELEASES. Any other release has its own table numbers, but the flows of a release in RELEASES. */
  readonly release: Release;
}

/** The network that ovn-northd makes of northbound rows, and what it warns of. */
export interface Compiled {
  readonly network: LogicalNetwork;
  readonly diagnostics: readonly Diagnostic[];
}

/** Each row that ovn-northd leaves out, or warns about, gets a diagnostic. All other rows are compiled. */
export function compileNetwork(nb: Nb, { release }: CompileOptions): Compiled {
  checkArgument(
    Array.isArray(nb?.Logical_Switch),
    'compileNetwork: nb',
    'an object of northbound tables, each an Array',
    nb,
  );
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const options = readGlobalOptions(nb);
  const topology = joinTopology(nb, diagnostics);
  const loadBalancers = joinLoadBalancers(nb, options.installsRouterLoadBalancers, diagnostics);
  const natsOf = remember((router: Router) => routerNats(router, loadBalancers.ofRouter(router), report));
  const stages = stagesOf(release);
  const context: RuleContext = {
    release,
    registers: registersOf(release),
    options,
    tableOf: stage => stages.get(stage)!.table,
    aclTables: aclTables(nb),
    switchPorts: topology.switchPorts,
    stateOf: remember(switchState),
    natsOf,
    report,
  };
  const table = newFlowTable(stages);
  applyRules(topology, loadBalancers, context, table);
  const rows = southboundRows({ ...context, nb, topology, loadBalancers });
  return { network: Object.assign(rows, { flows: listedFlows(table.sorted()) }), diagnostics };
}

function applyRules(
  { switches, switchPorts }: Topology,
  lbs: LoadBalancers,
  context: RuleContext,
  table: FlowTable,
): void {
  const applier = <S>(list: RuleList<S>) => {
    const rows = Object.entries(list).map(([name, { rule, ovn }]) => ({ rule, ruleName: { name, ovn } as RuleName }));
    return (subject: S, ls: Switch, madeFor: MadeFor) => {
      for (const { rule, ruleName } of rows) table.add(ls, ruleName, madeFor, rule(subject, context));
    };
  };
  const applyToSwitch = applier(SWITCH_RULES);
  const applyToPort = applier(SWITCH_PORT_RULES);
  const applyToBackend = applier(MONITORED_BACKEND_RULES);
  const applyToLoadBalancer = applier(LOAD_BALANCER_RULES);
  const applyToStateful = applier(STATEFUL_RULES);
  for (const ls of switches) applyToSwitch(ls, ls, ls.madeFor);
  for (const port of switchPorts.values()) applyToPort(port, port.datapath, port.madeFor);
  for (const backend of monitoredBackends(lbs.all, context)) {
    applyToBackend(backend, backend.port.datapath, backend.lb.madeFor);
  }
  for (const ls of switches) for (const lb of lbs.ofSwitch(ls)) applyToLoadBalancer({ ls, lb }, ls, lb.madeFor);
  for (const ls of switches) applyToStateful(ls, ls, ls.madeFor);
}
