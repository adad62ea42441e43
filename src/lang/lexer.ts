/**
 * Text to tokens, by OVN's rules (OVN 25.03, lib/lex.c). What is no token becomes an `Invalid` one that knows what is
 * wrong with it; no parser rule takes it, so the error shows exactly where OVN would report it.
 */
import type { IToken, TokenType } from 'chevrotain';
import { type Integer, parseInteger } from './constant.ts';
import { BY_TEXT, T } from './tokens.ts';

export interface Token extends IToken {
  /** An Integer's value, a String's content without quotes and escapes, or an Invalid token's message. */
  readonly payload?: Integer | string;
}

const BLANK = /(?:[ \t\n\r\v\f]+|\/\/[^\n]*|\/\*(?:(?!\*\/)[^\n])*\*\/)+/y;
const ID = /[a-zA-Z_.][a-zA-Z0-9_.]*/y;
const STRING = /"(?:[^"\\]|\\[\s\S])*"/y;
/** A number starts with a digit or `::`, or with hexadecimal digits before a colon. */
const NUMBER_AHEAD = /[0-9]|::|[a-fA-F][0-9a-fA-F]*:/y;
/** Two dots end a number, and so does a colon behind a dot: 1..2 and 1.2.3.4:80 are three tokens each. */
const PLAIN = '[0-9A-Za-z:]*(?:\\.(?!\\.)(?:[0-9A-Za-z]|\\.(?!\\.))*)?';
const NUMBER = new RegExp(`${PLAIN}(?:/${PLAIN})?`, 'y');
const PREFIXED: Readonly<Record<string, TokenType>> = { $: T.AddressSet, '@': T.PortGroup, '^': T.Template };

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let offset = skipBlank(text, 0); offset < text.length; ) {
    const token = nextToken(text, offset);
    tokens.push(token);
    offset = skipBlank(text, offset + token.image.length);
  }
  return tokens;
}

function nextToken(text: string, offset: number): Token {
  const char = text[offset]!;
  if (matchAt(NUMBER_AHEAD, text, offset)) return number(text, offset);
  if (char !== '.' && matchAt(ID, text, offset)) return token(T.Id, matchAt(ID, text, offset)!, offset);
  if (char === '"') return string(text, offset);
  if (PREFIXED[char]) return prefixed(PREFIXED[char], text, offset);
  for (let length = 3; length > 0; length--) {
    const image = text.slice(offset, offset + length);
    const type = BY_TEXT.get(image);
    if (type) return token(type, image, offset);
  }
  return invalid(text, offset);
}

function number(text: string, offset: number): Token {
  const image = matchAt(NUMBER, text, offset)!;
  const value = parseInteger(image);
  return 'error' in value ? token(T.Invalid, image, offset, value.error) : token(T.Integer, image, offset, value);
}

function string(text: string, offset: number): Token {
  const image = matchAt(STRING, text, offset);
  if (image === undefined) return token(T.Invalid, text.slice(offset), offset, 'Input ends inside quoted string.');
  try {
    return token(T.String, image, offset, JSON.parse(image.replace(/\p{Cc}/gu, escapeControl)) as string);
  } catch {
    return token(T.Invalid, image, offset, 'bad \\ escape in string');
  }
}

const escapeControl = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

function prefixed(type: TokenType, text: string, offset: number): Token {
  const name = matchAt(ID, text, offset + 1);
  const sign = text[offset]!;
  if (name === undefined) return token(T.Invalid, sign, offset, `\`${sign}' must be followed by a valid identifier.`);
  return token(type, sign + name, offset, name);
}

const HALVES: Readonly<Record<string, string>> = {
  '&': "`&' is only valid as part of `&&'.",
  '|': "`|' is only valid as part of `||'.",
  '.': "`.' is only valid as part of `..' or a number.",
  '/': "`/' is only valid as part of `//' or `/*'.",
};

function invalid(text: string, offset: number): Token {
  const char = text[offset]!;
  if (text.startsWith('/*', offset)) {
    return token(T.Invalid, /.*/y.exec(text.slice(offset))![0], offset, "`/*' without matching `*/'.");
  }
  const isPrintable = char >= ' ' && char <= '~';
  const message = isPrintable
    ? `Invalid character \`${char}' in input.`
    : `Invalid byte 0x${char.charCodeAt(0)} in input.`;
  return token(T.Invalid, char, offset, HALVES[char] ?? message);
}

function token(type: TokenType, image: string, offset: number, payload?: Integer | string): Token {
  return {
    image,
    startOffset: offset,
    endOffset: offset + image.length - 1,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx!,
    ...(payload === undefined ? {} : { payload }),
  };
}

function skipBlank(text: string, offset: number): number {
  return offset + (matchAt(BLANK, text, offset)?.length ?? 0);
}

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
