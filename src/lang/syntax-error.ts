/**
 * What is wrong with a text, in OVN's words and with its quotation marks (OVN 25.03, lib/lex.c, lexer_syntax_error()).
 */
import { type IParserErrorMessageProvider, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import { T } from './tokens.ts';

export interface ParseError {
  readonly message: string;
  /** Whether what stands there is no token at all. */
  readonly isLexical?: boolean;
  /** The token that the message is about; at the end of the text, an empty place there. */
  readonly offset: number;
  readonly end: number;
}

/** Thrown inside a parser where the grammar alone cannot tell that something is wrong. */
export class Rejection extends Error {
  readonly token: IToken;
  private readonly isExpectation: boolean;

  /** `message` is what was expected at `token`, or, if `kind` is `other`, the whole message. */
  constructor(message: string, token: IToken, kind: 'syntax' | 'other' = 'other') {
    super(message);
    this.token = token;
    this.isExpectation = kind === 'syntax';
  }

  describe(text: string): ParseError {
    return (this.isExpectation ? syntaxError : otherError)(this.token, text, this.message);
  }
}

/** `expecting` is what the parser would have taken: "expecting constant". An Invalid token's own error comes first. */
export function syntaxError(token: IToken, text: string, expecting: string): ParseError {
  const { offset, end } = placeOf(token, text);
  if (tokenMatcher(token, T.Invalid)) return { message: String(token.payload), isLexical: true, offset, end };
  const where = offset === end ? 'at end of input' : `at \`${text.slice(offset, end)}'`;
  return { message: `Syntax error ${where}${expecting && ` ${expecting}`}.`, offset, end };
}

/** An error about what stands before `token`; it, too, yields to an Invalid token's own error. */
export function otherError(token: IToken, text: string, message: string): ParseError {
  return tokenMatcher(token, T.Invalid) ? syntaxError(token, text, '') : { message, ...placeOf(token, text) };
}

function placeOf(token: IToken, text: string): { offset: number; end: number } {
  if (Number.isNaN(token.startOffset)) return { offset: text.length, end: text.length };
  return { offset: token.startOffset, end: token.startOffset + token.image.length };
}

const nameOf = (type: TokenType): string => type.LABEL ?? type.name.toLowerCase();

/** Chevrotain's messages, reduced to what was expected. */
export const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => `expecting ${nameOf(expected)}`,
  buildNotAllInputParsedMessage: () => 'expecting end of input',
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? '',
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? '',
};
