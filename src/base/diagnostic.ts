/**
 * A fault in the user's input. Such faults are values, collected and printed in one place. An exception is a bug in udon.
 */
import { lineAndColumn, type Place } from './source-text.ts';

export type Severity = 'error' | 'warning' | 'note';

/** One fault, warning or note about an input, with its place if it has one. */
export interface Diagnostic {
  /** Stable and kebab-case, for programs: `bad-cidr`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence, without a full stop: what is wrong and what is allowed. */
  readonly message: string;
  readonly place?: Place;
}

/** The value, as far as it could be made, and all faults found. */
export interface Checked<T> {
  /** Absent only if the diagnostics contain an error. */
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

export const error = (code: string, message: string, place?: Place): Diagnostic =>
  diagnostic('error', code, message, place);
export const warning = (code: string, message: string, place?: Place): Diagnostic =>
  diagnostic('warning', code, message, place);
export const note = (code: string, message: string, place?: Place): Diagnostic =>
  diagnostic('note', code, message, place);

export const isError = (found: Diagnostic): boolean => found.severity === 'error';

/** An error as a warning, for faults that do not stop an answer. */
export const asWarning = (found: Diagnostic): Diagnostic =>
  isError(found) ? { ...found, severity: 'warning' } : found;

/** A warning as an error, for those who want to know of anything. */
export const asError = (found: Diagnostic): Diagnostic =>
  found.severity === 'warning' ? { ...found, severity: 'error' } : found;

/** `FILE:LINE:COLUMN: MESSAGE`, in one line. */
export function formatDiagnostic({ place, message: text }: Diagnostic): string {
  // Names of users can have line breaks.
  const message = text.replaceAll('\n', '\\n');
  if (!place) return message;
  const { line, column } = lineAndColumn(place);
  return `${place.source.name}:${line}:${column}: ${message}`;
}

/** The line that a diagnostic is about, with carets under the place; empty if it has no place. */
export function excerpt({ place }: Diagnostic): string {
  if (!place) return '';
  const { column, content } = lineAndColumn(place);
  const room = Math.max(1, Math.min(place.length, content.length - column + 1));
  const indent = content.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return `${content}\n${indent}${'^'.repeat(room)}`;
}

function diagnostic(severity: Severity, code: string, message: string, place?: Place): Diagnostic {
  return place ? { code, severity, message, place } : { code, severity, message };
}

/** How many of a kind are kept. */
export const CAP = 5;

interface Kind {
  readonly kept: Diagnostic[];
  /** The first that is not kept. */
  next?: Diagnostic;
  more: number;
}

export class CappedReport {
  private readonly kinds = new Map<string, Kind>();

  /** `make` is not called for most of those that are not kept, so that they cost nothing. */
  add(code: string, make: () => Diagnostic): void {
    const kind = this.kinds.get(code) ?? { kept: [], more: 0 };
    this.kinds.set(code, kind);
    if (kind.kept.length < CAP) {
      kind.kept.push(make());
      return;
    }
    kind.next ??= make();
    kind.more++;
  }

  /** Kind by kind, in the order in which each kind was first added. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.kinds.values()].flatMap(({ kept, next, more }) => (next ? [...kept, others(next, more)] : kept));
  }
}

/** `found`, where only the first few of those called `code` are left, with the number of the others. */
export function capDiagnostics(found: readonly Diagnostic[], code: string): readonly Diagnostic[] {
  const more = found.filter(each => each.code === code).length - CAP;
  if (more <= 0) return found;
  let count = 0;
  return found.flatMap(each => {
    if (each.code !== code || ++count <= CAP) return each;
    return count === CAP + 1 ? others(each, more) : [];
  });
}

/** In the place of the first of them. */
const others = (first: Diagnostic, more: number): Diagnostic => ({
  ...first,
  message: `... and ${more.toLocaleString('en-US')} more ${more === 1 ? 'line like this' : 'lines like these'}`,
});
