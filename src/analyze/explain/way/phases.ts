/** The way of a packet in numbered phases: only the steps that decide where it goes, what it becomes, or whether it may. */
import { printAddress } from '../../../base/ip.ts';
import { printInteger } from '../../../lang/constant.ts';
import { datapathName, type LogicalFlow } from '../../../network/logical-network.ts';
import { purposeOf } from '../../../ovn/release/stage-purpose.ts';
import type { Nb, NbRow } from '../../../ovn/schema/nb.ts';
import type { ActionBackend } from '../../../sema/actions/kit/action.ts';
import type { NodeOf, TraceNode } from '../../../trace/state/trace-node.ts';
import { originOf } from '../../origin/origin.ts';
import type { Owner } from '../../origin/owner.ts';
import type { ChosenEndpoint, Phase, PhaseResult } from '../answer/explanation.ts';
import { aclOf } from './acl-verdicts.ts';
import { actorOf } from './observed-words.ts';
import { effectsOf } from './path.ts';

type Part = Omit<Phase, 'number'>;

const RESULTS: Readonly<Record<string, PhaseResult>> = { pass: 'delegated', drop: 'dropped', reject: 'rejected' };

/** The phases of a path, without its end. */
export function phasesOf(path: readonly TraceNode[], nb: Nb | undefined): readonly Part[] {
  const found: Part[] = [];
  let flow: LogicalFlow | undefined;
  for (const node of path) {
    if (node.kind === 'table') flow = node.flow;
    const part = partOf(node, flow, nb);
    if (part) found.push(part);
  }
  return found;
}

export const numbered = (parts: readonly Part[]): readonly Phase[] =>
  parts.map((part, index) => ({ number: index + 1, ...part }));

function partOf(node: TraceNode, flow: LogicalFlow | undefined, nb: Nb | undefined): Part | undefined {
  switch (node.kind) {
    case 'pipeline':
      return node.pipeline === 'ingress' ? entry(node) : undefined;
    case 'table':
      return tablePart(node, nb);
    case 'load-balance':
      return node.target && flow ? balanced(node, flow, nb) : undefined;
    case 'nat':
      return node.action.address && flow ? translated(node, flow, nb) : undefined;
    default:
      return undefined;
  }
}

const entry = ({ datapath, inport }: NodeOf<'pipeline'>): Part => ({
  datapath: datapathName(datapath),
  stage: '',
  result: 'enters',
  text: `from port ${inport?.row?.logical_port ?? inport?.key ?? 0}`,
});

/** A flow with its owner. */
export function step(flow: LogicalFlow, result: PhaseResult, text: string, nb: Nb | undefined): Part {
  const owner: Owner | undefined = originOf(flow, nb).owner;
  return { datapath: datapathName(flow.datapath), stage: flow.stage, result, text, ...(owner && { owner }) };
}

function tablePart(node: NodeOf<'table'>, nb: Nb | undefined): Part | undefined {
  const { flow } = node;
  if (['acl-eval', 'acl'].includes(purposeOf(flow.stage) ?? '')) return aclPart(flow, nb);
  if (flow.stage === 'lr_in_ip_routing') return routePart(node, nb);
  if (flow.stage === 'lr_in_policy') return policyPart(flow, nb);
  const output = effectsOf(node).find(each => each.kind === 'pipeline' && each.pipeline === 'egress');
  const isSwitch = flow.pipeline === 'ingress' && flow.stage.startsWith('ls_');
  return output?.kind === 'pipeline' && output.outport && isSwitch
    ? step(flow, 'forwarded', `to port ${output.outport.row?.logical_port ?? output.outport.key}`, nb)
    : undefined;
}

function aclPart(flow: LogicalFlow, nb: Nb | undefined): Part | undefined {
  const acl = aclOf(flow, nb);
  return acl && step(flow, RESULTS[acl.action] ?? 'allowed', `by ${actorOf(acl)}`, nb);
}

function routePart({ flow }: NodeOf<'table'>, nb: Nb | undefined): Part | undefined {
  const { row } = originOf(flow, nb);
  if (row?.table === 'Logical_Router_Static_Route') return step(flow, 'routed', `by ${routeText(row.row)}`, nb);
  if (row?.table === 'Logical_Router_Port') return step(flow, 'routed', `to the network of ${row.row.name}`, nb);
  return flow.priority === 0 ? undefined : step(flow, 'routed', `by ${flow.match}`, nb);
}

/** A route by source looks at where packets come from. */
const routeText = ({ ip_prefix, nexthop, policy }: NbRow<'Logical_Router_Static_Route'>): string =>
  `${policy === 'src-ip' ? 'source, ' : ''}route ${ip_prefix} to ${nexthop}`;

function policyPart(flow: LogicalFlow, nb: Nb | undefined): Part | undefined {
  const { row } = originOf(flow, nb);
  if (row?.table !== 'Logical_Router_Policy') return undefined;
  const { action, priority, match, nexthops, nexthop } = row.row;
  const hops = [...nexthops, ...(nexthop === undefined ? [] : [nexthop])].join(', ');
  const text = `by policy ${priority} (${match}): ${action}${action === 'reroute' ? ` to ${hops}` : ''}`;
  return step(flow, action === 'drop' ? 'dropped' : 'routed', text, nb);
}

function balanced({ target, action }: NodeOf<'load-balance'>, flow: LogicalFlow, nb: Nb | undefined): Part {
  const { address, port } = target!;
  const text = `the destination to ${printAddress(address)}${port ? ` port ${port}` : ''}`;
  return { ...step(flow, 'balanced', text, nb), endpoints: action.backends.map(endpointOf) };
}

const endpointOf = ({ address, port }: ActionBackend): ChosenEndpoint => ({ address: printInteger(address), port });

function translated({ action }: NodeOf<'nat'>, flow: LogicalFlow, nb: Nb | undefined): Part {
  const side = action.kind.startsWith('ct_dnat') ? 'destination' : 'source';
  return step(flow, 'translated', `the ${side} to ${printInteger(action.address!)}`, nb);
}
