/** Outcomes as texts, from the engine and from a trace, so that they can be compared. */
import { datapathName, type LogicalFlow } from '../../src/network/logical-network.ts';
import type { Fate } from '../../src/symbolic/outcomes/outcome.ts';
import type { Scenario } from '../../src/trace/state/conntrack-states.ts';
import type { TraceNode } from '../../src/trace/state/trace-node.ts';
import type { Trace } from '../../src/trace/trace.ts';

/** The outcomes of one packet, sorted, and what is not certain about them. */
export interface PacketOutcomes {
  readonly outcomes: readonly string[];
  /** One of several ways is chosen, so a trace has only some of the outcomes. */
  readonly hasChoice: boolean;
  readonly isUncertain: boolean;
}

export function fromEngine(outcomes: readonly Fate[]): PacketOutcomes {
  return {
    outcomes: sorted(outcomes.flatMap(textOf)),
    hasChoice: outcomes.some(each => each.kind === 'assumes' && ['LB_ANY_BACKEND', 'SELECT_ANY'].includes(each.code)),
    isUncertain: outcomes.some(({ kind }) => kind === 'loop'),
  };
}

function textOf(outcome: Fate): string[] {
  switch (outcome.kind) {
    case 'delivered':
      return [`delivered ${datapathName(outcome.datapath.row)} ${outcome.key}`];
    case 'dropped':
    case 'returned':
    case 'made':
      return [`${outcome.kind} ${flowText(outcome.flow)}`];
    case 'no-match':
      return [`no-match ${placeText({ ...outcome.place, datapath: outcome.place.datapath.row })}`];
    case 'lost':
    case 'consumed':
    case 'loop':
    case 'assumes':
      return [];
    case 'unknown':
      return [`unknown ${outcome.gap.code}`];
  }
}

const placeText = ({ datapath, pipeline, table }: Pick<LogicalFlow, 'datapath' | 'pipeline' | 'table'>): string =>
  `${datapathName(datapath)} ${pipeline} ${table}`;

/** Flows with the same actions in one table are one way. */
const flowText = (flow: LogicalFlow): string =>
  flow.actions === 'drop;' ? `${placeText(flow)} ${flow.priority} ${flow.match}` : `${placeText(flow)} ${flow.actions}`;

/** Packets without a connection need no connection of NAT, which the tracer misses in every scenario. */
const needsConnection = (scenario: Scenario): boolean => scenario !== 'first' && scenario !== 'invalid';

export const fromTrace = ({ root, gaps }: Trace, scenario: Scenario): PacketOutcomes => ({
  outcomes: sorted([
    ...walk(root, undefined, undefined),
    ...gaps
      .filter(({ code }) => code !== 'nat-connection' || needsConnection(scenario))
      .map(({ code }) => `unknown ${code}`),
  ]),
  hasChoice: false,
  isUncertain: false,
});

function* walk(node: TraceNode, flow: LogicalFlow | undefined, parent: TraceNode | undefined): Generator<string> {
  const below = node.kind === 'table' ? node.flow : flow;
  yield* textsOf(node, flow, parent);
  if (node.kind === 'block' && node.packet !== 'clone') return;
  for (const child of node.children) yield* walk(child, below, node);
}

function* textsOf(node: TraceNode, flow: LogicalFlow | undefined, parent: TraceNode | undefined): Generator<string> {
  if (node.kind === 'output' && !node.peer) yield `delivered ${datapathName(flow!.datapath)} ${node.to.key}`;
  if (node.kind === 'drop') yield `dropped ${flowText(flow!)}`;
  if (node.kind === 'no-match') {
    yield `no-match ${placeText(node)}`;
    yield 'unknown match-missing';
  }
  if (node.kind === 'output-omitted' && parent?.kind !== 'pipeline') yield `returned ${flowText(flow!)}`;
  if (node.kind === 'block' && node.packet !== 'clone') yield `made ${flowText(flow!)}`;
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
