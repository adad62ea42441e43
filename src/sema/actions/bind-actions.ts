/**
 * Action tree to actions: every check that OVN makes, in its order and words (OVN 25.03, lib/actions.c, parse_action()).
 */
import type { ActionPart } from '../../lang/action-parser.ts';
import type { Call, Statement } from '../../lang/action-tree.ts';
import type { Parsed } from '../../lang/expression-parser.ts';
import type { Token } from '../../lang/lexer.ts';
import type { Constant, Field } from '../../lang/match-tree.ts';
import type { Bound } from '../bind-match.ts';
import { type BoundField, bindConstantSet, bindName, checkType } from '../bind-operands.ts';
import { combine, type Expression } from '../expression.ts';
import { orRefusal, Refusal, unexpected } from '../refusal.ts';
import type { Action, ActionKind, NestKind } from './action.ts';
import { type Context, type Position, require, typeError, useField } from './context.ts';
import { Cursor } from './cursor.ts';
import type { AnyAssignmentRow, AnyStatementRow } from './row.ts';
import { ASSIGNMENTS, NESTS, PRESENCES, STATEMENTS } from './rows.ts';

export interface BoundActions {
  /** Empty for `drop;`. */
  readonly actions: readonly Action[];
  /** What has to hold besides the match; not annotated yet. */
  readonly prereqs?: Expression;
}

export function bindActions(parsed: Parsed<readonly Statement[], ActionPart>, position: Position): Bound<BoundActions> {
  if (!parsed.error) return orRefusal(() => bindAll(parsed.tree, position));
  for (const part of parsed.completed) {
    const bound = orRefusal(() => bindPart(part, parsed.token, newContext(position)));
    if ('error' in bound) return bound;
  }
  return { error: parsed.error };
}

const newContext = (position: Position): Context => ({ ...position, scope: 'default', prereqs: [] });

/** A call that was cut short ends at `token`, which the parser would not take. */
function bindPart(part: ActionPart, token: Token, context: Context): void {
  const cutShort = (call: Call): Call => ({ ...call, tokens: [...call.tokens, token] });
  if (part.kind === 'name') bindName(part, context.release);
  else if (part.kind === 'value') bindValue(useField(part.left, context), cutShort(part.call), context);
  else if (part.kind === 'call') readCall(cutShort(part), context);
  else bindStatement(part, context);
}

function bindAll(statements: readonly Statement[], position: Position): BoundActions {
  const context = newContext(position);
  const actions = bindBlock(statements, context);
  const { prereqs } = context;
  return prereqs.length > 0 ? { actions, prereqs: combine('and', prereqs) } : { actions };
}

/** `drop;` alone is the empty list; among others it is no action. */
function bindBlock(statements: readonly Statement[], context: Context): Action[] {
  const [only, ...others] = statements;
  if (only && others.length === 0 && isDrop(only)) return [];
  return statements.map(statement => bindStatement(statement, context));
}

const isDrop = (statement: Statement): boolean =>
  statement.kind === 'call' && statement.name.name === 'drop' && statement.tokens.length === 1 && !statement.block;

function bindStatement(statement: Statement, context: Context): Action {
  switch (statement.kind) {
    case 'exchange':
      return bindMove(useField(statement.left, context), statement.right, context, true);
    case 'assign':
      return bindAssign(useField(statement.left, context), statement.right, context);
    case 'call':
      return bindCall(statement, context);
  }
}

function bindAssign(left: BoundField, right: Field | Constant | Call, context: Context): Action {
  if (right.kind === 'field') return bindMove(left, right, context, false);
  if (right.kind !== 'call') return bindLoad(left, right, context);
  return bindValue(left, right, context);
}

function bindValue(destination: BoundField, call: Call, context: Context): Action {
  const { name, tokens } = call;
  const row = rowOf<AnyAssignmentRow>(ASSIGNMENTS, name.name, context);
  if (!row) {
    bindName(name, context.release);
    throw unexpected('(', "expecting `;'", call);
  }
  const cursor = new Cursor(tokens);
  const shape = row.read(cursor, context, destination);
  checkEnd(cursor);
  return { kind: name.name, ...shape } as Action;
}

