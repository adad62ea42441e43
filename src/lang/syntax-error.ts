/**
 * What is wrong with a text, in OVN's words and with its quotation marks (OVN 25.03, lib/lex.c, lexer_syntax_error()).
 */
import { type IParserErrorMessageProvider, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import type { Span } from './match-tree.ts';
import { T } from './tokens.ts';

/** Its span is what the message is about; at the end of the text, an empty place there. */
export interface ParseError extends Span {
  readonly message: string;
  /** Whether what stands there is no token at all. */
  readonly isLexical?: boolean;
}

/** Thrown inside a parser where the grammar alone cannot tell that something is wrong. */
export class ParserFault extends Error {
  readonly token: IToken;
  private readonly isExpectation: boolean;

  /** `message` is what was expected at `token`, or, if `kind` is `other`, the whole message. */
  constructor(message: string, token: IToken, kind: 'syntax' | 'other' = 'other') {
    super(message);
    this.token = token;
    this.isExpectation = kind === 'syntax';
  }

  describe(): ParseError {
    return (this.isExpectation ? syntaxError : otherError)(this.token, this.message);
  }
}

/** `expecting` is what the parser would have taken: "expecting constant". An Invalid token's own error comes first. */
export function syntaxError(token: IToken, expecting: string): ParseError {
  if (tokenMatcher(token, T.Invalid)) return { message: String(token.payload), isLexical: true, ...spanOf(token) };
  const where = token.image === '' ? 'at end of input' : `at \`${token.image}'`;
  return { message: `Syntax error ${where}${expecting && ` ${expecting}`}.`, ...spanOf(token) };
}

/** An error about what stands before `token`; it, too, yields to an Invalid token's own error. */
function otherError(token: IToken, message: string): ParseError {
  return tokenMatcher(token, T.Invalid) ? syntaxError(token, '') : { message, ...spanOf(token) };
}

export const spanOf = (token: IToken): Span => ({
  offset: token.startOffset,
  end: token.startOffset + token.image.length,
});

const nameOf = (type: TokenType): string => type.LABEL ?? type.name.toLowerCase();

/** Chevrotain's messages, reduced to what was expected. */
export const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => `expecting ${nameOf(expected)}`,
  buildNotAllInputParsedMessage: () => 'expecting end of input',
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? '',
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? '',
};
