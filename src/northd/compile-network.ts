/**
 * Compiles northbound rows to southbound rows and logical flows, byte for byte as ovn-northd writes them. Assumptions:
 * chassis have all features of a current ovn-controller, and ports of VMs are up. The rules are in `switch-rules.ts` and
 * `router-rules.ts`. Truth: northd/northd.c and man ovn-northd of the chosen release.
 */
import { checkArgument } from '../base/argument.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { remember } from '../base/remember.ts';
import { listedFlows } from '../network/flow-source.ts';
import type { LogicalFlow, LogicalNetwork, NbTableRow } from '../network/logical-network.ts';
import { registersOf } from '../ovn/release/registers.ts';
import type { Release } from '../ovn/release/release.ts';
import { presentStages, stagesOf } from '../ovn/release/stages.ts';
import type { Nb } from '../ovn/schema/nb.ts';
import { applyRules } from './apply-rules.ts';
import { type DifferenceName, differencesOf } from './differences/differences.ts';
import type { RuleContext } from './flows/shared/context.ts';
import { newFlowTable } from './flows/shared/flow-table.ts';
import { sharedFlows } from './flows/shared/shared-flows.ts';
import { aclTables } from './model/acl-tables.ts';
import type { Router } from './model/datapath.ts';
import { readGlobalOptions } from './model/global-options.ts';
import { joinTopology } from './model/join/join.ts';
import { joinLoadBalancers } from './model/join/join-load-balancers.ts';
import { chassisFeatures } from './model/keys/chassis-features.ts';
import { type KeySource, knownKeys } from './model/keys/known-keys.ts';
import { routerNats } from './model/nat/router-nats.ts';
import { assignedKeys } from './model/routing/assigned-keys.ts';
import { routing } from './model/routing/routing.ts';
import { switchState } from './model/switch-state.ts';
import { southboundRows } from './rows/southbound-rows.ts';
import { type RowsOfRelease, rowsOfRelease } from './rows-of-release.ts';

/** How northbound rows are compiled. */
export interface CompileOptions {
  /** A release that `followedRelease` knows. */
  readonly release: Release;
  /** Differences that the flows have, or lack, unlike those of `release`. */
  readonly differences?: Readonly<Partial<Record<DifferenceName, boolean>>>;
  /**
   * A southbound database of the same network, whose tunnel keys stay. The flows are such as all its chassis understand.
   * Without one, keys are assigned anew, and chassis have all features.
   */
  readonly keysFrom?: KeySource | undefined;
}

/** The network that ovn-northd makes of northbound rows, and what it warns of. */
export interface Compiled {
  readonly network: LogicalNetwork;
  readonly diagnostics: readonly Diagnostic[];
}

/** Each row that ovn-northd leaves out, or warns about, gets a diagnostic. All other rows are compiled. */
export function compileNetwork(given: Nb, { release, differences, keysFrom }: CompileOptions): Compiled {
  checkArgument(
    Array.isArray(given?.Logical_Switch),
    'compileNetwork: nb',
    'an object of northbound tables, each an Array',
    given,
  );
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const { rows: nb, originalOf } = rowsOfRelease(given, release, report);
  const options = readGlobalOptions(nb);
  const known = knownKeys(keysFrom);
  const has = differencesOf(release, differences);
  const topology = joinTopology(nb, known, has, diagnostics);
  const loadBalancers = joinLoadBalancers(nb, options.installsRouterLoadBalancers, has, diagnostics);
  const natsOf = remember((router: Router) => routerNats(router, loadBalancers.ofRouter(router), report));
  const stages = stagesOf(release);
  const routes = routing(nb, topology, known, has, report);
  const context: RuleContext = {
    has,
    chassisHas: chassisFeatures(keysFrom?.Chassis ?? [], release, report),
    stage: presentStages(release),
    registers: registersOf(release),
    options,
    tableOf: stage => stages.get(stage)!.table,
    aclTables: aclTables(nb),
    switchPorts: topology.switchPorts,
    stateOf: remember(ls => switchState(ls, has)),
    natsOf,
    routing: routes,
    shared: sharedFlows(),
    report,
  };
  const table = newFlowTable(stages, new Set(nb.Meter.map(({ name }) => name)));
  applyRules(topology, loadBalancers, context, table);
  if (!keysFrom)
    diagnostics.push(...assignedKeys(topology.routers, natsOf, routes, stages.has('lr_in_ecmp_stateful_egr')));
  const rows = southboundRows({ ...context, release, nb, topology, loadBalancers });
  const flows = nb === given ? table.sorted() : table.sorted().map(flow => ofOriginal(flow, originalOf));
  return { network: Object.assign(rows, { flows: listedFlows(flows) }), diagnostics };
}

/** Flows name the rows that were given. */
const ofOriginal = (flow: LogicalFlow, originalOf: RowsOfRelease['originalOf']): LogicalFlow =>
  flow.madeFor ? { ...flow, madeFor: { ...flow.madeFor, row: originalOf(flow.madeFor.row) } as NbTableRow } : flow;
