/** Errors in a text, in OVN's words and with its quotation marks (OVN 25.03, lib/lex.c, lexer_syntax_error()). */
import { type IParserErrorMessageProvider, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import type { Span } from './match-tree.ts';
import { T } from './tokens.ts';

/** The span is the text that the message is about. At the end of the text it is empty. */
export interface ParseError extends Span {
  readonly message: string;
  /** Whether the text there is not a valid token. */
  readonly isLexical?: boolean;
  /** Whether the text is the name of a field or an action that OVN does not know; another release may know it. */
  readonly isUnknownName?: boolean;
}

/** Thrown inside a parser for a fault that the grammar cannot express. */
export class ParserFault extends Error {
  readonly token: IToken;
  private readonly isExpectation: boolean;

  /** `message` is what was expected at `token`. If `kind` is `other`, it is the whole message. */
  constructor(message: string, token: IToken, kind: 'syntax' | 'other' = 'other') {
    super(message);
    this.token = token;
    this.isExpectation = kind === 'syntax';
  }

  describe(): ParseError {
    return (this.isExpectation ? syntaxError : otherError)(this.token, this.message);
  }
}

/** `expecting` is what the parser accepts there: "expecting constant". The error of an Invalid token comes first. */
export function syntaxError(token: IToken, expecting: string): ParseError {
  if (tokenMatcher(token, T.Invalid)) return { message: String(token.payload), isLexical: true, ...spanOf(token) };
  const where = token.image === '' ? 'at end of input' : `at \`${token.image}'`;
  return { message: `Syntax error ${where}${expecting && ` ${expecting}`}.`, ...spanOf(token) };
}

/** An error about the text before `token`. Here too, the error of an Invalid token comes first. */
function otherError(token: IToken, message: string): ParseError {
  return tokenMatcher(token, T.Invalid) ? syntaxError(token, '') : { message, ...spanOf(token) };
}

export const spanOf = (token: IToken): Span => ({
  offset: token.startOffset,
  end: token.startOffset + token.image.length,
});

const nameOf = (type: TokenType): string => type.LABEL ?? type.name.toLowerCase();

/** Chevrotain's messages, reduced to the expected token. */
export const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => `expecting ${nameOf(expected)}`,
  buildNotAllInputParsedMessage: () => 'expecting end of input',
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? '',
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? '',
};
