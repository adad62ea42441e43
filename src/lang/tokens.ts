/**
 * The tokens of the logical-flow language, as rows (OVN 25.03, include/ovn/lex.h). A token of fixed text has that text
 * as its `image`.
 */
import { createToken, type TokenType } from 'chevrotain';

const FIXED = {
  LeftParen: '(',
  RightParen: ')',
  LeftCurly: '{',
  RightCurly: '}',
  LeftSquare: '[',
  RightSquare: ']',
  Equal: '==',
  NotEqual: '!=',
  LessThan: '<',
  LessOrEqual: '<=',
  GreaterThan: '>',
  GreaterOrEqual: '>=',
  Not: '!',
  And: '&&',
  Or: '||',
  Ellipsis: '..',
  Comma: ',',
  Semicolon: ';',
  Assign: '=',
  Exchange: '<->',
  Decrement: '--',
  Colon: ':',
  Hyphen: '-',
} as const;

const VARIABLE = ['Id', 'String', 'Integer', 'AddressSet', 'PortGroup', 'Template', 'Invalid'] as const;

type FixedName = keyof typeof FIXED;
type VariableName = (typeof VARIABLE)[number];

/** A category: any of the six relational operators. */
const RelationalOperator = createToken({ name: 'RelationalOperator', pattern: /never/ });
const RELATIONAL: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];

/** A category: any token between the parentheses of an action, which reads them itself. Parentheses are not in it. */
const Argument = createToken({ name: 'Argument', pattern: /never/ });

const categoriesOf = (label: string): TokenType[] => [
  ...(RELATIONAL.includes(label) ? [RelationalOperator] : []),
  ...(label === '(' || label === ')' ? [] : [Argument]),
];

const fixed = Object.entries(FIXED).map(([name, label]): [string, TokenType] => [
  name,
  createToken({
    name,
    label: `\`${label}'`,
    pattern: label,
    categories: categoriesOf(label),
  }),
]);
const variable = VARIABLE.map((name): [string, TokenType] => [
  name,
  createToken({ name, pattern: /never/, categories: [Argument] }),
]);

export const T = { RelationalOperator, Argument, ...Object.fromEntries([...fixed, ...variable]) } as {
  readonly [Name in FixedName | VariableName | 'RelationalOperator' | 'Argument']: TokenType;
};

export const ALL_TOKENS: TokenType[] = Object.values(T);

const FIXED_TOKENS = Object.entries(FIXED)
  .map(([name, text]) => ({ text, type: T[name as FixedName] }))
  .sort((a, b) => b.text.length - a.text.length);

/** The tokens of fixed text by their first character. A longer token comes before a shorter one that it begins with. */
export const STARTING_WITH: ReadonlyMap<string, typeof FIXED_TOKENS> = new Map(
  FIXED_TOKENS.map(({ text: [char] }) => [char!, FIXED_TOKENS.filter(({ text }) => text.startsWith(char!))]),
);

export type RelationalOperatorText = '==' | '!=' | '<' | '<=' | '>' | '>=';
