/**
 * The flows of two networks compared by what they are: datapath, pipeline, name of the stage, priority, match and actions.
 * UUIDs and table numbers have no part in it.
 */
import type { LogicalFlow } from '../../network/logical-network.ts';
import { STAGES } from '../../ovn/release/stages.ts';
import { alikeChanges, type ChangeGroup } from './change-groups.ts';
import { type FlowChange, type FlowForm, type NamedFlow, namedFlows } from './named-flow.ts';
import { type FlowPair, groupFlowsBy, pairFlows } from './pair-flows.ts';
import { type StageMove, stageMoves } from './stage-moves.ts';

/** What is different in a stage that both networks have. */
export interface StageChange {
  readonly stage: string;
  /** Changes that do the same to flows for other ports or addresses are in one group. */
  readonly groups: readonly ChangeGroup[];
}

export interface FlowsCompared {
  /** Numbers of flows. */
  readonly before: number;
  readonly after: number;
  readonly same: number;
  /** The stages that came, went or have another table number; in pipeline order. */
  readonly moves: readonly StageMove[];
  /** In pipeline order, with those of stages that came or went. Stages without a change are left out. */
  readonly stages: readonly StageChange[];
}

export function compareFlows(before: readonly LogicalFlow[], after: readonly LogicalFlow[]): FlowsCompared {
  const rest = withoutSame(namedFlows(before), namedFlows(after));
  const byStage = groupFlowsBy(pairFlows(rest.before, rest.after), pair => sideOf(pair).stage);
  return {
    before: before.length,
    after: after.length,
    same: before.length - rest.before.length,
    moves: stageMoves(before, after),
    stages: Array.from(byStage, ([stage, pairs]) => ({ stage, groups: alikeChanges(changesOf(pairs)) })).sort(
      (left, right) => placeOf(left.stage) - placeOf(right.stage) || (left.stage < right.stage ? -1 : 1),
    ),
  };
}

const PLACES: ReadonlyMap<string, number> = new Map(STAGES.map(({ name }, index) => [name, index]));
const placeOf = (stage: string): number => PLACES.get(stage) ?? STAGES.length;

const sideOf = ({ before, after }: FlowPair): NamedFlow => (before ?? after)!;

/** The flows of each side that the other side lacks, and those that `isOther` says are not the same on both. */
export function differingFlows(
  before: readonly LogicalFlow[],
  after: readonly LogicalFlow[],
  isOther: (flow: NamedFlow) => boolean,
): { readonly before: readonly NamedFlow[]; readonly after: readonly NamedFlow[] } {
  const [was, is] = [namedFlows(before), namedFlows(after)];
  const rest = withoutSame(was, is);
  const [gone, added] = [new Set(rest.before), new Set(rest.after)];
  return {
    before: was.filter(flow => gone.has(flow) || isOther(flow)),
    after: is.filter(flow => added.has(flow) || isOther(flow)),
  };
}

/** The flows of each side that the other side lacks. */
function withoutSame(before: readonly NamedFlow[], after: readonly NamedFlow[]) {
  const waiting = groupFlowsBy(after, wholeOf);
  const left = before.filter(flow => waiting.get(wholeOf(flow))?.pop() === undefined);
  return { before: left, after: [...waiting.values()].flat() };
}

const wholeOf = ({ datapath, pipeline, stage, priority, match, actions }: NamedFlow): string =>
  JSON.stringify([datapath, pipeline, stage, priority, match, actions]);

/** One change for all datapaths with the same text, by falling priority. */
const changesOf = (pairs: readonly FlowPair[]): readonly FlowChange[] =>
  Array.from(groupFlowsBy(pairs, textOf).values(), ([first, ...others]) => ({
    ...(first!.before && { before: formOf(first!.before) }),
    ...(first!.after && { after: formOf(first!.after) }),
    datapaths: [first!, ...others].map(pair => sideOf(pair).datapath).sort(),
  })).sort((left, right) => priorityOf(right) - priorityOf(left) || (orderOf(left) < orderOf(right) ? -1 : 1));

const formOf = ({ priority, match, actions }: NamedFlow): FlowForm => ({ priority, match, actions });
const textOf = ({ before, after }: FlowPair): string =>
  JSON.stringify([before, after].map(flow => flow && formOf(flow)));
const priorityOf = ({ before, after }: FlowChange): number => (before ?? after)!.priority;
const orderOf = ({ before, after }: FlowChange): string => JSON.stringify([(before ?? after)!.match, before, after]);
