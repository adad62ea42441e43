/**
 * Expands an expression to what OVN really compares (OVN 25.03, lib/expr.c, expr_annotate()). Predicates become the
 * expressions that they name, subfields become bits of whole fields, and each field's prerequisites are added.
 */
import { rememberTexts } from '../../base/remember.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import type { OvnSymbol } from '../symbol.ts';
import { bindMatch } from './bind-match.ts';
import { type Compare, combine, type Expression, negate } from './expression.ts';

/** The expression with predicates replaced and prerequisites added, as OVN evaluates it. */
export function annotate(expression: Expression): Expression {
  return annotateWith(expression, true);
}

/** `text` is a prerequisite or a predicate of the symbol table. It is always valid, so it is bound only once. */
export const annotatedText = rememberTexts((text: string): Expression => annotate(boundText(text)));

function annotateWith(expression: Expression, withPrereqs: boolean): Expression {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return annotateChain(expression, withPrereqs);
    case 'compare':
      return annotateCompare(expression, withPrereqs);
    case 'compare-string':
    case 'boolean':
    case 'chassis-resident':
      return expression;
  }
}

type Chain = Extract<Expression, { kind: 'and' | 'or' }>;

/** If all operands have the same symbol, its prerequisites are added once. */
function annotateChain(chain: Chain, withPrereqs: boolean): Expression {
  const symbol = withPrereqs ? soleSymbol(chain) : undefined;
  const annotated = combine(
    chain.kind,
    chain.operands.map(operand => annotateWith(operand, withPrereqs && !symbol)),
  );
  return symbol?.prereqs === undefined ? annotated : combine('and', [annotated, annotatedText(symbol.prereqs)]);
}

function annotateCompare(compare: Compare, withPrereqs: boolean): Expression {
  const { symbol } = compare;
  const expanded = symbol.predicate === undefined ? toField(compare) : expandPredicate(compare, symbol.predicate);
  if (!withPrereqs || symbol.prereqs === undefined) return expanded;
  return combine('and', [expanded, annotatedText(symbol.prereqs)]);
}

function toField(compare: Compare): Compare {
  const { parent } = compare.symbol;
  if (!parent) return compare;
  const shift = BigInt(parent.shift);
  return { ...compare, symbol: parent.symbol, value: compare.value << shift, mask: compare.mask << shift };
}

function expandPredicate({ value, operator }: Compare, predicate: string): Expression {
  const expansion = annotatedText(predicate);
  return ((value & 1n) === 1n) === (operator === '==') ? expansion : negate(expansion);
}

/** The symbol of all comparisons in `expression`, if there is only one. */
export function soleSymbol(expression: Expression): OvnSymbol | undefined {
  if (expression.kind === 'compare' || expression.kind === 'compare-string') return expression.symbol;
  if (expression.kind !== 'and' && expression.kind !== 'or') return undefined;
  const [first, ...others] = expression.operands;
  const symbol = soleSymbol(first!);
  return symbol && others.every(other => soleSymbol(other) === symbol) ? symbol : undefined;
}

const NO_NAMES = { addressSet: () => undefined, portGroup: () => undefined };

/** `text` as written, not annotated. It is bound only once. */
export const boundText = rememberTexts((text: string): Expression => {
  const bound = bindMatch(parseMatch(text), text, NO_NAMES);
  if ('error' in bound) throw new Error(`symbol table: ${text}: ${bound.error.message}`);
  return bound.value;
});
