/**
 * The minimal part of a match that a packet does not satisfy. Of `and` it is all that is false; of `or`, the operand that
 * needs the least to change. What one cause makes false together, such as the protocol and the port, counts once.
 */
import type { Cause } from './cause.ts';
import type { Atom, VerdictTree } from './verdict-tree.ts';

/** The causes for which a match does not hold, each once; empty if it holds. */
export function unsatisfiedCore(tree: VerdictTree, causeOf: (atom: Atom) => Cause): readonly Cause[] {
  if (tree.holds) return [];
  if (tree.kind === 'atom') return [causeOf(tree)];
  const cores = tree.operands.filter(({ holds }) => !holds).map(operand => unsatisfiedCore(operand, causeOf));
  if (tree.kind === 'and') return once(cores.flat());
  return cores.reduce((best, core) => (isLess(costOf(core), costOf(best)) ? core : best));
}

/** The number of different causes, then the sum of their weights. */
export type Cost = readonly [causes: number, weight: number];

export const costOf = (core: readonly Cause[]): Cost => [
  core.length,
  core.reduce((sum, { weight }) => sum + weight, 0),
];

export const isLess = (a: Cost, b: Cost): boolean => compareCosts(a, b) < 0;

export const compareCosts = (a: Cost, b: Cost): number => a[0] - b[0] || a[1] - b[1];

const once = (causes: readonly Cause[]): readonly Cause[] =>
  [...new Map(causes.toReversed().map(cause => [cause.key, cause])).values()].reverse();
