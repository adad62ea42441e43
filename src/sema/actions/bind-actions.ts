/**
 * A list of actions with its meaning, or its error (OVN 25.03, lib/actions.c, ovnacts_parse()). In a text with a syntax
 * error, errors of meaning before it come first.
 */
import type { Result } from '../../base/result.ts';
import type { ActionPart } from '../../lang/action-parser.ts';
import type { Call, Statement } from '../../lang/action-tree.ts';
import { isFollowedByError, type Parsed } from '../../lang/expression-parser.ts';
import type { Token } from '../../lang/lexer.ts';
import type { ParseError } from '../../lang/syntax-error.ts';
import { T } from '../../lang/tokens.ts';
import { toResult } from '../binding-fault.ts';
import { bindName, bindSelection } from '../match/bind-operands.ts';
import { combine, type Expression } from '../match/expression.ts';
import { bindLoaded } from './bind-assignment.ts';
import { bindBlock, bindStatement, bindValue, readCall, scopeIn } from './bind-statement.ts';
import type { Action } from './kit/action.ts';
import { type ActionContext, type Position, useField } from './kit/context.ts';

/** The actions of a flow with their meaning, and the prerequisites that OVN adds to the match. */
export interface BoundActions {
  /** Empty for `drop;`. */
  readonly actions: readonly Action[];
  /** The condition for the actions, in addition to the match. It is not annotated yet. */
  readonly prereqs?: Expression;
}

/** The meaning of parsed actions, or OVN's error message and its place. */
export function bindActions(
  parsed: Parsed<readonly Statement[], ActionPart>,
  position: Position,
): Result<BoundActions, ParseError> {
  if (!parsed.error) return toResult(() => bindAll(parsed.tree, position));
  for (const { part, blocks } of parsed.completed) {
    const bound = toResult(() => bindPart(part, parsed.token, contextIn(blocks, position)));
    if ('error' in bound) return hasReadOn(part) && isFollowedByError(part, parsed) ? { error: parsed.error } : bound;
  }
  return { error: parsed.error };
}

function bindAll(statements: readonly Statement[], position: Position): BoundActions {
  const context = newContext(position);
  const actions = bindBlock(statements, context);
  const { prereqs } = context;
  return prereqs.length > 0 ? { actions, prereqs: combine('and', prereqs) } : { actions };
}

/** Whether OVN reads the next token before it checks this part. Arguments of actions are checked one by one. */
const hasReadOn = (part: ActionPart['part']): boolean =>
  ['selection', 'field', 'load', 'exchange'].includes(part.kind) ||
  (part.kind === 'assign' && part.right.kind !== 'call');

function contextIn(blocks: readonly string[], position: Position): ActionContext {
  const scope = blocks.reduce<ActionContext['scope']>((outer, kind) => scopeIn(kind, outer), 'default');
  return { ...newContext(position), scope };
}

const newContext = (position: Position): ActionContext => ({ ...position, scope: 'default', prereqs: [] });

/** Checks one part. If its call is cut short, its arguments end at `token`, which the parser did not accept. */
function bindPart(part: ActionPart['part'], token: Token, context: ActionContext): void {
  const ended = (call: Call): Call => (isCutShort(call) ? { ...call, tokens: [...call.tokens, token] } : call);
  switch (part.kind) {
    case 'name':
      bindName(part, context.release);
      return;
    case 'selection':
      bindSelection(part.name, context.release);
      return;
    case 'field':
      useField(part, context);
      return;
    case 'constants':
      return;
    case 'load':
      bindLoaded(part.left, context);
      return;
    case 'value':
      bindValue(part.left, ended(part.call), context);
      return;
    case 'call':
      readCall(ended(part), context);
      return;
    default:
      bindStatement(part, context);
  }
}

function isCutShort({ tokens }: Call): boolean {
  const count = (name: 'LeftParen' | 'RightParen') => tokens.filter(({ tokenType }) => tokenType === T[name]).length;
  return tokens.length === 0 || count('LeftParen') > count('RightParen');
}
