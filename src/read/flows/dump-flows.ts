/**
 * Text as `ovn-sbctl dump-flows` and `lflow-list` print it, whole or filtered, with or without `--uuid`, and as people have
 * it: indented, quoted, logged, wrapped. A dump has flows and nothing else: ports are made up from the names that flows use.
 * Lines as `ovn-sbctl` prints them are understood as bytes; runs of other lines are cleaned first (`read/text`).
 */
import { decodeUtf8, encodeUtf8 } from '../../base/bytes/utf8.ts';
import { CappedReport, type Diagnostic, note, warning } from '../../base/diagnostic.ts';
import type { Place, SourceText } from '../../base/source-text.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { isAt } from '../ovsdb/json-span.ts';
import { cleaned } from '../text/clean.ts';
import { isHtml } from '../text/html.ts';
import type { JoinedLine } from '../text/join-lines.ts';
import { isNoise } from '../text/noise.ts';
import { newLine, type TextLine } from '../text/text-line.ts';
import { toUtf8 } from '../text/to-utf8.ts';
import { isRepaired } from '../text/typography.ts';
import { FlowSpan, LineCursor } from './dump-line.ts';
import { dumpNetwork } from './dump-network.ts';
import { DumpRows } from './dump-rows.ts';
import { DumpSections } from './dump-sections.ts';

/** A file as it is. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReadDump {
  readonly network: LogicalNetwork;
  readonly diagnostics: readonly Diagnostic[];
}

/** The flows of a dump. Lines that are neither a flow nor a header are left out, with a warning for the first few. */
export function readFlowDump(source: SourceText | NamedBytes): ReadDump {
  const bytes = toUtf8('bytes' in source ? source.bytes : encodeUtf8(source.text));
  const reader = new DumpReader(source.name, bytes);
  reader.read();
  const network = dumpNetwork(reader.rows, reader.sections);
  return { network, diagnostics: reader.report.diagnostics };
}

class DumpReader {
  readonly rows: DumpRows;
  readonly report = new CappedReport();
  readonly sections = new DumpSections(this.report);
  private readonly name: string;
  private readonly lines: LineCursor;
  private readonly span = new FlowSpan();
  private hasHtml: boolean | undefined;
  /** Of the flow read last; its line is 0 if that had to be cleaned. */
  private previous = { line: 0, stage: '', table: -1, section: -1 };

  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.lines = new LineCursor(bytes);
    this.rows = new DumpRows(bytes);
  }

  read(): void {
    const { lines } = this;
    let isThere = lines.advance();
    while (isThere) {
      if (this.readPlain() || lines.isBlank) isThere = lines.advance();
      else isThere = this.readOthers();
    }
  }

  /** Reads the line if it is as `ovn-sbctl` prints it. */
  private readPlain(): boolean {
    const { lines, rows, span } = this;
    if (!lines.isPlain) return false;
    if (span.read(lines.bytes, lines.start, lines.end)) {
      rows.add(
        span,
        this.sectionOf(lines.bytes, lines.number, () => lines.text),
      );
      return true;
    }
    if (!PLAIN_HEADER.test(decodeUtf8(lines.bytes, lines.start, Math.min(lines.start + 80, lines.end)))) return false;
    if (!/ Pipeline: (?:ingress|egress)\s*$/.test(lines.text)) return false;
    this.begin(newLine(lines.text, lines.number), lines.text.trim());
    return true;
  }

  /** Reads a run of other lines, with the flow before it, which may go on there. False at the end of the dump. */
  private readOthers(): boolean {
    const { lines } = this;
    const run: TextLine[] = this.takeBack();
    let isThere = true;
    while (isThere && !(run.length > 0 && this.isResumed()) && !this.isEnough(run)) {
      run.push(newLine(lines.text, lines.number));
      isThere = lines.advance();
    }
    this.hasHtml ??= isHtml(lines.bytes);
    for (const line of run) if (isRepaired(line.text)) this.noteRepair(line);
    for (const line of cleaned(run, this.hasHtml)) this.readCleaned(line);
    return isThere;
  }

  /** Whether lines are as `ovn-sbctl` prints them again. */
  private isResumed(): boolean {
    const { lines } = this;
    return lines.isPlain && this.span.read(lines.bytes, lines.start, lines.end);
  }

  /** A long run is read in parts, each of which ends before a flow begins. */
  private isEnough(run: readonly TextLine[]): boolean {
    return run.length >= RUN_LENGTH && (run.length >= RUN_LENGTH * 8 || /(?:\btable=|Datapath:)/.test(this.lines.text));
  }

  /** The flow of the line just before this one, if there is one. */
  private takeBack(): TextLine[] {
    const { rows, lines, previous } = this;
    if (previous.line !== lines.number - 1 || rows.length === 0) return [];
    const text = this.lineBefore();
    rows.removeLast();
    return [newLine(text, previous.line)];
  }

  private lineBefore(): string {
    const { bytes, start } = this.lines;
    const before = start < 2 ? -1 : bytes.lastIndexOf(LINE_FEED, start - 2);
    return decodeUtf8(bytes, before + 1, start - 1).replace(/\r$/, '');
  }

  private readCleaned(line: JoinedLine): void {
    const { rows, span } = this;
    if (line.kind === 'header') this.begin(line, line.text);
    else if (line.kind === 'flow' && rows.parseCleaned(line.text, span)) {
      rows.addCleaned(
        span,
        this.sectionOf(rows.cleanedBytes, 0, () => line.raw, line.number),
      );
    } else if (line.kind !== 'other') this.reportLine('flow-cut', 'this flow is not whole and is left out', line);
    else if (!isNoise(line.text)) this.reportLine('not-a-flow', 'this line is no logical flow and is left out', line);
  }

  private begin(line: TextLine, text: string): void {
    this.previous.section = -1;
    this.previous.line = 0;
    this.sections.begin(text, () => this.place(line.raw, line.number));
  }

  /** Most flows are in the table of the one before them. */
  private sectionOf(bytes: Uint8Array, plainLine: number, raw: () => string, line = plainLine): number {
    const { previous, span } = this;
    const { stageStart, stageEnd } = span;
    previous.line = plainLine;
    const { stage, table, section } = previous;
    const isSame = section >= 0 && span.table === table && stageEnd - stageStart === stage.length;
    if (!isSame || !isAt(bytes, stageStart, stage)) {
      previous.stage = decodeUtf8(bytes, stageStart, stageEnd);
      previous.table = span.table;
      previous.section = this.sections.sectionOf(previous.stage, span.table, () => this.place(raw(), line));
    }
    return previous.section;
  }

  private noteRepair({ raw, number }: TextLine): void {
    const message = 'typographic quotes, dashes or spaces outside of names are read as plain ones';
    this.report.add('typography', () => note('typography', message, this.place(raw, number)));
  }

  private reportLine(code: string, message: string, { raw, number }: TextLine): void {
    this.report.add(code, () => warning(code, message, this.place(raw, number)));
  }

  private place(text: string, firstLine: number): Place {
    return { source: { name: this.name, text, firstLine }, offset: 0, length: text.length };
  }
}

const PLAIN_HEADER = /^\s*Datapath:/;

const LINE_FEED = 0x0a;

/** How many lines are cleaned at once, about. */
const RUN_LENGTH = 4096;
