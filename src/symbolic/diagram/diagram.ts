/**
 * Decision diagrams whose leaves are sets of outcomes (multi-terminal binary decision diagrams). A diagram maps each
 * assignment of the variables to a set; a condition is a diagram with the sets EMPTY and EVERY only. Variables are numbers
 * from 0 on, and are tested in their order. Recursion is as deep as there are variables, which is far below the stack.
 */
import { PairMemo, WalkMemo } from './memo.ts';
import { LEAF, type Node, NodeTable } from './node-table.ts';
import { OutcomeSets } from './outcome-sets.ts';

/** No assignment, and the set without outcomes. */
export const EMPTY: Node = 0;
/** Every assignment. */
export const EVERY: Node = 1;

/** The only outcome of conditions. */
const HOLDS = 0;
const GUARD = 0;
const WITHOUT = 1;
const UNION = 2;
const SIMPLIFY = 3;

export interface DiagramOptions {
  /** 20 million nodes, which take 240 MB, if absent. */
  readonly nodeLimit?: number | undefined;
}

export class Diagram {
  private readonly nodes: NodeTable;
  private readonly sets = new OutcomeSets();
  private readonly pairs = new PairMemo();
  private readonly walk = new WalkMemo();

  constructor({ nodeLimit = 20_000_000 }: DiagramOptions = {}) {
    this.nodes = new NodeTable(nodeLimit);
    this.nodes.leaf(this.sets.idOf([]));
    this.nodes.leaf(this.sets.idOf([HOLDS]));
  }

  /** How many nodes were made so far. */
  get nodeCount(): number {
    return this.nodes.count;
  }

  /** Every assignment has these outcomes, numbers from 1 on. */
  outcomes(...outcomes: readonly number[]): Node {
    return this.nodes.leaf(this.sets.idOf(outcomes));
  }

  /** The condition that a variable is 1. */
  variable(variable: number): Node {
    return this.nodes.node(variable, EMPTY, EVERY);
  }

  /** `low` if the variable is 0, `high` if it is 1. The variable has to come before those of both. */
  node(variable: number, low: Node, high: Node): Node {
    return this.nodes.node(variable, low, high);
  }

  /** The first variable of a diagram; LEAF if it has none. */
  variableOf(node: Node): number {
    return this.nodes.variable[node]!;
  }

  low(node: Node): Node {
    return this.nodes.low[node]!;
  }

  high(node: Node): Node {
    return this.nodes.high[node]!;
  }

  /** The outcomes of a leaf. */
  outcomesOf(leaf: Node): readonly number[] {
    return this.sets.outcomes(this.nodes.low[leaf]!);
  }

  /** `x` where `condition` holds, EMPTY elsewhere. Of two conditions, their conjunction. */
  guard(condition: Node, x: Node): Node {
    if (condition === EMPTY || x === EMPTY) return EMPTY;
    if (condition === EVERY || condition === x) return x;
    const known = this.pairs.get(GUARD, condition, x);
    if (known >= 0) return known;
    const variable = this.first(condition, x);
    const low = this.guard(this.lowAt(condition, variable), this.lowAt(x, variable));
    const high = this.guard(this.highAt(condition, variable), this.highAt(x, variable));
    return this.keep(GUARD, condition, x, this.nodes.node(variable, low, high));
  }

  /** `x` where `condition` does not hold, EMPTY elsewhere. */
  without(condition: Node, x: Node): Node {
    if (condition === EVERY || x === EMPTY || condition === x) return EMPTY;
    if (condition === EMPTY) return x;
    const known = this.pairs.get(WITHOUT, condition, x);
    if (known >= 0) return known;
    const variable = this.first(condition, x);
    const low = this.without(this.lowAt(condition, variable), this.lowAt(x, variable));
    const high = this.without(this.highAt(condition, variable), this.highAt(x, variable));
    return this.keep(WITHOUT, condition, x, this.nodes.node(variable, low, high));
  }

  not(condition: Node): Node {
    return this.without(condition, EVERY);
  }

  /** The union of both sets, everywhere. Of two conditions, their disjunction. */
  union(a: Node, b: Node): Node {
    if (a === b || b === EMPTY) return a;
    if (a === EMPTY) return b;
    if (a > b) return this.union(b, a);
    if (a === EVERY) return EVERY;
    const known = this.pairs.get(UNION, a, b);
    if (known >= 0) return known;
    const variable = this.first(a, b);
    if (variable === LEAF) {
      return this.keep(UNION, a, b, this.nodes.leaf(this.sets.union(this.nodes.low[a]!, this.nodes.low[b]!)));
    }
    const low = this.union(this.lowAt(a, variable), this.lowAt(b, variable));
    const high = this.union(this.highAt(a, variable), this.highAt(b, variable));
    return this.keep(UNION, a, b, this.nodes.node(variable, low, high));
  }

  /** The union of many: in pairs, so that most of the work is on small diagrams. */
  unionAll(all: readonly Node[]): Node {
    let level = all;
    while (level.length > 1) {
      const next: Node[] = [];
      for (let at = 0; at < level.length; at += 2) next.push(this.union(level[at]!, level[at + 1] ?? EMPTY));
      level = next;
    }
    return level[0] ?? EMPTY;
  }

  /** `a` where it has outcomes, `b` elsewhere. */
  override(a: Node, b: Node): Node {
    return this.union(a, this.without(this.support(a), b));
  }

  /** `high` where the condition holds, `low` elsewhere. */
  choose(condition: Node, high: Node, low: Node): Node {
    return this.union(this.guard(condition, high), this.without(condition, low));
  }

