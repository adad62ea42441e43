/** Where flows come from: each with the rule, the northbound row and the Kubernetes object that it is made for. */
import { type FlowWithOrigin, withOrigins } from '../../analyze/origin/origin.ts';
import { sortFlows } from '../../network/flow-order.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { Opened } from '../sources/opened.ts';
import { type RuleOf, storedRules } from './stored-rules.ts';

/**
 * The flows with their origins, in the order of a dump, one by one. Stored flows have rules, rows and objects only if `opened`
 * has northbound rows.
 */
export async function flowOrigins(
  { nb, network, isCompiled }: Pick<Opened, 'nb' | 'network' | 'isCompiled'>,
  flows: readonly LogicalFlow[],
): Promise<Iterable<FlowWithOrigin>> {
  const origins = withOrigins(sortFlows(flows), nb);
  return nb && !isCompiled ? withRules(origins, await storedRules(nb, network)) : origins;
}

function* withRules(origins: Iterable<FlowWithOrigin>, ruleOf: RuleOf): Generator<FlowWithOrigin> {
  for (const { flow, origin } of origins) {
    const rule = ruleOf(flow);
    yield { flow, origin: rule ? { ...origin, rule } : origin };
  }
}
