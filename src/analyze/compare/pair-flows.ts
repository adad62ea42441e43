/**
 * Which flows of one network are changed flows of another: first those with the same match, then those that differ in one
 * part only, then those whose matches are alike. The others came or went.
 */

import { likeness } from '../../sema/flow-facts/word-edit.ts';
import type { NamedFlow } from './named-flow.ts';

/** A flow before and after. One side is absent where it came or went. */
export interface FlowPair {
  readonly before?: NamedFlow;
  readonly after?: NamedFlow;
}

/** The pairs of two lists that have no flow in common. The order of flows has no part in it. */
export function pairFlows(before: readonly NamedFlow[], after: readonly NamedFlow[]): readonly FlowPair[] {
  const pairs: FlowPair[] = [];
  let rest = { before: inOrder(before), after: inOrder(after) };
  for (const key of KEYS) rest = takePairs(rest, key, pairs);
  rest = takeAlike(rest, pairs);
  return [...pairs, ...rest.before.map(flow => ({ before: flow })), ...rest.after.map(flow => ({ after: flow }))];
}

const inOrder = (flows: readonly NamedFlow[]): readonly NamedFlow[] =>
  flows
    .map(flow => ({ flow, text: JSON.stringify([flow.match, flow.actions]) }))
    .sort((left, right) => (left.text < right.text ? -1 : left.text > right.text ? 1 : 0))
    .map(({ flow }) => flow);

interface Rest {
  readonly before: readonly NamedFlow[];
  readonly after: readonly NamedFlow[];
}

const place = ({ datapath, pipeline, stage }: NamedFlow): readonly string[] => [datapath, pipeline, stage];

/** What two versions of one flow have in common, the strongest first. */
const KEYS: readonly ((flow: NamedFlow) => string)[] = [
  flow => JSON.stringify([...place(flow), flow.priority, flow.match]),
  flow => JSON.stringify([...place(flow), flow.match, flow.actions]),
];

function takePairs({ before, after }: Rest, keyOf: (flow: NamedFlow) => string, pairs: FlowPair[]): Rest {
  const waiting = groupFlowsBy(after, keyOf);
  const left = before.filter(flow => {
    const other = waiting.get(keyOf(flow))?.shift();
    if (other) pairs.push({ before: flow, after: other });
    return other === undefined;
  });
  return { before: left, after: [...waiting.values()].flat() };
}

/** Less than this is another flow. */
const LEAST_LIKENESS = 0.5;
/** How many pairs of flows of a place and priority are compared word by word: a bound on time. */
const MOST_PAIRS = 2_500;

function takeAlike({ before, after }: Rest, pairs: FlowPair[]): Rest {
  const keyOf = (flow: NamedFlow) => JSON.stringify([...place(flow), flow.priority]);
  const others = groupFlowsBy(after, keyOf);
  const taken = new Set<NamedFlow>();
  for (const [key, flows] of groupFlowsBy(before, keyOf)) {
    const candidates = others.get(key) ?? [];
    if (flows.length * candidates.length > MOST_PAIRS) continue;
    for (const pair of alike(flows, candidates)) {
      if (taken.has(pair.before) || taken.has(pair.after)) continue;
      taken.add(pair.before).add(pair.after);
      pairs.push(pair);
    }
  }
  return { before: before.filter(flow => !taken.has(flow)), after: after.filter(flow => !taken.has(flow)) };
}

/** The most alike first. */
const alike = (flows: readonly NamedFlow[], others: readonly NamedFlow[]): readonly Required<FlowPair>[] =>
  flows
    .flatMap(before => others.map(after => ({ before, after, share: shareOf(before, after) })))
    .filter(({ share }) => share >= LEAST_LIKENESS)
    .sort((left, right) => right.share - left.share);

/** With equal actions, it is enough that the shorter match is a part of the longer one. */
function shareOf(before: NamedFlow, after: NamedFlow): number {
  const { ofLonger, ofShorter } = likeness(before.match, after.match);
  return before.actions === after.actions ? (ofLonger + ofShorter) / 2 : ofLonger;
}

export function groupFlowsBy<F>(flows: Iterable<F>, keyOf: (flow: F) => string): Map<string, F[]> {
  const groups = new Map<string, F[]>();
  for (const flow of flows) {
    const key = keyOf(flow);
    const group = groups.get(key);
    if (group) group.push(flow);
    else groups.set(key, [flow]);
  }
  return groups;
}
