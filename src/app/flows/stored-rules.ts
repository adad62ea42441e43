/**
 * The rules of stored flows. A database does not name the rule of a flow, so the northbound rows are compiled, and a stored
 * flow has the rule of the compiled flow that equals it. Tables are compared by the names of their stages, because their
 * numbers differ between releases. A flow that no rule makes of these rows has no rule.
 */
import { datapathName, type LogicalFlow, type LogicalNetwork, type RuleName } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { compileNb } from '../sources/compile-nb.ts';

export type RuleOf = (flow: LogicalFlow) => RuleName | undefined;

export async function storedRules(nb: Nb, network: LogicalNetwork): Promise<RuleOf> {
  const { value } = await compileNb(nb, { keysFrom: network });
  const rules = new Map((value?.flows.all() ?? []).map(flow => [keyOf(flow), flow.rule] as const));
  return flow => rules.get(keyOf(flow));
}

const keyOf = ({ datapath, stage, priority, match, actions }: LogicalFlow): string =>
  JSON.stringify([datapathName(datapath), stage, priority, match, actions]);