function bindLoad(field: BoundField, constant: Constant, { scope }: Context): Action {
  const error = typeError(field, field.width, true, scope);
  if (error !== undefined) throw new Refusal(error, constant);
  const { offset, end } = constant;
  const noNames = { addressSet: () => undefined, portGroup: () => undefined };
  const set = bindConstantSet({ kind: 'constants', isBraced: false, constants: [constant], offset, end }, noNames);
  const mismatch = checkType(field, set);
  if (mismatch !== undefined) throw new Refusal(mismatch, constant);
  return { kind: 'load', field, value: set.values[0]! };
}

function bindMove(left: BoundField, rightField: Field, context: Context, isExchange: boolean): Action {
  const right = useField(rightField, context);
  const error =
    moveError(left, right, isExchange) ??
    typeError(left, left.width, true, context.scope) ??
    typeError(right, right.width, isExchange, context.scope);
  if (error !== undefined) throw new Refusal(error, rightField);
  return { kind: isExchange ? 'exchange' : 'move', left, right };
}

function moveError(left: BoundField, right: BoundField, isExchange: boolean): string | undefined {
  const describe = ({ symbol }: BoundField) => `${symbol.width ? 'integer' : 'string'} field (${symbol.name})`;
  if ((left.width === 0) !== (right.width === 0)) {
    if (isExchange) return `Can't exchange ${describe(left)} with ${describe(right)}.`;
    return `Can't assign ${describe(right)} to ${describe(left)}.`;
  }
  if (left.width === right.width) return undefined;
  if (isExchange) return `Can't exchange ${left.width}-bit field with ${right.width}-bit field.`;
  return `Can't assign ${right.width}-bit value to ${left.width}-bit destination.`;
}

function bindCall(call: Call, context: Context): Action {
  const { name } = call.name;
  const shape = readCall(call, context);
  return { kind: name, ...shape, ...(name in NESTS && bindNest(name as NestKind, call, context)) } as Action;
}

/** The row of an action, if there is one in the release at hand. */
function rowOf<Row>(rows: Readonly<Record<string, Row>>, name: string, { release }: Context): Row | undefined {
  const isKnown = !release || PRESENCES[name as ActionKind]?.(release) !== false;
  return isKnown && Object.hasOwn(rows, name) ? rows[name] : undefined;
}

/** Reads all of a call but its block. */
function readCall({ name, tokens }: Call, context: Context): object {
  const cursor = new Cursor(tokens);
  const row = rowOf<AnyStatementRow>(CALLS, name.name, context);
  if (!row) throw unexpected(name.name, 'expecting action', name);
  const shape = row.read(cursor, context);
  if (!cursor.is('LeftCurly')) checkEnd(cursor);
  return shape;
}

const decrement: AnyStatementRow = {
  read: (cursor, context) => {
    cursor.force('Decrement');
    require('ip', context);
    return {};
  },
};

/** Only `ct_commit` may do without its block. */
const nest = (kind: string): AnyStatementRow => ({
  read: cursor => {
    if (!cursor.is('LeftCurly') && kind !== 'ct_commit') cursor.force('LeftCurly');
    return {};
  },
});

const CALLS: Readonly<Record<string, AnyStatementRow>> = {
  ...STATEMENTS,
  ...Object.fromEntries(Object.keys(NESTS).map(kind => [kind, nest(kind)])),
  'ip.ttl': decrement,
};

function bindNest(kind: NestKind, { block }: Call, context: Context): { actions: readonly Action[] } {
  const prereqs: Expression[] = [];
  const scope = kind === 'ct_commit' ? 'ct-commit' : kind === 'clone' ? 'default' : context.scope;
  const actions = block ? bindBlock(block, { ...context, scope, prereqs }) : [];
  const { prereq } = NESTS[kind];
  if (prereq === undefined) context.prereqs.unshift(...prereqs);
  else require(prereq, context);
  return { actions };
}

/** Nothing may stand between an action and its semicolon. */
function checkEnd(cursor: Cursor): void {
  if (!cursor.is('Semicolon')) throw cursor.unexpected("expecting `;'");
}
