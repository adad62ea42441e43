/**
 * OVN reads the arguments of load balancing without counting parentheses: behind the list of backends, behind the hash
 * fields and behind a flag, any token will do in the place of the one that closes them (OVN 25.03, lib/actions.c,
 * parse_ct_lb_action()). For a grammar that counts, the parentheses that are missing are put in as empty tokens.
 */
import { EOF, type TokenType } from 'chevrotain';
import { type Token, token } from './lexer.ts';
import { T } from './tokens.ts';

const LOAD_BALANCING = /^ct_lb(_mark(_local)?)?$/;
const FLAG = /^(skip|force)_snat$/;

/** `hash_fields`, `=`, the text, and whatever stands behind it. */
const HASH_FIELDS = 4;

/** Tokens in which such actions have as many parentheses that open as that close. */
export function withLooseEnds(tokens: readonly Token[]): Token[] {
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

/** Whether a token was put in. */
export const isPutIn = ({ image, tokenType }: Token): boolean => image === '' && tokenType !== EOF;

/** Where OVN is through with the arguments that begin at `start`. */
function endOf(tokens: readonly Token[], start: number): number {
  let index = start;
  const is = (...types: readonly unknown[]) => types.includes(tokens[index]?.tokenType);
  while (!is(T.Semicolon, T.RightParen, EOF)) index++;
  if (!is(EOF)) index++;
  if (tokens[index]?.image === 'hash_fields' && tokens[index + 2]?.tokenType === T.String) index += HASH_FIELDS;
  if (FLAG.test(tokens[index]?.image ?? '')) index += 2;
  return Math.min(index, tokens.length - 1);
}

/** With empty parentheses inside the first one and at the end, as many as are missing. */
function balanced(tokens: readonly Token[], next: Token): Token[] {
  const depths = depthsOf(tokens);
  const missing = Math.max(0, 1 - Math.min(...depths.slice(0, -1)));
  const open = depths.at(-1)! + missing;
  const putIn = (type: TokenType, count: number): Token[] =>
    Array.from({ length: Math.max(0, count) }, () => token(type, '', next.startOffset));
  return [tokens[0]!, ...putIn(T.LeftParen, missing), ...tokens.slice(1), ...putIn(T.RightParen, open)];
}

/** How many parentheses are open behind each token. */
function depthsOf(tokens: readonly Token[]): number[] {
  let depth = 0;
  return tokens.map(({ tokenType }) => (depth += tokenType === T.LeftParen ? 1 : tokenType === T.RightParen ? -1 : 0));
}
