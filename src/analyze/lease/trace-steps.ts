/** The steps of a trace that decide about a DHCP message: its tables, its drop, its delivery. */
import type { LogicalFlow, Pipeline } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { isAclStage, purposeOf, type StagePurpose } from '../../ovn/release/stage-purpose.ts';
import type { ActionKind } from '../../sema/actions/kit/action.ts';
import type { NodeOf, TraceNode } from '../../trace/state/trace-node.ts';

/** Every node before its children. */
export function stepsIn(root: TraceNode): TraceNode[] {
  const nodes: TraceNode[] = [];
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    nodes.push(node);
    for (let last = node.children.length; last > 0; last--) stack.push(node.children[last - 1]!);
  }
  return nodes;
}

/** The packet as it leaves the network by `port`; undefined if it does not. */
export function deliveredTo(port: string, nodes: readonly TraceNode[]): Packet | undefined {
  const isDelivery = (node: TraceNode): node is NodeOf<'output'> =>
    node.kind === 'output' && node.packet !== undefined && node.to.row?.logical_port === port;
  return nodes.find(isDelivery)?.packet;
}

/** All flows that the packets matched. */
export const flowsMet = (nodes: readonly TraceNode[]): LogicalFlow[] => nodes.filter(isMatch).map(({ flow }) => flow);

const isMatch = (node: TraceNode): node is NodeOf<'table'> => node.kind === 'table';

const OPTIONS_KINDS: readonly ActionKind[] = ['put_dhcp_opts', 'put_dhcpv6_opts', 'put_nd_ra_opts'];
const RESPONSES: readonly (StagePurpose | undefined)[] = ['dhcp-response', 'nd-ra-response'];

/** The flows that run `put_dhcp_opts` or the like, and then those that send the reply back. */
export function answeringFlows(nodes: readonly TraceNode[]): LogicalFlow[] {
  const tables = nodes.filter(isMatch);
  const answering = tables.filter(node => runsAny(node, OPTIONS_KINDS));
  const responding = tables.filter(node => RESPONSES.includes(purposeOf(node.flow.stage)) && runsAny(node, ['output']));
  return [...answering, ...responding].map(({ flow }) => flow);
}

const runsAny = ({ children }: TraceNode, kinds: readonly ActionKind[]): boolean =>
  children.some(child => child.kind === 'action' && kinds.includes(child.action.kind));

export interface Drop {
  readonly by: 'security' | 'acl' | 'other';
  readonly flow?: LogicalFlow;
}

/**
 * The first drop in a pipeline. For ACLs, one table executes the decision of a flow in an earlier table. Its drop has no
 * action: the packet ends in that table.
 */
export function findDrop(nodes: readonly TraceNode[], pipeline: Pipeline): Drop | undefined {
  const tables = nodes.filter(isTable).filter(node => node.kind === 'no-match' || node.flow.pipeline === pipeline);
  const found = tables.findIndex(({ children }) => children.some(isDrop));
  const last = tables.at(-1);
  const at = found < 0 && last && isAclStage(stageOf(last)) ? tables.length - 1 : found;
  return tables[at] && dropIn(tables[at], tables.slice(0, at));
}

type Table = NodeOf<'table' | 'no-match'>;

const isTable = (node: TraceNode): node is Table => node.kind === 'table' || node.kind === 'no-match';
const isDrop = (node: TraceNode): boolean =>
  node.kind === 'drop' || (node.kind === 'action' && node.action.kind === 'reject');

const stageOf = (table: Table): string => (table.kind === 'table' ? table.flow.stage : table.stage);
const flowOf = (table: Table | undefined): { readonly flow?: LogicalFlow } =>
  table?.kind === 'table' ? { flow: table.flow } : {};

function dropIn(table: Table, before: readonly Table[]): Drop {
  const stage = stageOf(table);
  if (purposeOf(stage) === 'port-security') return { by: 'security', ...flowOf(table) };
  if (!isAclStage(stage)) return { by: 'other', ...flowOf(table) };
  const verdict = before.findLast(each => purposeOf(stageOf(each)) === 'acl-eval');
  return { by: 'acl', ...flowOf(table), ...flowOf(verdict) };
}
