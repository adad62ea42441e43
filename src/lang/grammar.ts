/**
 * The grammars of matches and actions, for display. They come from the parsers, so they say what the parsers accept.
 * The parsers and sema/ check the rest: how deep things nest, and which arguments an action has.
 */
import type { ISerializedGast as Production } from 'chevrotain';
import { actionProductions } from './action-parser.ts';
import { matchProductions } from './match-parser.ts';
import { ALL_TOKENS, T } from './tokens.ts';

export type Syntax =
  /** A fixed text in quotation marks, or the description of a kind of token. */
  | { readonly kind: 'terminal'; readonly text: string }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'sequence' | 'choice'; readonly items: readonly Syntax[] }
  | { readonly kind: 'optional' | 'repetition'; readonly item: Syntax };

export interface GrammarRule {
  readonly name: string;
  readonly syntax: Syntax;
}

export type Language = 'match' | 'actions';

const START: { readonly [L in Language]: { productions(): Production[] } } = {
  match: { productions: matchProductions },
  actions: { productions: actionProductions },
};

/** The rule named like the language, then all rules that it uses, then the tokens. */
export function grammarOf(language: Language): readonly GrammarRule[] {
  const rules = new Map(START[language].productions().map(rule => [nameOf(rule), toSyntax(rule)]));
  const reached = new Set<string>([language]);
  for (const name of reached) for (const used of rulesIn(rules.get(name) ?? TOKENS.get(name)!)) reached.add(used);
  const names = [...reached].sort((a, b) => Number(TOKENS.has(a)) - Number(TOKENS.has(b)));
  return names.map(name => ({ name, syntax: rules.get(name) ?? TOKENS.get(name)! }));
}

/** One rule per line, in the notation of the XML specification. */
export const printGrammar = (rules: readonly GrammarRule[]): string =>
  rules.map(({ name, syntax }) => `${name} ::= ${printSyntax(syntax)}\n`).join('');

function printSyntax(syntax: Syntax): string {
  switch (syntax.kind) {
    case 'terminal':
      return syntax.text;
    case 'rule':
      return syntax.name;
    case 'sequence':
      return syntax.items
        .map(item => (item.kind === 'choice' ? `( ${printSyntax(item)} )` : printSyntax(item)))
        .join(' ');
    case 'choice':
      return syntax.items.map(printSyntax).join(' | ');
    case 'optional':
      return syntax.item.kind === 'repetition' ? `${printAtom(syntax.item.item)}*` : `${printAtom(syntax.item)}?`;
    case 'repetition':
      return `${printAtom(syntax.item)}+`;
  }
}

const printAtom = (syntax: Syntax): string =>
  syntax.kind === 'terminal' || syntax.kind === 'rule' ? printSyntax(syntax) : `( ${printSyntax(syntax)} )`;

const nameOf = (production: Production): string => (production as { name?: string }).name!;

type Part = Production & {
  readonly definition?: Production[];
  readonly label?: string;
  readonly terminalLabel?: string;
};

function toSyntax(production: Production): Syntax {
  const { type, definition = [], terminalLabel } = production as Part;
  switch (type) {
    case 'Terminal':
      return terminalLabel === undefined ? tokenSyntax(nameOf(production)) : { kind: 'terminal', text: terminalLabel };
    case 'NonTerminal':
      return { kind: 'rule', name: nameOf(production) };
    case 'Alternation':
      return choiceOf(definition.map(toSyntax));
    case 'Option':
      return { kind: 'optional', item: sequenceOf(definition) };
    case 'Repetition':
      return { kind: 'optional', item: { kind: 'repetition', item: sequenceOf(definition) } };
    case 'RepetitionMandatory':
      return { kind: 'repetition', item: sequenceOf(definition) };
    default:
      return sequenceOf(definition);
  }
}

function sequenceOf(definition: readonly Production[]): Syntax {
  const items = definition.map(toSyntax);
  return items.length === 1 ? items[0]! : { kind: 'sequence', items };
}

/** A choice with an empty alternative is an option. */
function choiceOf(all: readonly Syntax[]): Syntax {
  const items = all.filter(item => item.kind !== 'sequence' || item.items.length > 0);
  const choice: Syntax = items.length === 1 ? items[0]! : { kind: 'choice', items };
  return items.length < all.length ? { kind: 'optional', item: choice } : choice;
}

function rulesIn(syntax: Syntax): readonly string[] {
  if (syntax.kind === 'terminal') return [];
  if (syntax.kind === 'rule') return [syntax.name];
  return 'item' in syntax ? rulesIn(syntax.item) : syntax.items.flatMap(rulesIn);
}

const literal = (text: string): Syntax => ({ kind: 'terminal', text: `"${text}"` });

/** A token of fixed text as that text, any other by its name. */
function tokenSyntax(name: string): Syntax {
  const { PATTERN, LABEL } = T[name as keyof typeof T];
  return LABEL === undefined ? { kind: 'rule', name } : literal(String(PATTERN));
}

/** All tokens of a category. */
function anyOf(category: 'RelationalOperator' | 'Argument'): Syntax {
  const members = ALL_TOKENS.filter(({ CATEGORIES, name }) => CATEGORIES!.includes(T[category]) && name !== 'Invalid');
  return { kind: 'choice', items: members.map(({ name }) => tokenSyntax(name)) };
}

const described = (text: string): Syntax => ({ kind: 'terminal', text });
const ruleNamed = (name: string): Syntax => ({ kind: 'rule', name });
const sequence = (...items: Syntax[]): Syntax => ({ kind: 'sequence', items });

const separated = (count: number, separator: Syntax, item: Syntax): Syntax =>
  sequence(...Array.from({ length: 2 * count - 1 }, (_, index) => (index % 2 ? separator : item)));

/** The tokens without a fixed text, as lexer.ts reads them. */
const TOKENS: ReadonlyMap<string, Syntax> = new Map([
  ['RelationalOperator', anyOf('RelationalOperator')],
  ['Argument', anyOf('Argument')],
  ['Id', described('[a-zA-Z_.] [a-zA-Z0-9_.]*')],
  ['String', described(`'"' ( [^"\\] | "\\" . )* '"'`)],
  ['AddressSet', sequence(literal('$'), ruleNamed('Id'))],
  ['PortGroup', sequence(literal('@'), ruleNamed('Id'))],
  ['Template', sequence(literal('^'), ruleNamed('Id'))],
  ['Integer', sequence(ruleNamed('Number'), { kind: 'optional', item: sequence(literal('/'), ruleNamed('Number')) })],
  ['Number', { kind: 'choice', items: ['Decimal', 'Hexadecimal', 'IPv4', 'IPv6', 'Ethernet'].map(ruleNamed) }],
  ['Decimal', described('[0-9]+')],
  ['Hexadecimal', described('"0" [xX] [0-9a-fA-F]+')],
  ['IPv4', separated(4, literal('.'), ruleNamed('Decimal'))],
  ['IPv6', described('[0-9a-fA-F:.]* ":" [0-9a-fA-F:.]*')],
  ['Ethernet', separated(6, literal(':'), ruleNamed('Byte'))],
  ['Byte', described('[0-9a-fA-F] [0-9a-fA-F]')],
]);
