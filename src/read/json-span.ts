/**
 * JSON that stays bytes until somebody asks for it. A database file is one line of many megabytes, of which a command
 * needs a few tables and a trace a few rows: walking over the rest, byte by byte, is many times faster than parsing it,
 * and leaves nothing in memory (RFC 8259).
 */

/** Where a JSON value stands, from `start` up to but not including `end`. */
export interface JsonSpan {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * Is told where a member stands, from the first letter of its key to the closing quote, and where its value begins; tells
 * where the value ends, by `endOfValue` or because it walked over it.
 */
type MemberVisit = (keyStart: number, keyEnd: number, start: number) => number;

/** Calls `visit` with every member of the object that `span` begins with, and tells where it ends. Throws a SyntaxError where it is none. */
export function walkMembers(span: JsonSpan, visit: MemberVisit): number {
  const { bytes, end } = span;
  return walkItems(span, OPEN_BRACE, CLOSE_BRACE, offset => {
    const keyEnd = endOfValue(bytes, offset, end);
    return visit(offset + 1, keyEnd - 1, skipSpace(bytes, skipSpace(bytes, keyEnd, end) + 1, end));
  });
}

/** The same with the key as text and the value as a span: easier to use, and dearer. */
export function forEachMember(span: JsonSpan, visit: (key: string, value: JsonSpan) => void): void {
  const { bytes } = span;
  walkMembers(span, (keyStart, keyEnd, start) => {
    const end = endOfValue(bytes, start, span.end);
    visit(parseString({ bytes, start: keyStart - 1, end: keyEnd + 1 }), { bytes, start, end });
    return end;
  });
}

/** The value of the member called `name`, which is ASCII. */
export function memberOf(span: JsonSpan, name: string): JsonSpan | undefined {
  const { bytes } = span;
  let found: JsonSpan | undefined;
  walkMembers(span, (keyStart, keyEnd, start) => {
    const end = endOfValue(bytes, start, span.end);
    if (spells(bytes, keyStart, keyEnd, name)) found = { bytes, start, end };
    return end;
  });
  return found;
}

/** Calls `visit` with every element of the array in `span`. Throws a SyntaxError where it is none. */
export function forEachElement(span: JsonSpan, visit: (value: JsonSpan) => void): void {
  const { bytes, end } = span;
  walkItems(span, OPEN_BRACKET, CLOSE_BRACKET, start => {
    const value = { bytes, start, end: endOfValue(bytes, start, end) };
    visit(value);
    return value.end;
  });
}

export const elementsOf = (span: JsonSpan): JsonSpan[] => {
  const found: JsonSpan[] = [];
  forEachElement(span, value => found.push(value));
  return found;
};

/** The whole value. Throws a SyntaxError where it is none. */
export const parseSpan = ({ bytes, start, end }: JsonSpan): unknown => JSON.parse(bytes.toString('utf8', start, end));

/** A string value; most have no escapes, and need no parsing. Escapes that mean nothing stay as they are. */
export function parseString({ bytes, start, end }: JsonSpan): string {
  const text = bytes.toString('utf8', start + 1, end - 1);
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

/** Whether the bytes from `start` to `end` are those of `word`, which is ASCII. */
export function spells(bytes: Buffer, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let index = 0; index < word.length; index++) {
    if (bytes[start + index] !== word.charCodeAt(index)) return false;
  }
  return true;
}

export const isNull = ({ bytes, start }: JsonSpan): boolean => bytes[start] === LETTER_N;

/** A value as a span of its own. */
export function toSpan(value: unknown): JsonSpan {
  const bytes = Buffer.from(JSON.stringify(value));
  return { bytes, start: 0, end: bytes.length };
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LETTER_N = 0x6e;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;

/** `visit` is given where an item starts, and tells where it ends. */
function walkItems(
  { bytes, start, end }: JsonSpan,
  open: number,
  close: number,
  visit: (start: number) => number,
): number {
  let offset = skipSpace(bytes, start, end);
  if (bytes[offset] !== open) throw unexpected(offset);
  offset = skipSpace(bytes, offset + 1, end);
  while (bytes[offset] !== close) {
    offset = skipSpace(bytes, visit(offset), end);
    if (bytes[offset] === COMMA) offset = skipSpace(bytes, offset + 1, end);
    else if (bytes[offset] !== close) throw unexpected(offset);
  }
  return offset + 1;
}

/** Where the value ends that begins at `start`. Throws a SyntaxError if it does not end before `end`. */
export function endOfValue(bytes: Buffer, start: number, end: number): number {
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

function endOfString(bytes: Buffer, start: number, end: number): number {
  for (let offset = start + 1; offset < end; offset++) {
    const byte = bytes[offset];
    if (byte === QUOTE) return offset + 1;
    if (byte === BACKSLASH) offset++;
  }
  throw unexpected(end);
}

/** Whether brackets fit braces is left to whoever parses what is inside. */
function endOfNest(bytes: Buffer, start: number, end: number): number {
  let depth = 0;
  for (let offset = start; offset < end; offset++) {
    const byte = bytes[offset];
    if (byte === QUOTE) offset = endOfString(bytes, offset, end) - 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return offset + 1;
  }
  throw unexpected(end);
}

function skipSpace(bytes: Buffer, start: number, end: number): number {
  let offset = start;
  while (offset < end && bytes[offset]! <= SPACE) offset++;
  if (offset >= end) throw unexpected(end);
  return offset;
}

const unexpected = (offset: number): SyntaxError => new SyntaxError(`this is no JSON at byte ${offset}`);
