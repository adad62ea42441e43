/** The stages that two networks number differently, and those that only one of them has. */
import type { LogicalFlow, Pipeline } from '../../network/logical-network.ts';
import { STAGES } from '../../ovn/release/stages.ts';
import { stageNameOf } from './named-flow.ts';

/** A stage that came or went, or a run of stages, one after the other, whose tables are all as much further on. */
export interface StageMove {
  /** In pipeline order; one if the stage came or went. */
  readonly stages: readonly [string, ...string[]];
  readonly pipeline: Pipeline;
  /** The table of the first stage; absent where it came or went. */
  readonly before?: number;
  readonly after?: number;
  /** How many flows are in a stage that came or went. */
  readonly flows: number;
}

interface StageUse {
  readonly pipeline: Pipeline;
  readonly table: number;
  flows: number;
}

/** Only stages with names can move. A dump of some tables lacks others; these come or go, too. */
export function stageMoves(before: readonly LogicalFlow[], after: readonly LogicalFlow[]): readonly StageMove[] {
  const [from, to] = [usesOf(before), usesOf(after)];
  const moves: StageMove[] = [];
  let last: StageMove | undefined;
  for (const stage of ordered([...new Set([...from.keys(), ...to.keys()])])) {
    const [was, is] = [from.get(stage), to.get(stage)];
    const move = moveOf(stage, was, is);
    const isNext = move && last && continues(last, move);
    if (isNext) moves[moves.length - 1] = { ...last!, stages: [...last!.stages, stage] };
    else if (move) moves.push(move);
    last = move && moves.at(-1);
  }
  return moves;
}

function moveOf(stage: string, was: StageUse | undefined, is: StageUse | undefined): StageMove | undefined {
  if (was && is && was.table === is.table && was.pipeline === is.pipeline) return undefined;
  return {
    stages: [stage],
    pipeline: (is ?? was)!.pipeline,
    ...(was && { before: was.table }),
    ...(is && { after: is.table }),
    flows: was && is ? 0 : (is ?? was)!.flows,
  };
}

const continues = (run: StageMove, { pipeline, before, after, stages }: StageMove): boolean =>
  run.before !== undefined &&
  run.after !== undefined &&
  run.pipeline === pipeline &&
  prefixOf(run.stages[0]) === prefixOf(stages[0]) &&
  before === run.before + run.stages.length &&
  after === run.after + run.stages.length;

const prefixOf = (stage: string): string => stage.split('_', 2).join('_');

function usesOf(flows: readonly LogicalFlow[]): ReadonlyMap<string, StageUse> {
  const uses = new Map<string, StageUse>();
  for (const flow of flows) {
    if (flow.stage === '') continue;
    const name = stageNameOf(flow);
    const use = uses.get(name);
    if (use) use.flows++;
    else uses.set(name, { pipeline: flow.pipeline, table: flow.table, flows: 1 });
  }
  return uses;
}

const PLACES: ReadonlyMap<string, number> = new Map(STAGES.map(({ name }, index) => [name, index]));

const ordered = (stages: string[]): readonly string[] =>
  stages.sort((left, right) => (PLACES.get(left) ?? Infinity) - (PLACES.get(right) ?? Infinity) || 0);
