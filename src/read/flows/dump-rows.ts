/**
 * The flows of a dump, as places in its bytes: a packet meets few of them, and only those are decoded. Lines that had to be
 * cleaned are in bytes of their own.
 */
import { IntegerTable } from '../../base/bytes/integer-table.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes/utf8.ts';
import { FlowSpan } from './dump-line.ts';

const FACT = { start: 0, end: 1, section: 2, priority: 3 } as const;

/** A row is called by its place, which is in the order of the dump. */
export class DumpRows {
  private readonly facts = new IntegerTable(Object.keys(FACT).length);
  /** The dump's own. */
  readonly bytes: Uint8Array;
  private cleaned = new Uint8Array(0);
  private cleanedLength = 0;
  private hasUuids = false;
  private readonly span = new FlowSpan();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get length(): number {
    return this.facts.length;
  }

  /** A flow in the dump's own bytes. */
  add(span: FlowSpan, section: number): void {
    this.put(span, section, 0);
  }

  /** A flow that was cleaned; `span` gets its parts. False if it is not one. */
  parseCleaned(text: string, span: FlowSpan): boolean {
    const start = this.cleanedLength;
    const bytes = encodeUtf8(text);
    const needed = start + bytes.length;
    if (needed > this.cleaned.length) this.grow(needed);
    this.cleaned.set(bytes, start);
    span.forget();
    return span.read(this.cleaned, start, needed);
  }

  /** The flow that was parsed last is kept. */
  addCleaned(span: FlowSpan, section: number): void {
    this.put(span, section, ~0);
    this.cleanedLength = span.actionsEnd + 1;
  }

  /** The bytes of flows that were cleaned. */
  get cleanedBytes(): Uint8Array {
    return this.cleaned;
  }

  removeLast(): void {
    this.facts.length--;
  }

  /** Whether it is in the dump's own bytes, after all others before it that are. */
  isOwn(place: number): boolean {
    return this.facts.get(place, FACT.start) >= 0;
  }

  section(place: number): number {
    return this.facts.get(place, FACT.section);
  }

  priority(place: number): number {
    return this.facts.get(place, FACT.priority);
  }

  match(place: number): string {
    const { matchStart, matchEnd } = this.spanOf(place);
    return this.text(place, matchStart, matchEnd);
  }

  actions(place: number): string {
    const { actionsStart, actionsEnd } = this.spanOf(place);
    return this.text(place, actionsStart, actionsEnd);
  }

  stage(place: number): string {
    const { stageStart, stageEnd } = this.spanOf(place);
    return this.text(place, stageStart, stageEnd);
  }

  /** The beginning of it, which `--uuid` prints. */
  uuid(place: number): string {
    const { uuidStart, uuidEnd } = this.spanOf(place);
    return this.text(place, uuidStart, uuidEnd);
  }

  /** Where its line begins. */
  start(place: number): number {
    const start = this.facts.get(place, FACT.start);
    return start < 0 ? ~start : start;
  }

  /** Where its actions end. */
  end(place: number): number {
    return this.facts.get(place, FACT.end);
  }

  /** Those that the dump has. */
  *uuids(): Generator<string> {
    for (let place = 0; this.hasUuids && place < this.length; place++) {
      const uuid = this.uuid(place);
      if (uuid !== '') yield uuid;
    }
  }

  private spanOf(place: number): FlowSpan {
    this.span.read(this.bytesOf(place), this.start(place), this.end(place) + 1);
    return this.span;
  }

  private text(place: number, start: number, end: number): string {
    return decodeUtf8(this.bytesOf(place), start, end);
  }

  /** A start below zero is in the bytes of lines that were cleaned. */
  private bytesOf(place: number): Uint8Array {
    return this.facts.get(place, FACT.start) < 0 ? this.cleaned : this.bytes;
  }

  private put(span: FlowSpan, section: number, mask: number): void {
    const { facts } = this;
    const place = facts.add();
    this.hasUuids ||= span.uuidEnd > span.uuidStart;
    facts.set(place, FACT.start, span.start ^ mask);
    facts.set(place, FACT.end, span.actionsEnd);
    facts.set(place, FACT.section, section);
    facts.set(place, FACT.priority, span.priority);
  }

  private grow(needed: number): void {
    const larger = new Uint8Array(Math.max(needed, this.cleaned.length * 2, 2 ** 16));
    larger.set(this.cleaned.subarray(0, this.cleanedLength));
    this.cleaned = larger;
  }
}
