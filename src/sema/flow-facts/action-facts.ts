/**
 * Facts about the actions of a flow. They are read from tokens, without parsing: these facts are needed of many flows, and
 * an error in one action must not hide the others.
 */
import type { Result } from '../../base/result.ts';
import { parseActions } from '../../lang/action-parser.ts';
import { type Token, tokenize } from '../../lang/lexer.ts';
import type { ParseError } from '../../lang/syntax-error.ts';
import { T } from '../../lang/tokens.ts';
import { type BoundActions, bindActions } from '../actions/bind-actions.ts';
import type { ActionKind, OptionsKind, PipelineName } from '../actions/kit/action.ts';
import { positionOf } from '../actions/kit/context.ts';
import { printValue } from '../actions/option-rows.ts';
import { readByAny } from '../read-by-any.ts';

/** The parts of a logical flow that its actions depend on. */
export interface FlowActions {
  readonly pipeline: PipelineName;
  readonly table: number;
  readonly actions: string;
}

/** The actions of a flow, or the error for which ovn-controller of any release skips the flow. */
export function boundActionsOf({ actions, ...place }: FlowActions): Result<BoundActions, ParseError> {
  const parsed = parseActions(actions);
  return readByAny(undefined, release => bindActions(parsed, positionOf(place, release)));
}

/** Whether actions call the action `kind`. */
export const callsAction = (actions: string, kind: ActionKind): boolean => actions.includes(`${kind}(`);

const OFFER: OptionsKind = 'put_dhcp_opts';

/** The first value of an option that `put_dhcp_opts` offers among `actions`, as OVN prints it. */
export function offeredValue(actions: string, name: string): string | undefined {
  const tokens = callsAction(actions, OFFER) ? tokenize(actions) : [];
  const start = tokens.findIndex(token => isWord(token, OFFER));
  const place = tokens.findIndex(
    (token, index) => index > start && isWord(token, name) && tokens[index + 1]?.tokenType === T.Assign,
  );
  const value = place < 0 ? undefined : tokens.slice(place + 2).find(({ tokenType }) => tokenType !== T.LeftCurly);
  return value && isConstant(value) ? printValue(value.payload!) : undefined;
}

/** All options that `kind` offers among `actions`, as OVN prints their values; several values of one are joined by ", ". */
export function offeredValues(actions: string, kind: OptionsKind): ReadonlyMap<string, string> {
  const tokens = callsAction(actions, kind) ? tokenize(actions) : [];
  const start = tokens.findIndex(token => isWord(token, kind)) + 1;
  const end = tokens.findIndex(({ tokenType }, index) => index > start && tokenType === T.RightParen);
  const values = new Map<string, string>();
  let name = '';
  for (let index = start; index < end; index++) {
    const token = tokens[index]!;
    if (token.tokenType === T.Id && tokens[index + 1]?.tokenType === T.Assign) name = token.image;
    else if (name !== '' && isConstant(token)) values.set(name, joined(values.get(name), printValue(token.payload!)));
  }
  return values;
}

/** The actions without the options that they offer: these do not decide where a packet goes. */
export function withoutOptions(actions: string): string {
  if (!OPTIONS.some(kind => callsAction(actions, kind))) return actions;
  const tokens = tokenize(actions);
  const start = tokens.findIndex(token => OPTIONS.some(kind => isWord(token, kind)));
  const end = tokens.findIndex(({ tokenType }, index) => index > start && tokenType === T.RightParen);
  if (start < 0 || end < 0) return actions;
  return `${actions.slice(0, tokens[start]!.startOffset)}OPTIONS${actions.slice(tokens[end]!.startOffset)}`;
}

const OPTIONS: readonly OptionsKind[] = ['put_dhcp_opts', 'put_dhcpv6_opts', 'put_nd_ra_opts'];

const joined = (before: string | undefined, value: string): string =>
  before === undefined ? value : `${before}, ${value}`;

const isWord = ({ tokenType, image }: Token, word: string): boolean => tokenType === T.Id && image === word;
const isConstant = ({ tokenType }: Token): boolean => tokenType === T.Integer || tokenType === T.String;
