/**
 * Evaluates an expression on a packet (OVN 25.03, lib/expr.c, expr_evaluate()). An expression is compiled once, to a
 * function. Each comparison becomes one test for each word of the packet that it reads.
 */
import { fieldWords } from '../../ovn/fields/packet.ts';
import { locate, type OvnSymbol } from '../symbol.ts';
import { soleSymbol } from './annotate.ts';
import type { Compare, Expression, Operator } from './expression.ts';

/** The tunnel keys of logical ports, by name, where an expression is evaluated. */
export type PortKeys = (name: string) => number | undefined;

export type Predicate = (words: Int32Array, portKeys: PortKeys) => boolean;

/** `expression` has to be annotated. Conditions on the chassis hold, as in ovn-trace. */
export function compileExpression(expression: Expression): Predicate {
  switch (expression.kind) {
    case 'boolean':
      return () => expression.value;
    case 'chassis-resident':
      return () => !expression.isNegated;
    case 'and':
      return compileAnd(expression.operands);
    case 'or':
      return compileOr(expression.operands, soleSymbol(expression));
    case 'compare':
      return compileCompare(expression);
    case 'compare-string':
      return compileString(expression);
  }
}

/**
 * A condition that several operands share is tested once. Fields of one protocol share their prerequisites, for
 * example.
 */
function compileAnd(operands: readonly Expression[]): Predicate {
  const tests: WordTests = [];
  const predicates: Predicate[] = [];
  for (const operand of new Set(operands)) {
    if (isFieldEqual(operand)) addWordTests(operand, tests);
    else predicates.push(compileExpression(operand));
  }
  return (words, portKeys) => holdAll(tests, words) && predicates.every(predicate => predicate(words, portKeys));
}

const isFieldEqual = (operand: Expression): operand is Compare =>
  operand.kind === 'compare' && operand.operator === '==' && !operand.symbol.isOvnField;

/** `symbol` is the symbol of all `operands`, if there is only one. */
function compileOr(operands: readonly Expression[], symbol: OvnSymbol | undefined): Predicate {
  if (symbol && operands.every(isName)) return compileNameSet(symbol, operands);
  const predicates = operands.map(compileExpression);
  return (words, portKeys) => predicates.some(predicate => predicate(words, portKeys));
}

type CompareString = Extract<Expression, { kind: 'compare-string' }>;

const isName = (operand: Expression): operand is CompareString =>
  operand.kind === 'compare-string' && operand.operator === '==';

/** A field that only ovn-controller writes never matches, because no packet has it. */
function compileCompare(compare: Compare): Predicate {
  if (compare.symbol.isOvnField) return () => false;
  const { operator } = compare;
  const tests = addWordTests(compare, []);
  return operator === '==' ? words => holdAll(tests, words) : words => HOLDS[operator](compareWords(tests, words));
}

/** Triples of word, mask and value, for the words in which the mask has bits. The most significant word comes first. */
type WordTests = number[];

function addWordTests({ symbol, value, mask }: Compare, tests: WordTests): WordTests {
  const { location } = locate(symbol);
  const values = fieldWords(location, value);
  for (const { word, bits } of fieldWords(location, mask)) {
    tests.push(word, bits, values.find(each => each.word === word)?.bits ?? 0);
  }
  return tests;
}

function holdAll(tests: WordTests, words: Int32Array): boolean {
  for (let at = 0; at < tests.length; at += 3) {
    if ((words[tests[at]!]! & tests[at + 1]!) !== tests[at + 2]!) return false;
  }
  return true;
}

/** Negative, zero or positive, if the packet's value is less than, equal to or greater than the constant. */
function compareWords(tests: WordTests, words: Int32Array): number {
  for (let at = 0; at < tests.length; at += 3) {
    const actual = words[tests[at]!]! & tests[at + 1]!;
    const value = tests[at + 2]!;
    if (actual !== value) return actual >>> 0 < value >>> 0 ? -1 : 1;
  }
  return 0;
}

const HOLDS: Readonly<Record<Operator, (order: number) => boolean>> = {
  '==': order => order === 0,
  '!=': order => order !== 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};

/** One of many ports, such as those of a port group. Their keys are looked up once for each datapath. */
function compileNameSet(symbol: OvnSymbol, operands: readonly CompareString[]): Predicate {
  const { word } = locate(symbol).location;
  const keysOf = new WeakMap<PortKeys, ReadonlySet<number | undefined>>();
  return (words, portKeys) => {
    const keys = keysOf.get(portKeys) ?? new Set(operands.map(({ text }) => portKeys(text)));
    keysOf.set(portKeys, keys);
    return keys.has(words[word]! >>> 0);
  };
}

/** A name never matches if no port has it. */
function compileString({ symbol, operator, text }: CompareString): Predicate {
  const { word } = locate(symbol).location;
  return (words, portKeys) => {
    const key = portKeys(text);
    return key !== undefined && HOLDS[operator]((words[word]! >>> 0) - key);
  };
}
