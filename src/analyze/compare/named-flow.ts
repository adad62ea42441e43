/**
 * Flows by the names of what they belong to, so that flows of two databases or two releases can be compared: without UUIDs
 * and table numbers. Where actions go on in another table, they name its stage.
 */
import { type Token, tokenize } from '../../lang/lexer.ts';
import { T } from '../../lang/tokens.ts';
import { tableNumber } from '../../network/flow-groups.ts';
import { type Datapath, datapathName, type LogicalFlow, type Pipeline } from '../../network/logical-network.ts';

/** What a flow does, and when. */
export interface FlowForm {
  readonly priority: number;
  readonly match: string;
  /** With the names of stages in place of table numbers: `next(pipeline=egress,table=ls_out_acl_eval);`. */
  readonly actions: string;
}

export interface NamedFlow extends FlowForm {
  readonly datapath: string;
  readonly pipeline: Pipeline;
  /** The name of the stage; `ingress table 7` if the source has no name of it. */
  readonly stage: string;
}

/** A change that one or more datapaths have with the same text. One side is absent where a flow came or went. */
export interface FlowChange {
  readonly before?: FlowForm;
  readonly after?: FlowForm;
  /** Names, sorted; a name is repeated if a datapath has the flow more than once. */
  readonly datapaths: readonly string[];
}

/** The flows in their order. */
export function namedFlows(flows: readonly LogicalFlow[]): readonly NamedFlow[] {
  const stages = stagesIn(flows);
  return flows.map(flow => ({
    datapath: datapathName(flow.datapath),
    pipeline: flow.pipeline,
    stage: stageNameOf(flow),
    priority: flow.priority,
    match: flow.match,
    actions: withStages(flow, stages),
  }));
}

export const stageNameOf = ({ stage, pipeline, table }: LogicalFlow): string =>
  stage === '' ? `${pipeline} table ${table}` : stage;

type StageNames = ReadonlyMap<Datapath, ReadonlyMap<number, string>>;

function stagesIn(flows: readonly LogicalFlow[]): StageNames {
  const stages = new Map<Datapath, Map<number, string>>();
  for (const flow of flows) {
    const ofDatapath = stages.get(flow.datapath) ?? new Map<number, string>();
    if (flow.stage !== '') ofDatapath.set(tableNumber(flow.pipeline, flow.table), flow.stage);
    stages.set(flow.datapath, ofDatapath);
  }
  return stages;
}

/** A table without flows keeps its number: nothing names it. */
function withStages({ datapath, pipeline, actions }: LogicalFlow, stages: StageNames): string {
  if (!actions.includes('next(')) return actions;
  let named = '';
  let end = 0;
  for (const { token, goesTo } of tablesIn(actions, pipeline)) {
    const stage = stages.get(datapath)?.get(tableNumber(goesTo, Number(token.image)));
    named += actions.slice(end, token.startOffset) + (stage ?? token.image);
    end = token.startOffset + token.image.length;
  }
  return named + actions.slice(end);
}

/** The numbers of tables in `next(5)` and `next(pipeline=egress, table=5)`. */
function* tablesIn(actions: string, pipeline: Pipeline): Generator<{ token: Token; goesTo: Pipeline }> {
  const tokens = tokenize(actions);
  for (const [index, { image, tokenType }] of tokens.entries()) {
    if (tokenType !== T.Id || image !== 'next' || tokens[index + 1]?.tokenType !== T.LeftParen) continue;
    const end = tokens.findIndex((each, at) => at > index && each.tokenType === T.RightParen);
    const args = tokens.slice(index + 2, end);
    const token = args.find(each => each.tokenType === T.Integer);
    const goesTo = PIPELINES.find(name => args.some(each => each.image === name)) ?? pipeline;
    if (token) yield { token, goesTo };
  }
}

const PIPELINES: readonly Pipeline[] = ['ingress', 'egress'];
