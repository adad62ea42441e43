/**
 * The packets that match an expression, as a condition. Bits whose value is known are decided while the diagram is made, so
 * it has only the others (compare with `sema/match/evaluate.ts`, which evaluates one packet).
 */

import { remember } from '../../base/remember.ts';
import type { Location } from '../../ovn/fields/layout.ts';
import { fieldWords } from '../../ovn/fields/packet.ts';
import type { PortKeys } from '../../sema/match/evaluate.ts';
import type { Compare, Expression, Operator } from '../../sema/match/expression.ts';
import { locate } from '../../sema/symbol.ts';
import { type Diagram, EMPTY, EVERY } from '../diagram/diagram.ts';
import type { Node } from '../diagram/node-table.ts';
import type { KnownBits } from './known-bits.ts';
import { type Bit, bitAt, METADATA_WORDS, variableOf } from './variables.ts';

/** What an expression is read with. */
export interface Reading {
  readonly diagram: Diagram;
  readonly known: KnownBits;
  readonly portKeys: PortKeys;
  /** The conditions of expressions that are only about headers. They are the same for all that is known of the rest. */
  readonly ofHeaders: Map<Expression, Node>;
}

/** The packets of `within` that match `expression`, which has to be annotated. */
export function matching(expression: Expression, within: Node, reading: Reading): Node {
  if (within === EMPTY) return EMPTY;
  if (expression.kind === 'and') return matchingAll(expression, within, reading);
  if (expression.kind !== 'or' || isList(expression)) {
    return reading.diagram.guard(conditionOf(expression, reading), within);
  }
  return reading.diagram.unionAll(distinct(expression.operands.map(operand => matching(operand, within, reading))));
}

/** A choice between values, as of an address set. Its condition is made once. */
const isList = (expression: Expression): boolean =>
  expression.kind === 'or' && expression.operands.every(({ kind }) => kind === 'compare') && isOfHeaders(expression);

type Chain = Extract<Expression, { kind: 'and' | 'or' }>;

const matchingAll = (chain: Chain, within: Node, reading: Reading): Node =>
  decisiveFirst(chain).reduce((packets, operand) => matching(operand, packets, reading), within);

/** What is known, and fields with early variables, come first, because they decide most. */
const decisiveFirst = remember(({ operands }: Chain): readonly Expression[] =>
  [...operands].sort((a, b) => firstVariable(a) - firstVariable(b)),
);

const firstVariable = remember((expression: Expression): number => {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return Math.min(...expression.operands.map(firstVariable));
    case 'compare': {
      if (expression.symbol.isOvnField) return -1;
      const { word } = locate(expression.symbol).location;
      return METADATA_WORDS.includes(word) ? -1 : variableOf(bitAt(word, 31));
    }
    case 'boolean':
    case 'chassis-resident':
    case 'compare-string':
      return -1;
  }
});

/** The packets that match `expression`, which has to be annotated. */
export function conditionOf(expression: Expression, reading: Reading): Node {
  if (!isOfHeaders(expression)) return make(expression, reading);
  const known = reading.ofHeaders.get(expression);
  if (known !== undefined) return known;
  const condition = make(expression, reading);
  reading.ofHeaders.set(expression, condition);
  return condition;
}

/** Whether an expression is only about headers, whose bits are never in `known` when a table is entered. */
const isOfHeaders = remember((expression: Expression): boolean => {
  switch (expression.kind) {
    case 'boolean':
    case 'chassis-resident':
      return true;
    case 'and':
    case 'or':
      return expression.operands.every(isOfHeaders);
    case 'compare':
      return !(expression.symbol.isOvnField || METADATA_WORDS.includes(locate(expression.symbol).location.word));
    case 'compare-string':
      return false;
  }
});

function make(expression: Expression, reading: Reading): Node {
  switch (expression.kind) {
    case 'boolean':
      return expression.value ? EVERY : EMPTY;
    case 'chassis-resident':
      return expression.isNegated ? EMPTY : EVERY;
    case 'and':
      return all(expression.operands, reading);
    case 'or':
      return reading.diagram.unionAll(distinct(expression.operands.map(operand => conditionOf(operand, reading))));
    case 'compare':
      return ofCompare(expression, reading);
    case 'compare-string': {
      const key = reading.portKeys(expression.text);
      if (key === undefined) return EMPTY;
      const { location } = locate(expression.symbol);
      const actual = reading.known.word(location.word);
      if (actual !== undefined) return holdsFor(expression.operator, actual - key) ? EVERY : EMPTY;
      return compareBits(wordBits(location, -1, key), expression.operator, reading);
    }
  }
}

function all(operands: readonly Expression[], reading: Reading): Node {
  let condition: Node = EVERY;
  for (const operand of operands) {
    if (condition === EMPTY) return EMPTY;
    condition = reading.diagram.guard(condition, conditionOf(operand, reading));
  }
  return condition;
}

const distinct = (nodes: readonly Node[]): readonly Node[] => [...new Set(nodes)].filter(node => node !== EMPTY);

/** A field that only ovn-controller writes never matches, because no packet has it. */
function ofCompare({ symbol, operator, value, mask }: Compare, reading: Reading): Node {
  if (symbol.isOvnField) return EMPTY;
  const { location } = locate(symbol);
  const values = fieldWords(location, value);
  const tests = fieldWords(location, mask).flatMap(({ word, bits }) =>
    wordBits({ word }, bits, values.find(each => each.word === word)?.bits ?? 0),
  );
  return compareBits(tests, operator, reading);
}

/** A bit and the value that it is compared with, the most significant first. */
type Test = readonly [Bit, boolean];

function wordBits({ word }: Pick<Location, 'word'>, mask: number, value: number): Test[] {
  const tests: Test[] = [];
  for (let place = 31; place >= 0; place--) {
    if ((mask >>> place) & 1) tests.push([bitAt(word, place), ((value >>> place) & 1) === 1]);
  }
  return tests;
}

/** From the least significant bit on: what is decided if all bits before are equal. */
function compareBits(tests: readonly Test[], operator: Operator, { diagram, known }: Reading): Node {
  let condition = OF_EQUAL[operator] ? EVERY : EMPTY;
  const [less, greater] = [OF_LESS[operator] ? EVERY : EMPTY, OF_GREATER[operator] ? EVERY : EMPTY];
  for (let at = tests.length - 1; at >= 0; at--) {
    const [bit, value] = tests[at]!;
    const [ifClear, ifSet] = value ? [less, condition] : [condition, greater];
    const constant = known.get(bit);
    condition = constant === undefined ? diagram.node(variableOf(bit), ifClear, ifSet) : constant ? ifSet : ifClear;
  }
  return condition;
}

const OF_EQUAL: Readonly<Record<Operator, boolean>> = {
  '==': true,
  '!=': false,
  '<': false,
  '<=': true,
  '>': false,
  '>=': true,
};
const OF_LESS: Readonly<Record<Operator, boolean>> = { ...OF_EQUAL, '==': false, '!=': true, '<': true, '>=': false };
const OF_GREATER: Readonly<Record<Operator, boolean>> = { ...OF_LESS, '<': false, '<=': false, '>': true, '>=': true };

const holdsFor = (operator: Operator, order: number): boolean =>
  (order === 0 ? OF_EQUAL : order < 0 ? OF_LESS : OF_GREATER)[operator];
