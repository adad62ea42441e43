/**
 * JSON (RFC 8259) that stays bytes until it is read. A database file is one line of many megabytes. A command needs a few
 * tables of it, and a trace a few rows. To skip the rest byte by byte is many times faster than to parse it, and needs no
 * memory.
 */
import { decodeUtf8, encodeUtf8 } from '../../base/bytes/utf8.ts';

/** The bytes of a JSON value, from `start` up to but not including `end`. */
export interface JsonSpan {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/**
 * Moves from member to member of the object at the start of `span`, without making other objects. Throws a SyntaxError if
 * there is no object, or if it is malformed.
 */
export class MemberCursor {
  /** The offsets of the member's key, from its first letter to the closing quote. */
  keyStart = 0;
  keyEnd = 0;
  /** The offset where its value begins. */
  start = 0;
  readonly bytes: Uint8Array;
  readonly limit: number;
  private readonly first: number;
  private knownEnd = 0;

  constructor(span: JsonSpan) {
    this.bytes = span.bytes;
    this.limit = span.end;
    this.first = firstItem(span, OPEN_BRACE);
  }

  /** The offset where the member's value ends; after the last member, where the object ends. */
  get end(): number {
    this.knownEnd ||= endOfValue(this.bytes, this.start, this.limit);
    return this.knownEnd;
  }

  /** Set by code that read the value with another cursor. */
  set end(end: number) {
    this.knownEnd = end;
  }

  get value(): JsonSpan {
    return { bytes: this.bytes, start: this.start, end: this.end };
  }

  /** The value and all bytes after it, for code that reads the value and then sets `end`. */
  get rest(): JsonSpan {
    return { bytes: this.bytes, start: this.start, end: this.limit };
  }

  /** Moves to the next member. Returns false if there is none. */
  next(): boolean {
    const { bytes, limit } = this;
    const offset = this.start === 0 ? this.first : nextItem(bytes, this.end, limit, CLOSE_BRACE);
    if (bytes[offset] === CLOSE_BRACE) {
      this.knownEnd = offset + 1;
      return false;
    }
    this.keyStart = offset + 1;
    this.keyEnd = endOfValue(bytes, offset, limit) - 1;
    this.start = skipSpace(bytes, skipSpace(bytes, this.keyEnd + 1, limit) + 1, limit);
    this.knownEnd = 0;
    return true;
  }

