/**
 * Drives a packet through tables and pipelines, depth first, as ovn-trace does: what an action leads to happens before
 * the next action (OVN 25.03, utilities/ovn-trace.c, trace__() and trace_actions()). Actions say where a packet goes,
 * and this takes it there; the way may be long, but never deep.
 */
import type { Action } from '../sema/actions/kit/action.ts';
import { execute } from './actions/execute.ts';
import type { FlowLookup, FoundFlow } from './choose/flow-lookup.ts';
import type { FriendlyNames } from './choose/friendly-names.ts';
import { type Execution, note, type Station, type Transfer } from './state/execution-state.ts';
import { ActionNode, TableNode } from './state/trace-node.ts';

/**
 * More tables than a packet meets one after the other in any network that works, and more than all its copies do. Real
 * Open vSwitch gives up long before that.
 */
const MAX_DEPTH = 2_000;
const MAX_TABLES = 200_000;

export interface Guide {
  readonly flows: FlowLookup;
  readonly friendly: FriendlyNames;
}

export function drive(start: Transfer, guide: Guide): void {
  const stack: Execution[] = [];
  const travel = (transfer: Transfer): void => {
    const execution =
      transfer.kind === 'table' ? enterTable(transfer.to, guide) : executeAll(transfer.actions, transfer.at, guide);
    if (execution) stack.push(execution);
  };
  travel(start);
  for (let tables = 0; stack.length > 0; ) {
    const { done, value: transfer } = stack.at(-1)!.next();
    if (done) stack.pop();
    else if (transfer.kind !== 'table') travel(transfer);
    else if (++tables > MAX_TABLES) {
      giveUp(transfer.to, MAX_TABLES);
      return;
    } else if (stack.length >= MAX_DEPTH) giveUp(transfer.to, MAX_DEPTH);
    else travel(transfer);
  }
}

function giveUp(at: Omit<Station, 'stack'>, tables: number): void {
  note(at, 'error', `*** stopped after ${tables} tables: the packet goes in circles`);
}

/** Tables that just pass every packet on to the next one are not shown. */
function enterTable(to: Extract<Transfer, { kind: 'table' }>['to'], guide: Guide): Execution | undefined {
  const { datapath, pipeline, packet, nodes } = to;
  let { table } = to;
  if (!to.network.flows.has(datapath.row)) {
    note(to, 'error', `*** no flows of "${datapath.friendlyName}" are known: the trace ends here`);
    return undefined;
  }
  let found = guide.flows.find(datapath, pipeline, table, packet);
  while (found && passesOn(found, table)) found = guide.flows.find(datapath, pipeline, ++table, packet);
  const stage = found ? '' : guide.flows.stage(datapath, pipeline, table);
  const entered = new TableNode(table, found?.flow, stage, guide.friendly);
  nodes.push(entered);
  return found && executeAll(found.actions, { ...to, table, nodes: entered.children }, guide);
}

function passesOn({ isUnconditional, actions }: FoundFlow, table: number): boolean {
  const [only, ...others] = actions;
  return isUnconditional && others.length === 0 && only?.kind === 'next' && only.table === table + 1;
}

function* executeAll(
  actions: readonly Action[],
  at: Extract<Transfer, { kind: 'actions' }>['at'],
  { friendly }: Guide,
): Execution {
  if (actions.length === 0) note(at, 'action', 'drop;');
  const station = { ...at, stack: [] };
  for (const action of actions) {
    station.nodes.push(new ActionNode(action, friendly));
    const execution = execute(action, station);
    if (execution) yield* execution;
  }
}
