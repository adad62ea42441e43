/**
 * Text to tokens, by OVN's rules (OVN 25.03, lib/lex.c). Invalid text becomes an `Invalid` token with its error. No
 * grammar rule accepts it, so the error appears where OVN reports it.
 */
import { EOF, type TokenType } from 'chevrotain';
import { encodeUtf8 } from '../base/bytes/utf8.ts';
import { ALPHANUMERIC, BLANK, DIGIT, endOfRun, HEX, isKindAt, NAME } from './characters.ts';
import { type Integer, parseInteger } from './constant.ts';
import { unquote } from './quoted-string.ts';
import { STARTING_WITH, T } from './tokens.ts';

/** One token of a text. It has the form that Chevrotain's parsers read, without a type of that package. */
export interface Token {
  /** The text of the token, as written. */
  readonly image: string;
  /** Where it begins, counted from 0. */
  readonly startOffset: number;
  /** Its last character. */
  readonly endOffset?: number;
  readonly tokenType: { readonly name: string };
  readonly tokenTypeIdx: number;
  /** An Integer's value, a String's content without quotes and escapes, or an Invalid token's message. */
  readonly payload?: Integer | string | undefined;
}

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let offset = skipBlank(text, 0); offset < text.length; ) {
    const token = nextToken(text, offset);
    tokens.push(token);
    offset = skipBlank(text, offset + token.image.length);
  }
  return tokens;
}

/** The end of `text` as a token, for the parsers. */
export const endToken = (text: string): Token => token(EOF, '', text.length);

/** Skips blanks and comments. A comment without an end is an invalid token. */
function skipBlank(text: string, start: number): number {
  let offset = endOfRun(BLANK, text, start);
  for (let end = endOfComment(text, offset); end !== undefined; end = endOfComment(text, offset)) {
    offset = endOfRun(BLANK, text, end);
  }
  return offset;
}

/** Comments of both kinds end within their line. */
function endOfComment(text: string, offset: number): number | undefined {
  const isToEndOfLine = text.startsWith('//', offset);
  if (!isToEndOfLine && !text.startsWith('/*', offset)) return undefined;
  let end = offset + 2;
  for (; end < text.length && text[end] !== '\n'; end++) {
    if (!isToEndOfLine && text.startsWith('*/', end)) return end + 2;
  }
  return isToEndOfLine ? end : undefined;
}

const PREFIXED: Readonly<Record<string, TokenType>> = { $: T.AddressSet, '@': T.PortGroup, '^': T.Template };

function nextToken(text: string, offset: number): Token {
  if (isNumberAt(text, offset)) return number(text, offset);
  const char = text[offset]!;
  if (char !== '.' && isKindAt(NAME, text, offset)) return name(T.Id, text, offset, offset);
  if (char === '"') return string(text, offset);
  if (PREFIXED[char]) return prefixed(PREFIXED[char], text, offset);
  const fixed = STARTING_WITH.get(char)?.find(candidate => text.startsWith(candidate.text, offset));
  return fixed ? token(fixed.type, fixed.text, offset) : invalid(text, offset);
}

/** A number starts with a digit or `::`, or with hexadecimal digits before a colon. */
function isNumberAt(text: string, offset: number): boolean {
  if (isKindAt(DIGIT, text, offset) || text.startsWith('::', offset)) return true;
  const end = endOfRun(HEX, text, offset);
  return end > offset && text[end] === ':';
}

function number(text: string, offset: number): Token {
  const end = endOfPlain(text, offset);
  const image = text.slice(offset, text[end] === '/' ? endOfPlain(text, end + 1) : end);
  const integer = parseInteger(image);
  return 'error' in integer
    ? token(T.Invalid, image, offset, integer.error)
    : token(T.Integer, image, offset, integer.value);
}

/** Two dots end a number, and so does a colon after a dot: 1..2 and 1.2.3.4:80 are three tokens each. */
function endOfPlain(text: string, offset: number): number {
  let end = endOfRun(ALPHANUMERIC, text, offset);
  let hasDot = false;
  for (;;) {
    if (text[end] === '.' && text[end + 1] !== '.') hasDot = true;
    else if (text[end] !== ':' || hasDot) return end;
    end = endOfRun(ALPHANUMERIC, text, end + 1);
  }
}

function name(type: TokenType, text: string, offset: number, start: number): Token {
  const end = endOfRun(NAME, text, start + 1);
  const image = text.slice(offset, end);
  return token(type, image, offset, start === offset ? undefined : text.slice(start, end));
}

function prefixed(type: TokenType, text: string, offset: number): Token {
  const isName = isKindAt(NAME, text, offset + 1) && !isKindAt(DIGIT, text, offset + 1);
  if (isName) return name(type, text, offset, offset + 1);
  const sign = text[offset]!;
  return token(T.Invalid, sign, offset, `\`${sign}' must be followed by a valid identifier.`);
}

function string(text: string, offset: number): Token {
  const end = endOfString(text, offset + 1);
  if (end === undefined) return token(T.Invalid, text.slice(offset), offset, 'Input ends inside quoted string.');
  const image = text.slice(offset, end);
  const content = unquote(image);
  return 'error' in content
    ? token(T.Invalid, image, offset, content.error)
    : token(T.String, image, offset, content.value);
}

/** The offset after the next quotation mark without a backslash before it. */
function endOfString(text: string, start: number): number | undefined {
  for (let end = start; end < text.length; end++) {
    if (text[end] === '"') return end + 1;
    if (text[end] === '\\') end++;
  }
  return undefined;
}

const HALVES: Readonly<Record<string, string>> = {
  '&': "`&' is only valid as part of `&&'.",
  '|': "`|' is only valid as part of `||'.",
  '.': "`.' is only valid as part of `..' or a number.",
  '/': "`/' is only valid as part of `//' or `/*'.",
};

function invalid(text: string, offset: number): Token {
  const char = String.fromCodePoint(text.codePointAt(offset)!);
  if (text.startsWith('/*', offset)) {
    return token(T.Invalid, /.*/y.exec(text.slice(offset))![0], offset, "`/*' without matching `*/'.");
  }
  const isPrintable = char >= ' ' && char <= '~';
  const message = isPrintable ? `Invalid character \`${char}' in input.` : `Invalid byte 0x${byteOf(char)} in input.`;
  return token(T.Invalid, char, offset, HALVES[char] ?? message);
}

/** OVN reads UTF-8, reports only the first byte, and prints bytes as signed numbers. */
const byteOf = (char: string): number => new Int8Array(encodeUtf8(char))[0]!;

export function token(type: TokenType, image: string, offset: number, payload?: Integer | string): Token {
  return {
    image,
    startOffset: offset,
    endOffset: offset + image.length - 1,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx!,
    payload,
  };
}
