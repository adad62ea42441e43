/** Statement to action, with all of OVN's checks in its order and words (OVN 25.03, lib/actions.c, parse_action()). */
import type { Call, Statement } from '../../lang/action-tree.ts';
import type { Constant, Field } from '../../lang/match-tree.ts';
import { spanOf } from '../../lang/syntax-error.ts';
import { HAS_COMMIT_ARGUMENTS, RESOLVES_BOTH_FAMILIES } from '../../ovn/release/features.ts';
import { always } from '../../ovn/release/release.ts';
import { unexpectedText, unknownName } from '../binding-fault.ts';
import type { Expression } from '../match/expression.ts';
import { bindLoad, bindMove } from './bind-assignment.ts';
import type { Action, ActionKind, NestKind } from './kit/action.ts';
import { readCommitArguments } from './kit/commit-arguments.ts';
import { type ActionContext, has, require, useField } from './kit/context.ts';
import { Cursor } from './kit/cursor.ts';
import type { AnyAssignmentRow, AnyStatementRow } from './kit/row.ts';
import { ASSIGNMENTS, NESTS, PRESENCES, STATEMENTS } from './rows.ts';

export const bindBlock = (statements: readonly Statement[], context: ActionContext): Action[] =>
  statements.map(statement => bindStatement(statement, context));

export function bindStatement(statement: Statement, context: ActionContext): Action {
  switch (statement.kind) {
    case 'exchange':
      return bindMove(statement.left, statement.right, context, true);
    case 'assign':
      return bindAssign(statement.left, statement.right, context);
    case 'call':
      return bindCall(statement, context);
  }
}

function bindAssign(left: Field, right: Field | Constant | Call, context: ActionContext): Action {
  if (right.kind === 'field') return bindMove(left, right, context, false);
  if (right.kind !== 'call') return bindLoad(left, right, context);
  return bindValue(left, right, context);
}

/** FIELD = NAME(...) */
export function bindValue(left: Field, call: Call, context: ActionContext): Action {
  const { name, tokens } = call;
  const row = rowOf<AnyAssignmentRow>(ASSIGNMENTS, name.name, context);
  if (!row) {
    const { offset, end } = name;
    bindMove(left, { kind: 'field', name, offset, end }, context, false);
    throw unexpectedText('(', "expecting `;'", spanOf(tokens[0]!));
  }
  const destination = useField(left, context);
  const cursor = new Cursor(call, left);
  const shape = row.read(cursor, context, destination);
  checkEnd(cursor);
  return { kind: name.name, ...shape } as Action;
}

function bindCall(call: Call, context: ActionContext): Action {
  const { name } = call.name;
  const shape = readCall(call, context);
  return { kind: name, ...(name in NESTS && bindNest(name as NestKind, call, context)), ...shape } as Action;
}

/** The row of an action, or undefined if the release does not have the action. */
function rowOf<Row>(rows: Readonly<Record<string, Row>>, name: string, context: ActionContext): Row | undefined {
  const isKnown = has(PRESENCES[name as ActionKind] ?? always, context);
  return isKnown && Object.hasOwn(rows, name) ? rows[name] : undefined;
}

/** Reads a call without its block. */
export function readCall(call: Call, context: ActionContext): object {
  const cursor = new Cursor(call);
  const { name } = call;
  const row = rowOf<AnyStatementRow>(CALLS, name.name, context);
  if (!row) throw unknownName(name.name, 'expecting action', name);
  const shape = row.read(cursor, context);
  if (!(name.name in NESTS && cursor.is('LeftCurly'))) checkEnd(cursor);
  return shape;
}

const decrement: AnyStatementRow = {
  read: (cursor, context) => {
    cursor.force('Decrement');
    require('ip', context);
    return {};
  },
};

/** Only `ct_commit` works without its block. */
const nest = (kind: string): AnyStatementRow => ({
  read: (cursor, context) => {
    if (kind === 'ct_commit' && context.release && HAS_COMMIT_ARGUMENTS(context.release) && cursor.match('LeftParen'))
      return { actions: readCommitArguments(cursor), form: 'arguments' };
    if (!cursor.is('LeftCurly') && kind !== 'ct_commit') cursor.force('LeftCurly');
    return {};
  },
});

const CALLS: Readonly<Record<string, AnyStatementRow>> = {
  ...STATEMENTS,
  ...Object.fromEntries(Object.keys(NESTS).map(kind => [kind, nest(kind)])),
  'ip.ttl': decrement,
};

/** Which fields the actions in a block may write. */
export const scopeIn = (kind: string, outer: ActionContext['scope']): ActionContext['scope'] =>
  kind === 'ct_commit' ? 'ct-commit' : kind === 'clone' ? 'default' : outer;

function bindNest(kind: NestKind, { block }: Call, context: ActionContext): { actions: readonly Action[] } {
  const prereqs: Expression[] = [];
  const scope = scopeIn(kind, context.scope);
  const actions = block ? bindBlock(block, { ...context, scope, prereqs }) : [];
  const { prereq, earlierPrereq } = NESTS[kind];
  if (prereq === undefined) context.prereqs.unshift(...prereqs);
  else require(earlierPrereq && !has(RESOLVES_BOTH_FAMILIES, context) ? earlierPrereq : prereq, context);
  return { actions };
}

/** Throws if anything follows the action before its semicolon. */
function checkEnd(cursor: Cursor): void {
  if (!cursor.isAtEnd) throw cursor.unfinished();
}
