/**
 * Match tree to expression: names become symbols, with all of OVN's checks and messages (OVN 25.03, lib/expr.c). Faults
 * are found in the order in which OVN reads the text.
 */
import type { Result } from '../../base/result.ts';
import { isFollowedByError, type Parsed } from '../../lang/expression-parser.ts';
import { endToken, tokenize } from '../../lang/lexer.ts';
import type { MatchPart } from '../../lang/match-parser.ts';
import type { Comparison, Match, Range, Span } from '../../lang/match-tree.ts';
import { type ParseError, syntaxError } from '../../lang/syntax-error.ts';
import { BindingFault, toResult } from '../binding-fault.ts';
import {
  type BoundField,
  type BoundSet,
  bindConstantSet,
  bindField,
  bindName,
  bindSelection,
  type CompareFault,
  checkCompare,
  compareAny,
  type Names,
  toCompare,
} from './bind-operands.ts';
import { combine, type Expression, FALSE, mirrored, negate, type Operator, TRUE } from './expression.ts';

interface BindingContext {
  readonly text: string;
  readonly names: Names;
  /** Whether the part is inside an odd number of `!`. */
  readonly isNegated: boolean;
}

/** Binds the tree of `text`. If the text has a syntax error, errors of meaning before it come first. */
export function bindMatch(
  parsed: Parsed<Match, MatchPart>,
  text: string,
  names: Names,
): Result<Expression, ParseError> {
  if (!parsed.error) return toResult(() => bind(parsed.tree, { text, names, isNegated: false }));
  for (const { part, isNegated } of parsed.completed) {
    const bound = toResult(() => bindPart(part, { text, names, isNegated }));
    if ('error' in bound) return hasReadOn(part) && isFollowedByError(part, parsed) ? { error: parsed.error } : bound;
  }
  return { error: parsed.error };
}

/** Whether OVN reads the next token before it checks this part. Names and constants are checked at once. */
const hasReadOn = ({ kind }: MatchPart['part']): boolean => !['name', 'constants', 'function'].includes(kind);

function bindPart(part: MatchPart['part'], context: BindingContext): void {
  switch (part.kind) {
    case 'name':
      bindName(part, context.names.release);
      return;
    case 'selection':
      bindSelection(part.name, context.names.release);
      return;
    case 'field':
      bindField(part, context.names.release);
      return;
    case 'constants':
      bindConstantSet(part, context.names, context.text);
      return;
    case 'function':
      checkFunction(part.name, part);
      return;
    default:
      bind(part, context);
  }
}

function bind(match: Match, context: BindingContext): Expression {
  switch (match.kind) {
    case 'and':
    case 'or':
      return combine(
        match.kind,
        match.operands.map(operand => bind(operand, context)),
      );
    case 'not':
      return bindNot(match, context);
    case 'group':
      return bind(match.match, context);
    case 'literal':
      return match.value ? TRUE : FALSE;
    case 'test':
      return bindTest(match, context);
    case 'call':
      checkFunction(match.name.name, match.name);
      return { kind: 'chassis-resident', port: match.argument, isNegated: false };
    case 'comparison': {
      const operator = match.isReversed ? mirrored(match.operator) : match.operator;
      const [field, set] = bindSides(match, context);
      return compare(field, operator, set, match, context.isNegated);
    }
    case 'range':
      return bindRange(match, context);
  }
}

/** Binds in reading order, so the first error is OVN's. */
function bindSides(match: Comparison, { names, text }: BindingContext): [BoundField, BoundSet] {
  if (!match.isReversed) return [bindField(match.field, names.release), bindConstantSet(match.constants, names, text)];
  const set = bindConstantSet(match.constants, names, text);
  return [bindField(match.field, names.release), set];
}

function bindNot(match: Extract<Match, { kind: 'not' }>, context: BindingContext): Expression {
  const operand = bind(match.operand, { ...context, isNegated: !context.isNegated });
  const isAtomic = ['group', 'literal', 'test', 'call'].includes(match.operand.kind);
  if (!isAtomic) throw new BindingFault('Missing parentheses around operand of !.', match);
  return negate(operand);
}

const ZERO: BoundSet = { type: 'integer', isBraced: false, values: [{ notation: 'hexadecimal', value: 0n }] };

function bindTest(match: Extract<Match, { kind: 'test' }>, context: BindingContext): Expression {
  const field = bindField(match.field, context.names.release);
  if (field.width === 0) throw missingOperator(match, context.text);
  if (field.width > 1 && !context.isNegated) {
    throw new BindingFault("Explicit `!= 0' is required for inequality test of multibit field against 0.", match);
  }
  return compare(field, '!=', ZERO, match, context.isNegated);
}

function missingOperator({ end }: Span, text: string): BindingFault {
  const next = tokenize(text).find(({ startOffset }) => startOffset >= end) ?? endToken(text);
  const error = syntaxError(next, 'expecting relational operator');
  return new BindingFault(error.message, error);
}

const isLess = (operator: Operator) => operator === '<' || operator === '<=';
const isGreater = (operator: Operator) => operator === '>' || operator === '>=';

function bindRange(match: Range, context: BindingContext): Expression {
  const { text, names, isNegated } = context;
  const left = bindConstantSet(match.left, names, text);
  const field = bindField(match.field, names.release);
  const right = bindConstantSet(match.right, names, text);
  const operators = [match.leftOperator, match.rightOperator];
  if (!operators.every(isLess) && !operators.every(isGreater)) {
    const form = "Range expressions must have the form `x < field < y' or `x > field > y', ";
    throw new BindingFault(`${form}with each \`<' optionally replaced by \`<=' or \`>' by \`>=').`, match);
  }
  return combine('and', [
    compare(field, mirrored(match.leftOperator), left, { field: match.field, constants: match.left }, isNegated),
    compare(field, match.rightOperator, right, { field: match.field, constants: match.right }, isNegated),
  ]);
}

/** The spans of the two sides of a comparison. A field alone has only one side. */
type Sides = Pick<Comparison, 'field'> & Partial<Pick<Comparison, 'constants'>>;

function compare(field: BoundField, operator: Operator, set: BoundSet, sides: Sides, isNegated: boolean): Expression {
  const fault = checkCompare(field, operator, set, isNegated);
  if (fault) throw new BindingFault(fault.message, placeOf(fault, sides));
  if (set.isAny) return compareAny(field, isNegated);
  if (set.values.length === 0) return operator === '!=' ? TRUE : FALSE;
  return combine(operator === '==' ? 'or' : 'and', toCompare(field, operator, set));
}

function placeOf({ about }: CompareFault, { field, constants }: Sides): Span {
  if (about === 'field' || !constants) return field;
  return constants.constants.find(constant => constant.kind === 'integer' && constant.integer === about) ?? constants;
}

function checkFunction(name: string, span: Span): void {
  if (name !== 'is_chassis_resident') throw new BindingFault('parsing function name', span);
}
