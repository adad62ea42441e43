/**
 * Lines of a dump as bytes. A dump can have a million of them, and almost all are as `ovn-sbctl` prints them: those are
 * understood without being decoded. All others are left to the cleaning of texts.
 */
import { finderOf } from '../../base/bytes/find.ts';
import { decodeUtf8 } from '../../base/bytes/utf8.ts';
import { isAt } from '../ovsdb/json-span.ts';

/** Goes from line to line. */
export class LineCursor {
  /** From 1. */
  number = 0;
  start = 0;
  /** Without its end, of either kind. */
  end = 0;
  /** Whether it has nothing that the cleaning of texts would change. */
  isPlain = true;
  private next = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  advance(): boolean {
    const { bytes } = this;
    if (this.next >= bytes.length) return false;
    this.number++;
    this.start = this.next;
    this.isPlain = true;
    let offset = this.start;
    for (; offset < bytes.length && bytes[offset] !== LINE_FEED; offset++) {
      if (SUSPECT[bytes[offset]!] === 1 && isOdd(bytes, offset)) this.isPlain = false;
    }
    this.next = offset + 1;
    this.end = offset > this.start && bytes[offset - 1] === CARRIAGE_RETURN ? offset - 1 : offset;
    return true;
  }

  /** Whether nothing is on it but space. */
  get isBlank(): boolean {
    for (let offset = this.start; offset < this.end; offset++) if (!isSpace(this.bytes[offset]!)) return false;
    return true;
  }

  get text(): string {
    return decodeUtf8(this.bytes, this.start, this.end);
  }
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const AMPERSAND = 0x26;
const LESS_THAN = 0x3c;
const BACKSLASH = 0x5c;

/** Bytes that need a closer look. */
const SUSPECT = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte < SPACE && byte !== TAB) || byte >= 0x7f || byte === AMPERSAND || byte === LESS_THAN || byte === BACKSLASH
    ? 1
    : 0,
);

/** Whether it is a control character, not ASCII, or the beginning of a reference or tag of HTML or of a Markdown escape. */
function isOdd(bytes: Uint8Array, offset: number): boolean {
  const byte = bytes[offset]!;
  const next = bytes[offset + 1] ?? LINE_FEED;
  if (byte === CARRIAGE_RETURN) return next !== LINE_FEED;
  if (byte === AMPERSAND) return isLetter(next) || next === 0x23;
  if (byte === LESS_THAN) return isLetter(next) || next === 0x2f;
  if (byte === BACKSLASH) return !isLetter(next) && next !== BACKSLASH && next !== 0x22 && next !== 0x2f;
  return true;
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isSpace = (byte: number): boolean => byte === SPACE || byte === TAB;

/** Where the parts of a flow are; numbers that do not fit into 32 bits are none. */
export class FlowSpan {
  start = 0;
  uuidStart = 0;
  uuidEnd = 0;
  table = 0;
  stageStart = 0;
  stageEnd = 0;
  priority = 0;
  matchStart = 0;
  matchEnd = 0;
  actionsStart = 0;
  actionsEnd = 0;
  private offset = 0;
  private number = 0;
  private searched: Uint8Array | undefined;
  private searchedFrom = 0;
  private found = 0;

  /** Whether the line from `start` to `end` is a whole flow; if so, the parts are set. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.start = start;
    this.offset = start;
    this.uuidStart = this.uuidEnd = 0;
    this.skipSpace(bytes);
    if (this.accept(bytes, 'uuid=0x')) this.readUuid(bytes);
    if (!this.accept(bytes, 'table=') || !this.readNumber(bytes)) return false;
    this.table = this.number;
    if (!this.accept(bytes, '(')) return false;
    this.stageStart = this.offset;
    while (this.offset < end && !isSpace(bytes[this.offset]!) && bytes[this.offset] !== CLOSE) this.offset++;
    this.stageEnd = this.offset;
    this.skipSpace(bytes);
    if (!this.accept(bytes, ')') || !this.accept(bytes, ',')) return false;
    if (!this.accept(bytes, 'priority=') || !this.readNumber(bytes)) return false;
    this.priority = this.number;
    if (!this.accept(bytes, ',') || !isAt(bytes, this.offset, 'match=(')) return false;
    this.matchStart = this.offset + 'match=('.length;
    return this.readBodies(bytes, end);
  }

  private readBodies(bytes: Uint8Array, end: number): boolean {
    this.matchEnd = this.betweenFrom(bytes, this.matchStart);
    this.offset = this.matchEnd + BETWEEN.length;
    if (this.matchEnd < 0 || this.offset >= end) return false;
    if (bytes[this.offset] === LETTER_S) this.offset++;
    if (!isAt(bytes, this.offset, '=(')) return false;
    this.actionsStart = this.offset + 2;
    let last = end - 1;
    while (isSpace(bytes[last]!)) last--;
    this.actionsEnd = last;
    return bytes[last] === CLOSE && last >= this.actionsStart;
  }

  /** To be called when bytes that were read before were written anew. */
  forget(): void {
    this.searched = undefined;
  }

  /** Where a match next ends; what was found is kept, so that lines without one do not each search the whole dump. */
  private betweenFrom(bytes: Uint8Array, from: number): number {
    if (bytes === this.searched && from >= this.searchedFrom && (from <= this.found || this.found < 0))
      return this.found;
    this.searched = bytes;
    this.searchedFrom = from;
    this.found = findBetween(bytes, from);
    return this.found;
  }

  private readUuid(bytes: Uint8Array): void {
    this.uuidStart = this.offset;
    while (isHex(bytes[this.offset]!)) this.offset++;
    this.uuidEnd = this.offset;
    this.accept(bytes, ',');
  }

  private readNumber(bytes: Uint8Array): boolean {
    this.skipSpace(bytes);
    const first = this.offset;
    this.number = 0;
    for (; isDigit(bytes[this.offset]!); this.offset++) this.number = this.number * 10 + bytes[this.offset]! - ZERO;
    const digits = this.offset - first;
    this.skipSpace(bytes);
    return digits > 0 && digits < 10;
  }

  /** Goes over `text`, and over space after it. */
  private accept(bytes: Uint8Array, text: string): boolean {
    if (!isAt(bytes, this.offset, text)) return false;
    this.offset += text.length;
    this.skipSpace(bytes);
    return true;
  }

  private skipSpace(bytes: Uint8Array): void {
    while (isSpace(bytes[this.offset]!)) this.offset++;
  }
}

/** A dump has one space there; "action" was "actions" once. */
const BETWEEN = '), action';
const findBetween = finderOf(BETWEEN);
const CLOSE = 0x29;
const ZERO = 0x30;
const LETTER_S = 0x73;

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= 0x39;
const isHex = (byte: number): boolean => isDigit(byte) || (byte >= 0x61 && byte <= 0x66);
