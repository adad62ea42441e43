/**
 * OVN reads the arguments of load balancing without counting parentheses. After the list of backends, the hash fields
 * and a flag, it accepts any token in place of the closing parenthesis (OVN 25.03, lib/actions.c,
 * parse_ct_lb_action()). Our grammar counts, so the missing parentheses are inserted as empty tokens.
 */
import { EOF, type TokenType } from 'chevrotain';
import { type Token, token } from './lexer.ts';
import { T } from './tokens.ts';

const LOAD_BALANCING = /^ct_lb(_mark(_local)?)?$/;
const FLAG = /^(skip|force)_snat$/;

/** `hash_fields`, `=`, the text, and the token after it. */
const HASH_FIELDS = 4;

/** The tokens, with as many opening as closing parentheses in such actions. */
export function insertParentheses(tokens: readonly Token[]): Token[] {
  const closed: Token[] = [];
  for (let index = 0; index < tokens.length; ) {
    closed.push(tokens[index++]!);
    const isArguments = LOAD_BALANCING.test(closed.at(-1)!.image) && tokens[index]?.tokenType === T.LeftParen;
    if (!isArguments) continue;
    const end = endOf(tokens, index);
    closed.push(...balanced(tokens.slice(index, end), tokens[end]!));
    index = end;
  }
  return closed;
}

/** Whether a token was inserted. */
export const isInserted = ({ image, tokenType }: Token): boolean => image === '' && tokenType !== EOF;

/** The index at which OVN ends the arguments that begin at `start`. */
function endOf(tokens: readonly Token[], start: number): number {
  let index = start;
  const is = (...types: readonly unknown[]) => types.includes(tokens[index]?.tokenType);
  while (!is(T.Semicolon, T.RightParen, EOF)) index++;
  if (!is(EOF)) index++;
  if (tokens[index]?.image === 'hash_fields' && tokens[index + 2]?.tokenType === T.String) index += HASH_FIELDS;
  if (FLAG.test(tokens[index]?.image ?? '')) index += 2;
  return Math.min(index, tokens.length - 1);
}

/** Inserts the missing parentheses, empty: opening ones after the first token, closing ones at the end. */
function balanced(tokens: readonly Token[], next: Token): Token[] {
  const depths = depthsOf(tokens);
  const missing = Math.max(0, 1 - Math.min(...depths.slice(0, -1)));
  const open = depths.at(-1)! + missing;
  const insert = (type: TokenType, count: number): Token[] =>
    Array.from({ length: Math.max(0, count) }, () => token(type, '', next.startOffset));
  return [tokens[0]!, ...insert(T.LeftParen, missing), ...tokens.slice(1), ...insert(T.RightParen, open)];
}

/** The number of open parentheses after each token. */
function depthsOf(tokens: readonly Token[]): number[] {
  let depth = 0;
  return tokens.map(({ tokenType }) => (depth += tokenType === T.LeftParen ? 1 : tokenType === T.RightParen ? -1 : 0));
}