  /** Whether the key is `name`, which is ASCII. */
  is(name: string): boolean {
    return this.keyEnd - this.keyStart === name.length && isAt(this.bytes, this.keyStart, name);
  }
}

/** The value of the member called `name`, which is ASCII. */
export function memberOf(span: JsonSpan, name: string): JsonSpan | undefined {
  const members = new MemberCursor(span);
  let found: JsonSpan | undefined;
  while (members.next()) if (members.is(name)) found = members.value;
  return found;
}

/** The elements of the array in `span`. Throws a SyntaxError if it is not an array. */
export function elementsOf(span: JsonSpan): JsonSpan[] {
  const { bytes, end: limit } = span;
  const found: JsonSpan[] = [];
  for (let start = firstItem(span, OPEN_BRACKET); bytes[start] !== CLOSE_BRACKET; ) {
    const end = endOfValue(bytes, start, limit);
    found.push({ bytes, start, end });
    start = nextItem(bytes, end, limit, CLOSE_BRACKET);
  }
  return found;
}

/** The whole value. Throws a SyntaxError if it is not valid JSON. */
export const parseSpan = (span: JsonSpan): unknown => JSON.parse(spanText(span));

/** The whole value; undefined if it is not valid JSON. */
export function parseIfValid(span: JsonSpan): unknown {
  try {
    return parseSpan(span);
  } catch {
    return undefined;
  }
}

export const spanText = ({ bytes, start, end }: JsonSpan): string => decodeUtf8(bytes, start, end);

/**
 * A string value; empty if it is another value. Most strings have no escapes and need no parsing. A string with invalid
 * escapes stays as it is.
 */
export function parseString({ bytes, start, end }: JsonSpan): string {
  if (bytes[start] !== QUOTE) return '';
  const plain = decodeUtf8(bytes, start + 1, end - 1);
  if (!plain.includes('\\')) return plain;
  try {
    return JSON.parse(`"${plain}"`) as string;
  } catch {
    return plain;
  }
}

/** Whether the bytes at `start` are those of `text`, which is ASCII. */
export function isAt(bytes: Uint8Array, start: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** The number in the span, the same that `JSON.parse` returns: the nearest of 64 bits. NaN if it is not a number. */
export function parseNumber({ bytes, start, end }: JsonSpan): number {
  if (end - start > EXACT_DIGITS) return Number(decodeUtf8(bytes, start, end));
  let value = 0;
  for (let offset = start; offset < end; offset++) {
    const digit = bytes[offset]! - DIGIT_ZERO;
    if (digit < 0 || digit > 9) return Number(decodeUtf8(bytes, start, end));
    value = value * 10 + digit;
  }
  return value;
}

/**
 * The offset where a map of strings ends that is written without spaces, as ovsdb-server does: `["map",[["a","b"]]]`. 0 if
 * there is anything else at `start`.
 */
export function endOfStringMap({ bytes, start, limit }: MemberCursor): number {
  if (!isAt(bytes, start, MAP)) return 0;
  let at = start + MAP.length;
  while (bytes[at] === OPEN_BRACKET && bytes[at + 1] === QUOTE) {
    at = endOfString(bytes, at + 1, limit);
    if (bytes[at] !== COMMA || bytes[at + 1] !== QUOTE) return 0;
    at = endOfString(bytes, at + 1, limit);
    if (bytes[at] !== CLOSE_BRACKET) return 0;
    if (bytes[at + 1] !== COMMA) return isAt(bytes, at + 1, ']]') ? at + 3 : 0;
    at += 2;
  }
  return 0;
}

/** Numbers of so many digits are added up without rounding. */
const EXACT_DIGITS = 15;

export const isString = ({ bytes, start }: JsonSpan): boolean => bytes[start] === QUOTE;

export const isNull = ({ bytes, start }: JsonSpan): boolean => bytes[start] === LETTER_N;

/** A value as a span in new bytes. */
export function toSpan(value: unknown): JsonSpan {
  const bytes = encodeUtf8(JSON.stringify(value));
  return { bytes, start: 0, end: bytes.length };
}

const MAP = '["map",[';

const QUOTE = 0x22;
const COMMA = 0x2c;
const DIGIT_ZERO = 0x30;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LETTER_N = 0x6e;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;

/** The offset of the first item of an array or object, or of its closing bracket if it is empty. */
function firstItem({ bytes, start, end }: JsonSpan, open: number): number {
  const offset = skipSpace(bytes, start, end);
  if (bytes[offset] !== open) throw unexpected(offset);
  return skipSpace(bytes, offset + 1, end);
}

/** The offset of the item after the one that ends at `offset`, or of `close` if that was the last. */
function nextItem(bytes: Uint8Array, offset: number, limit: number, close: number): number {
  const next = skipSpace(bytes, offset, limit);
  if (bytes[next] === COMMA) return skipSpace(bytes, next + 1, limit);
  if (bytes[next] !== close) throw unexpected(next);
  return next;
}

/** The offset where the value at `start` ends. Throws a SyntaxError if it does not end before `end`. */
function endOfValue(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start];
  if (first === QUOTE) return endOfString(bytes, start, end);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return endOfNest(bytes, start, end);
  let offset = start;
  while (offset < end && !isDelimiter(bytes[offset]!)) offset++;
  if (offset === start) throw unexpected(offset);
  return offset;
}

const isDelimiter = (byte: number): boolean =>
  byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= SPACE;

function endOfString(bytes: Uint8Array, start: number, end: number): number {
  for (let offset = start + 1; offset < end; offset++) {
    const byte = bytes[offset];
    if (byte === QUOTE) return offset + 1;
    if (byte === BACKSLASH) offset++;
  }
  throw unexpected(end);
}

/** Does not check that brackets match braces: parsing the content reports that. */
function endOfNest(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0;
  for (let offset = start; offset < end; offset++) {
    const byte = bytes[offset];
    if (byte === QUOTE) offset = endOfString(bytes, offset, end) - 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return offset + 1;
  }
  throw unexpected(end);
}

function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let offset = start;
  while (offset < end && bytes[offset]! <= SPACE) offset++;
  if (offset >= end) throw unexpected(end);
  return offset;
}

const unexpected = (offset: number): SyntaxError => new SyntaxError(`invalid JSON at byte ${offset}`);
