/**
 * Evaluates an expression on a packet (OVN 25.03, lib/expr.c, expr_evaluate()). An expression is compiled once, to a
 * function: each comparison becomes one test for each word of the packet that it looks at.
 */
import type { Location } from '../fields/layout.ts';
import { wordsOf } from '../fields/packet.ts';
import { soleSymbol } from './annotate.ts';
import type { Compare, Expression, Operator } from './expression.ts';
import { locate, type OvnSymbol } from './symbol.ts';

/** What the names of logical ports mean where an expression is evaluated: their tunnel keys. */
export type PortKeys = (name: string) => number | undefined;

export type Predicate = (words: Int32Array, portKeys: PortKeys) => boolean;

/** `expression` has to be annotated; conditions on the chassis hold, as in ovn-trace. */
export function compile(expression: Expression): Predicate {
  switch (expression.kind) {
    case 'boolean':
      return () => expression.value;
    case 'chassis-resident':
      return () => !expression.isNegated;
    case 'and': {
      const operands = expression.operands.map(compile);
      return (words, portKeys) => operands.every(operand => operand(words, portKeys));
    }
    case 'or':
      return compileOr(expression.operands, soleSymbol(expression));
    case 'compare':
      return compileCompare(expression);
    case 'compare-string':
      return compileString(expression);
  }
}

/** `symbol` is what all `operands` are about, if it is one. */
function compileOr(operands: readonly Expression[], symbol: OvnSymbol | undefined): Predicate {
  if (symbol && operands.every(isName)) return compileNameSet(symbol, operands);
  const predicates = operands.map(compile);
  return (words, portKeys) => predicates.some(predicate => predicate(words, portKeys));
}

type CompareString = Extract<Expression, { kind: 'compare-string' }>;

const isName = (operand: Expression): operand is CompareString =>
  operand.kind === 'compare-string' && operand.operator === '==';

interface WordTest {
  readonly word: number;
  readonly mask: number;
  readonly value: number;
}

/** A field that only ovn-controller writes never matches: no packet has it. */
function compileCompare({ symbol, operator, value, mask }: Compare): Predicate {
  if (symbol.isOvnField) return () => false;
  const { location } = locate(symbol);
  const tests = wordTests(location, value, mask);
  const [first] = tests;
  if (tests.length === 1 && operator === '==') return words => (words[first!.word]! & first!.mask) === first!.value;
  return words => HOLDS[operator](compareWords(words, tests));
}

/** The words in which `mask` has bits, most significant first. */
function wordTests(location: Location, value: bigint, mask: bigint): WordTest[] {
  const values = new Map(wordsOf(location, value).map(({ word, bits }) => [word, bits]));
  return wordsOf(location, mask).map(({ word, bits }) => ({ word, mask: bits, value: values.get(word) ?? 0 }));
}

/** Below, at or above zero, as the packet's value is less than, equal to or greater than the constant. */
function compareWords(words: Int32Array, tests: readonly WordTest[]): number {
  for (const { word, mask, value } of tests) {
    const actual = words[word]! & mask;
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

/** One of many ports, as those of a port group: the keys that the names stand for are looked up once for each datapath. */
function compileNameSet(symbol: OvnSymbol, operands: readonly CompareString[]): Predicate {
  const { word } = locate(symbol).location;
  const keysOf = new WeakMap<PortKeys, ReadonlySet<number | undefined>>();
  return (words, portKeys) => {
    const keys = keysOf.get(portKeys) ?? new Set(operands.map(({ text }) => portKeys(text)));
    keysOf.set(portKeys, keys);
    return keys.has(words[word]! >>> 0);
  };
}

/** A name that is no port's never matches. */
function compileString({ symbol, operator, text }: CompareString): Predicate {
  const { word } = locate(symbol).location;
  return (words, portKeys) => {
    const key = portKeys(text);
    return key !== undefined && HOLDS[operator]((words[word]! >>> 0) - key);
  };
}
