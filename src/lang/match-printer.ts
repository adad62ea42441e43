/**
 * Match tree to text: the tree as written, with OVN's spacing. Parsing the text gives the same tree. OVN's own form of
 * a match depends on the types of its fields; print-expression.ts in sema/match prints that one.
 */
import { printInteger } from './constant.ts';
import type { Chain, Constant, ConstantSet, Field, Match } from './match-tree.ts';

type Printers = { readonly [K in Match['kind']]: (match: Extract<Match, { kind: K }>) => string };

const printChain = (operator: string) => (chain: Chain) => chain.operands.map(printMatch).join(` ${operator} `);

const PRINTERS: Printers = {
  and: printChain('&&'),
  or: printChain('||'),
  not: ({ operand }) => `!${printMatch(operand)}`,
  group: ({ match }) => `(${printMatch(match)})`,
  literal: ({ value }) => (value ? '1' : '0'),
  test: ({ field }) => printField(field),
  call: ({ name, argument }) => `${name.name}(${printString(argument)})`,
  comparison: ({ field, operator, constants, isReversed }) => {
    const sides = [printField(field), printConstantSet(constants)];
    return (isReversed ? sides.reverse() : sides).join(` ${operator} `);
  },
  range: ({ left, leftOperator, field, rightOperator, right }) =>
    [printConstantSet(left), leftOperator, printField(field), rightOperator, printConstantSet(right)].join(' '),
};

export function printMatch(match: Match): string {
  return (PRINTERS[match.kind] as (match: Match) => string)(match);
}

export const printField = ({ name, bits }: Field): string => name.name + (bits ? printBits(bits.low, bits.high) : '');

export const printBits = (low: number, high: number): string => (low === high ? `[${low}]` : `[${low}..${high}]`);

export function printConstantSet({ isBraced, constants }: ConstantSet): string {
  const list = constants.map(printConstant).join(', ');
  return isBraced ? `{${list}}` : list;
}

const SIGNS = { 'address-set': '$', 'port-group': '@', template: '^' } as const;

export function printConstant(constant: Constant): string {
  if (constant.kind === 'integer') return printInteger(constant.integer);
  return constant.kind === 'string' ? printString(constant.text) : SIGNS[constant.kind] + constant.name;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A string in OVSDB's notation (RFC 7047 section 3.1): JSON, with only the necessary escapes. */
export function printString(text: string): string {
  const escaped = (char: string) => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `"${text.replace(/["\\]|[^ -\uffff]/g, escaped)}"`;
}
