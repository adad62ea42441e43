/** The names of datapaths and stages that have flows, and the ones that are like a name. */
import { nearMiss } from '../../base/near-miss.ts';
import { datapathName, type LogicalFlow } from '../../network/logical-network.ts';

/** Sorted. */
export const datapathNames = (flows: Iterable<LogicalFlow>): readonly string[] =>
  sorted(flows, ({ datapath }) => datapathName(datapath));

/** Sorted. */
export const stageNames = (flows: Iterable<LogicalFlow>): readonly string[] => sorted(flows, ({ stage }) => stage);

/** All stages begin alike, so what follows is compared. A stage of the same pipeline comes first. */
export function nearStage(name: string, known: readonly string[]): string | undefined {
  const near = nearMiss(tailOf(name), known.map(tailOf));
  const stages = known.filter(stage => tailOf(stage) === near);
  return stages.find(stage => stage.startsWith(name.slice(0, PIPELINE_LENGTH))) ?? stages[0];
}

const PIPELINE = /^l[rs]_(?:in|out)_/;
const PIPELINE_LENGTH = 'ls_in'.length;
const tailOf = (stage: string): string => stage.replace(PIPELINE, '');

const sorted = (flows: Iterable<LogicalFlow>, nameOf: (flow: LogicalFlow) => string): readonly string[] =>
  [...new Set(Array.from(flows, nameOf))].sort();
