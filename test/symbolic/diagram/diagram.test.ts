/** Laws of decision diagrams, checked on every assignment of a few variables. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagram, EMPTY, EVERY } from '../../../src/symbolic/diagram/diagram.ts';
import { type Node, NodeLimitError } from '../../../src/symbolic/diagram/node-table.ts';

const VARIABLES = 6;
const ASSIGNMENTS = 2 ** VARIABLES;

/** The set of each assignment. A condition has only [] and [0]. */
type Table = readonly (readonly number[])[];

const isSet = (assignment: number) => (variable: number) => ((assignment >>> variable) & 1) === 1;

/** A diagram from its table, by the definition. */
function build(diagram: Diagram, table: Table, variable = 0, prefix = 0): Node {
  if (variable === VARIABLES) {
    const outcomes = table[prefix]!;
    return outcomes.length === 0 ? EMPTY : outcomes[0] === 0 ? EVERY : diagram.outcomes(...outcomes);
  }
  const low = build(diagram, table, variable + 1, prefix);
  return diagram.node(variable, low, build(diagram, table, variable + 1, prefix | (1 << variable)));
}

const tableOf = (diagram: Diagram, node: Node): Table =>
  Array.from({ length: ASSIGNMENTS }, (_, assignment) => diagram.evaluate(node, isSet(assignment)));

const each = <T>(make: (assignment: number) => T): T[] =>
  Array.from({ length: ASSIGNMENTS }, (_, index) => make(index));

const conditions = fc
  .array(fc.boolean(), { minLength: ASSIGNMENTS, maxLength: ASSIGNMENTS })
  .map((table): Table => table.map(holds => (holds ? [0] : [])));

const outcomeTables = fc.array(
  fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }).map(set => set.sort()),
  { minLength: ASSIGNMENTS, maxLength: ASSIGNMENTS },
);

const unionOf = (a: readonly number[], b: readonly number[]) => [...new Set([...a, ...b])].sort();
const holds = (outcomes: readonly number[]) => outcomes.length > 0;

