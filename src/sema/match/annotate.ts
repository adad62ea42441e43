/**
 * Expands an expression to what OVN really compares (OVN 25.03, lib/expr.c, expr_annotate()). Predicates become the
 * expressions that they name, subfields become bits of whole fields, and each field's prerequisites are added.
 */
import { rememberTexts } from '../../base/remember.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import type { Release } from '../../ovn/release/release.ts';
import type { OvnSymbol } from '../symbol.ts';
import { bindMatch } from './bind-match.ts';
import { type Compare, combine, type Expression, negate } from './expression.ts';

/** The expression with predicates replaced and prerequisites added, as OVN `release` evaluates it; the newest by default. */
export function annotate(expression: Expression, release?: Release): Expression {
  return annotateWith(expression, { release, withPrereqs: true });
}

interface Annotation {
  readonly release: Release | undefined;
  readonly withPrereqs: boolean;
}

/** `text` is a prerequisite or a predicate of the symbol table. It is always valid, so it is bound only once a release. */
export const annotatedText = (text: string, release?: Release): Expression => annotationsOf(release ?? '')(text);

const annotationsOf = rememberTexts((release: Release | '') =>
  rememberTexts((text: string): Expression => {
    const known = release === '' ? undefined : release;
    return annotate(boundIn(text, known), known);
  }),
);

function annotateWith(expression: Expression, annotation: Annotation): Expression {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return annotateChain(expression, annotation);
    case 'compare':
      return annotateCompare(expression, annotation);
    case 'compare-string':
    case 'boolean':
    case 'chassis-resident':
      return expression;
  }
}

type Chain = Extract<Expression, { kind: 'and' | 'or' }>;

/** If all operands have the same symbol, its prerequisites are added once. */
function annotateChain(chain: Chain, { release, withPrereqs }: Annotation): Expression {
  const symbol = withPrereqs ? soleSymbol(chain) : undefined;
  const inside = { release, withPrereqs: withPrereqs && !symbol };
  const annotated = combine(
    chain.kind,
    chain.operands.map(operand => annotateWith(operand, inside)),
  );
  return symbol?.prereqs === undefined
    ? annotated
    : combine('and', [annotated, annotatedText(symbol.prereqs, release)]);
}

function annotateCompare(compare: Compare, { release, withPrereqs }: Annotation): Expression {
  const { predicate, prereqs } = compare.symbol;
  const expanded =
    predicate === undefined ? toField(compare) : expandPredicate(compare, annotatedText(predicate, release));
  if (!withPrereqs || prereqs === undefined) return expanded;
  return combine('and', [expanded, annotatedText(prereqs, release)]);
}

function toField(compare: Compare): Compare {
  const { parent } = compare.symbol;
  if (!parent) return compare;
  const shift = BigInt(parent.shift);
  return { ...compare, symbol: parent.symbol, value: compare.value << shift, mask: compare.mask << shift };
}

const expandPredicate = ({ value, operator }: Compare, expansion: Expression): Expression =>
  ((value & 1n) === 1n) === (operator === '==') ? expansion : negate(expansion);

/** The symbol of all comparisons in `expression`, if there is only one. */
export function soleSymbol(expression: Expression): OvnSymbol | undefined {
  if (expression.kind === 'compare' || expression.kind === 'compare-string') return expression.symbol;
  if (expression.kind !== 'and' && expression.kind !== 'or') return undefined;
  const [first, ...others] = expression.operands;
  const symbol = soleSymbol(first!);
  return symbol && others.every(other => soleSymbol(other) === symbol) ? symbol : undefined;
}

/** `text` as written, not annotated. It is bound only once. */
export const boundText = rememberTexts((text: string): Expression => boundIn(text));

function boundIn(text: string, release?: Release): Expression {
  const names = { addressSet: () => undefined, portGroup: () => undefined, ...(release && { release }) };
  const bound = bindMatch(parseMatch(text), text, names);
  if ('error' in bound) throw new Error(`symbol table: ${text}: ${bound.error.message}`);
  return bound.value;
}