  /** A smaller condition that is the same as `condition` within a set, and anything outside of it. */
  simplify(condition: Node, within: Node): Node {
    if (within === EMPTY || within === EVERY || this.variableOf(condition) === LEAF) return condition;
    const known = this.pairs.get(SIMPLIFY, condition, within);
    if (known >= 0) return known;
    const variable = this.first(condition, within);
    const [low, high] = [this.lowAt(within, variable), this.highAt(within, variable)];
    const simplified = (): Node => {
      if (low === EMPTY) return this.simplify(this.highAt(condition, variable), high);
      if (high === EMPTY) return this.simplify(this.lowAt(condition, variable), low);
      if (this.variableOf(condition) !== variable) return this.simplify(condition, this.union(low, high));
      const ifClear = this.simplify(this.low(condition), low);
      return this.nodes.node(variable, ifClear, this.simplify(this.high(condition), high));
    };
    return this.keep(SIMPLIFY, condition, within, simplified());
  }

  /** Whether an assignment is in two of the conditions. */
  overlap(conditions: readonly Node[]): boolean {
    let all: Node = EMPTY;
    return conditions.some(condition => {
      const isShared = this.guard(condition, all) !== EMPTY;
      all = this.union(all, condition);
      return isShared;
    });
  }

  isSubset(a: Node, b: Node): boolean {
    return this.without(b, a) === EMPTY;
  }

  /** Where a diagram has outcomes. */
  support(node: Node): Node {
    return this.mapLeaves(node, outcomes => outcomes.length > 0);
  }

  /** Where the outcomes of a diagram fulfil a condition. */
  where(node: Node, holds: (outcomes: readonly number[]) => boolean): Node {
    return this.mapLeaves(node, holds);
  }

  /** The condition that holds for some values of the variables that are set in `forgotten`, by variable. */
  exists(node: Node, forgotten: Uint8Array): Node {
    this.walk.begin(this.nodeCount);
    return this.forget(node, forgotten);
  }

  /** The diagram with other conditions in place of its variables; `undefined` leaves a variable as it is. */
  substitute(node: Node, replacement: (variable: number) => Node | undefined): Node {
    this.walk.begin(this.nodeCount);
    return this.replace(node, replacement);
  }

  /** The set of an assignment. */
  evaluate(node: Node, isSet: (variable: number) => boolean): readonly number[] {
    let at = node;
    while (this.variableOf(at) !== LEAF) at = isSet(this.variableOf(at)) ? this.high(at) : this.low(at);
    return this.outcomesOf(at);
  }

  /** How many nodes a diagram has. */
  size(node: Node): number {
    const seen = new Set<Node>([node]);
    for (const at of seen) if (this.variableOf(at) !== LEAF) seen.add(this.low(at)).add(this.high(at));
    return seen.size;
  }

  private mapLeaves(node: Node, holds: (outcomes: readonly number[]) => boolean): Node {
    this.walk.begin(this.nodeCount);
    const map = (at: Node): Node => {
      const variable = this.variableOf(at);
      if (variable === LEAF) return holds(this.outcomesOf(at)) ? EVERY : EMPTY;
      const known = this.walk.get(at);
      if (known >= 0) return known;
      const mapped = this.nodes.node(variable, map(this.low(at)), map(this.high(at)));
      this.walk.set(at, mapped);
      return mapped;
    };
    return map(node);
  }

  private forget(node: Node, forgotten: Uint8Array): Node {
    const variable = this.nodes.variable[node]!;
    if (variable === LEAF) return node;
    const known = this.walk.get(node);
    if (known >= 0) return known;
    const low = this.forget(this.nodes.low[node]!, forgotten);
    const high = low === EVERY && forgotten[variable] ? EVERY : this.forget(this.nodes.high[node]!, forgotten);
    const result = forgotten[variable] ? this.union(low, high) : this.nodes.node(variable, low, high);
    this.walk.set(node, result);
    return result;
  }

  private replace(node: Node, replacement: (variable: number) => Node | undefined): Node {
    const variable = this.nodes.variable[node]!;
    if (variable === LEAF) return node;
    const known = this.walk.get(node);
    if (known >= 0) return known;
    const result = this.replaceNode(variable, node, replacement);
    this.walk.set(node, result);
    return result;
  }

  private replaceNode(variable: number, node: Node, replacement: (variable: number) => Node | undefined): Node {
    const condition = replacement(variable);
    if (condition === EVERY) return this.replace(this.nodes.high[node]!, replacement);
    if (condition === EMPTY) return this.replace(this.nodes.low[node]!, replacement);
    const low = this.replace(this.nodes.low[node]!, replacement);
    const high = this.replace(this.nodes.high[node]!, replacement);
    if (condition === undefined && variable < this.first(low, high)) return this.nodes.node(variable, low, high);
    return this.choose(condition ?? this.variable(variable), high, low);
  }

  private first(a: Node, b: Node): number {
    return Math.min(this.nodes.variable[a]!, this.nodes.variable[b]!);
  }

  private lowAt(node: Node, variable: number): Node {
    return this.nodes.variable[node] === variable ? this.nodes.low[node]! : node;
  }

  private highAt(node: Node, variable: number): Node {
    return this.nodes.variable[node] === variable ? this.nodes.high[node]! : node;
  }

  private keep(operation: number, a: Node, b: Node, result: Node): Node {
    this.pairs.fit(this.nodeCount);
    this.pairs.set(operation, a, b, result);
    return result;
  }
}
