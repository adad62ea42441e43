/**
 * Runs a packet through tables and pipelines, depth first, as ovn-trace does: all effects of an action come before the next
 * action (OVN 25.03, utilities/ovn-trace.c, trace__() and trace_actions()). Actions yield where a packet goes next,
 * and the loop here enters it, so a trace can be long without a deep call stack.
 */
import { lacksTable } from '../network/logical-network.ts';
import type { Packet } from '../ovn/fields/packet.ts';
import type { Action } from '../sema/actions/kit/action.ts';
import { execute } from './actions/execute.ts';
import type { FlowLookup, FoundFlow } from './choose/flow-lookup.ts';
import type { MissingFlows } from './gaps/missing-flows.ts';
import { type Execution, record, type StartState, type Transfer } from './state/execution-state.ts';
import { append } from './state/trace-node.ts';

/**
 * One packet passes at most 255 routers, because each of them decrements its TTL. From one router to the next it passes at
 * most three switches: 150 tables. A packet that is still in a table then is in a loop that does not change its TTL, where
 * ovn-trace itself ends without an answer. A loop that copies the packet is found by the number of all tables.
 */
const MAX_NESTED_TABLES = 40_000;
const MAX_TABLES = 200_000;

export function run(start: Transfer, flows: FlowLookup): void {
  const stack: { readonly execution: Execution; readonly kind: Transfer['kind'] }[] = [];
  let nested = 0;
  const enter = (transfer: Transfer): void => {
    const { kind } = transfer;
    const execution = kind === 'table' ? enterTable(transfer.to, flows) : executeAll(transfer.actions, transfer.at);
    if (!execution) return;
    stack.push({ execution, kind });
    if (kind === 'table') nested++;
  };
  enter(start);
  for (let tables = 0; stack.length > 0; ) {
    const { execution, kind } = stack.at(-1)!;
    const { done, value: transfer } = execution.next();
    if (done) {
      stack.pop();
      if (kind === 'table') nested--;
    } else if (transfer.kind !== 'table') enter(transfer);
    else if (++tables > MAX_TABLES) {
      stop(transfer.to, MAX_TABLES);
      return;
    } else if (nested >= MAX_NESTED_TABLES) stop(transfer.to, MAX_NESTED_TABLES);
    else enter(transfer);
  }
}

function stop(at: StartState, tables: number): void {
  record(at, { kind: 'error', code: 'too-many-tables', tables });
}

/** Tables that pass every packet on to the next table are not shown. */
function enterTable(to: StartState, flows: FlowLookup): Execution | undefined {
  const { datapath, pipeline, packet, nodes } = to;
  let { table } = to;
  if (!to.network.flows.has(datapath.row)) {
    record(to, { kind: 'error', code: 'no-flows', datapath: datapath.row });
    return undefined;
  }
  const missing = noteMissingFlows(to);
  const step = (): FoundFlow | 'next' | undefined => {
    const place = { datapath, pipeline, table };
    const found = flows.find(place, packet, to.gaps);
    if (found) return found;
    const assumed = flows.assumed(place, packet);
    if (missing?.defaults.includes(table)) {
      const { stage } = flows.stage(place);
      to.gaps.add({ code: 'match-missing', ...place, datapath: datapath.row, stage, isAssumed: assumed !== undefined });
    }
    return assumed;
  };
  let found = step();
  for (; found === 'next' || (found && passesOn(found, table)); found = step()) table++;
  if (!found) {
    const named = flows.stage({ datapath, pipeline, table });
    record(to, { kind: 'no-match', datapath: datapath.row, pipeline, table, ...named, ...kept(to) });
    return undefined;
  }
  const children = append(nodes, { kind: 'table', table, flow: found.flow, ...kept(to) });
  return executeAll(found.actions, { ...to, table, nodes: children });
}

/** The packet as it enters a table, if the caller wants it. */
const kept = ({ choices, packet }: StartState): { readonly before?: Packet } =>
  choices.keepsPackets ? { before: packet.clone() } : {};

/** What the source lacks of the pipeline. Then another flow may match in each of its tables. */
function noteMissingFlows({
  network,
  gaps,
  datapath: { row: datapath },
  pipeline,
}: StartState): MissingFlows | undefined {
  const missing = lacksTable(network.network, 'Logical_Flow') ? network.flows.missing(datapath, pipeline) : undefined;
  if (missing) gaps.add({ code: 'flows-missing', datapath, pipeline, missing });
  return missing;
}

function passesOn({ isUnconditional, actions }: FoundFlow, table: number): boolean {
  const [only, ...others] = actions;
  return isUnconditional && others.length === 0 && only?.kind === 'next' && only.table === table + 1;
}

function* executeAll(actions: readonly Action[], at: StartState): Execution {
  if (actions.length === 0) record(at, { kind: 'drop' });
  const state = { ...at, stack: [] };
  for (const action of actions) {
    record(state, { kind: 'action', action });
    const execution = execute(action, state);
    if (execution) yield* execution;
  }
}