describe('a diagram', () => {
  it('is the same number for the same table, and evaluates to it', () => {
    fc.assert(
      fc.property(outcomeTables, table => {
        const diagram = new Diagram();
        const node = build(diagram, table);
        expect(tableOf(diagram, node)).toEqual(table);
        expect(build(diagram, table)).toBe(node);
      }),
    );
  });

  it('computes each operation as on tables', () => {
    fc.assert(
      fc.property(conditions, outcomeTables, outcomeTables, (c, a, b) => {
        const diagram = new Diagram();
        const [condition, x, y] = [c, a, b].map(table => build(diagram, table)) as [Node, Node, Node];
        const results: readonly (readonly [Node, Table])[] = [
          [diagram.guard(condition, x), each(index => (holds(c[index]!) ? a[index]! : []))],
          [diagram.without(condition, x), each(index => (holds(c[index]!) ? [] : a[index]!))],
          [diagram.not(condition), each(index => (holds(c[index]!) ? [] : [0]))],
          [diagram.union(x, y), each(index => unionOf(a[index]!, b[index]!))],
          [diagram.override(x, y), each(index => (holds(a[index]!) ? a[index]! : b[index]!))],
          [diagram.choose(condition, x, y), each(index => (holds(c[index]!) ? a[index]! : b[index]!))],
          [diagram.support(x), each(index => (holds(a[index]!) ? [0] : []))],
        ];
        for (const [node, expected] of results) expect(tableOf(diagram, node)).toEqual(expected);
      }),
    );
  });

  it('overrides and unites in any grouping, and unites in any order', () => {
    fc.assert(
      fc.property(outcomeTables, outcomeTables, outcomeTables, (...tables) => {
        const diagram = new Diagram();
        const [a, b, c] = tables.map(table => build(diagram, table)) as [Node, Node, Node];
        expect(diagram.override(diagram.override(a, b), c)).toBe(diagram.override(a, diagram.override(b, c)));
        expect(diagram.union(diagram.union(a, b), c)).toBe(diagram.union(a, diagram.union(b, c)));
        expect(diagram.unionAll([c, a, b])).toBe(diagram.unionAll([a, b, c]));
      }),
    );
  });

  it('negates by the laws of De Morgan', () => {
    fc.assert(
      fc.property(conditions, conditions, (...tables) => {
        const diagram = new Diagram();
        const [a, b] = tables.map(table => build(diagram, table)) as [Node, Node];
        expect(diagram.not(diagram.union(a, b))).toBe(diagram.guard(diagram.not(a), diagram.not(b)));
        expect(diagram.not(diagram.not(a))).toBe(a);
        expect(diagram.isSubset(diagram.guard(a, b), a)).toBe(true);
      }),
    );
  });

  it('substitutes: the result is the diagram after the change', () => {
    const changes = fc.array(fc.option(conditions), { minLength: VARIABLES, maxLength: VARIABLES });
    fc.assert(
      fc.property(outcomeTables, changes, (table, changed) => {
        const diagram = new Diagram();
        const nodes = changed.map(change => (change ? build(diagram, change) : undefined));
        const node = diagram.substitute(build(diagram, table), variable => nodes[variable]);
        const after = (assignment: number): number =>
          changed.reduce(
            (bits, change, variable) =>
              bits | ((change ? holds(change[assignment]!) : isSet(assignment)(variable)) ? 1 << variable : 0),
            0,
          );
        expect(tableOf(diagram, node)).toEqual(each(index => table[after(index)]!));
      }),
    );
  });

  it('forgets variables: some value of them fulfils the condition', () => {
    const masks = fc.array(fc.boolean(), { minLength: VARIABLES, maxLength: VARIABLES });
    fc.assert(
      fc.property(conditions, masks, (table, mask) => {
        const diagram = new Diagram();
        const bits = mask.reduce((sum, isForgotten, variable) => sum | (isForgotten ? 1 << variable : 0), 0);
        const node = diagram.exists(build(diagram, table), Uint8Array.from(mask.map(Number)));
        const expected = each(index =>
          each(other => ((index ^ other) & ~bits) === 0 && holds(table[other]!)).some(Boolean) ? [0] : [],
        );
        expect(tableOf(diagram, node)).toEqual(expected);
      }),
    );
  });

  it('simplifies a condition, which stays the same within a set', () => {
    fc.assert(
      fc.property(conditions, conditions, (...tables) => {
        const diagram = new Diagram();
        const [condition, within] = tables.map(table => build(diagram, table)) as [Node, Node];
        const simplified = diagram.simplify(condition, within);
        expect(diagram.guard(within, simplified)).toBe(diagram.guard(within, condition));
        expect(diagram.simplify(within, within)).toBe(within === EMPTY ? EMPTY : EVERY);
      }),
    );
  });

  it('says whether conditions share an assignment', () => {
    fc.assert(
      fc.property(conditions, conditions, (a, b) => {
        const diagram = new Diagram();
        const nodes = [a, b].map(table => build(diagram, table));
        expect(diagram.overlap(nodes)).toBe(each(index => holds(a[index]!) && holds(b[index]!)).some(Boolean));
      }),
    );
  });

  it('stops at its limit of nodes', () => {
    const diagram = new Diagram({ nodeLimit: 40 });
    const make = () => {
      for (let variable = 0; variable < 50; variable++) diagram.variable(variable);
    };
    expect(make).toThrow(NodeLimitError);
  });

  it('keeps all results when its tables grow', () => {
    const diagram = new Diagram();
    const first = Array.from({ length: 40_000 }, (_, variable) => diagram.variable(variable));
    expect(Array.from({ length: 40_000 }, (_, variable) => diagram.variable(variable))).toEqual(first);
  });
});
