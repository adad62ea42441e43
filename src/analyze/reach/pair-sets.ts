/** Of the packets that a guest sends, those that reach each of several others. */
import type { Node } from '../../symbolic/diagram/node-table.ts';
import type { FateAssumption } from '../../symbolic/outcomes/assumptions.ts';
import type { Fate } from '../../symbolic/outcomes/outcome.ts';
import type { FatesAnswer } from '../../symbolic/question.ts';
import type { Gap } from '../../trace/gaps/gap.ts';

/** The packets of one guest that are sent to another one. */
export interface PairSets {
  /** They reach it. */
  readonly certain: Node;
  /** They may reach it: the source lacks something that they meet, or they leave for another node. */
  readonly undecided: Node;
}

/** `domain` are the packets that are sent to the port called `name`. */
export function pairSets({ diagram, fates, outcome }: FatesAnswer, name: string, domain: Node): PairSets {
  const own = diagram.guard(domain, fates);
  const having = (holds: (outcome: Fate) => boolean): Node =>
    diagram.where(own, numbers => numbers.some(number => number > 0 && holds(outcome(number))));
  const reached = having(each => each.kind === 'delivered' && each.port?.logical_port === name);
  const leaving = having(each => isDeliveredElsewhere(each, name));
  const doubtful = having(({ kind }) => kind === 'unknown');
  const certain = diagram.without(diagram.union(doubtful, leaving), reached);
  return { certain, undecided: diagram.without(certain, diagram.union(doubtful, reached)) };
}

/** A remote port leads to another node, whose flows decide what becomes of the packet. */
const isDeliveredElsewhere = (fate: Fate, name: string): boolean =>
  fate.kind === 'delivered' && fate.port?.logical_port === name && fate.port.type === 'remote';

/** What the answer assumes, and what the source lacks. */
export function conditionsOf({ diagram, fates, outcome }: FatesAnswer): {
  readonly assumptions: readonly FateAssumption[];
  readonly gaps: readonly Gap[];
} {
  const assumptions = new Set<FateAssumption>();
  const gaps = new Set<Gap>();
  diagram.where(fates, numbers => {
    for (const each of numbers.filter(number => number > 0).map(outcome)) {
      if (each.kind === 'assumes') assumptions.add(each.code);
      if (each.kind === 'unknown') gaps.add(each.gap);
    }
    return false;
  });
  return { assumptions: [...assumptions], gaps: [...gaps] };
}
