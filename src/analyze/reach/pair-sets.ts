/** Of the packets that a guest sends, those that reach each of several others. */
import { datapathName } from '../../network/logical-network.ts';
import type { Node } from '../../symbolic/diagram/node-table.ts';
import type { FateAssumption } from '../../symbolic/outcomes/assumptions.ts';
import type { Fate } from '../../symbolic/outcomes/outcome.ts';
import type { FatesAnswer } from '../../symbolic/question.ts';
import type { Gap } from '../../trace/gaps/gap.ts';

/** The packets of one guest that are sent to another one. */
export interface PairSets {
  /** They reach it. */
  readonly certain: Node;
  /** They leave for the node of the destination, whose flows decide the rest. */
  readonly leaving: Node;
  /** They may reach it: the source lacks something that they meet. */
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
  return {
    certain: diagram.without(diagram.union(doubtful, leaving), reached),
    leaving: diagram.without(doubtful, leaving),
    undecided: doubtful,
  };
}

/** Those of `packets` for which a router has to ask for the MAC of the next hop, by the name of the router. */
export function waitingSets({ diagram, fates: all, outcome }: FatesAnswer, packets: Node): ReadonlyMap<string, Node> {
  const fates = diagram.guard(packets, all);
  const numbers = new Map<string, number[]>();
  diagram.where(fates, outcomes => {
    for (const number of outcomes) {
      const router = number > 0 ? askingRouter(outcome(number)) : undefined;
      if (router !== undefined) numbers.set(router, [...(numbers.get(router) ?? []), number]);
    }
    return false;
  });
  return new Map(
    Array.from(numbers, ([router, own]) => [
      router,
      diagram.where(fates, outcomes => outcomes.some(each => own.includes(each))),
    ]),
  );
}

const askingRouter = (fate: Fate): string | undefined =>
  fate.kind === 'made' && REQUESTS.includes(fate.packet) ? datapathName(fate.flow.datapath) : undefined;

const REQUESTS: readonly string[] = ['arp', 'nd_ns'];

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
