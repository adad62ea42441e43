/**
 * Standard output has the results, standard error everything else. Both have colour on a terminal only. Control characters
 * and others that act on a terminal are escaped, except in what OVN prints itself, where that is not for a terminal.
 */

import { printableLine } from '../../base/bytes/printable.ts';
import { type Checked, type Diagnostic, formatDiagnostic, isError, note } from '../../base/diagnostic.ts';
import { colorsFor, toTerminal } from './colors.ts';
import { Failure } from './failure.ts';
import { newProgressLine } from './progress.ts';

const wantsColor = (stream: { isTTY?: boolean }): boolean =>
  Boolean(stream.isTTY) && !process.env.NO_COLOR && !process.argv.includes('--no-color');

const errorColors = colorsFor(wantsColor(process.stderr));

/** The progress line of this process. */
export const progress = newProgressLine(process.stderr);

export const outputColors = colorsFor(wantsColor(process.stdout));

/** The width of the terminal; of a file or pipe, `undefined`. */
export const outputColumns = process.stdout.isTTY ? process.stdout.columns || 80 : undefined;

/** Whether a person reads both outputs. */
export const isOnTerminal = Boolean(process.stdout.isTTY && process.stderr.isTTY);

/** Writes an answer of udon's own, and waits for a slow reader. In JSON, what is escaped means the same. */
export const write = (text: string): Promise<void> => writeRaw(toTerminal(text));

/** Writes what a program of OVN prints: byte for byte the same, except on a terminal. */
export const writeAsOvn = (text: string): Promise<void> => (process.stdout.isTTY ? write(text) : writeRaw(text));

async function writeRaw(text: string): Promise<void> {
  progress.wipe();
  if (process.stdout.write(text)) return;
  await new Promise(resolve => process.stdout.once('drain', resolve));
}

/** Writes parts with `writeEach` as they are made, many at a time. No character is divided between two parts. */
export async function writeParts(parts: Iterable<string>, writeEach = write): Promise<void> {
  let pending = '';
  for (const part of parts) {
    pending += part;
    if (pending.length < WRITE_SIZE) continue;
    await writeEach(pending);
    pending = '';
  }
  await writeEach(pending);
}

/** In characters. */
const WRITE_SIZE = 2 ** 16;

let hasReportedError = false;

/** The exit status of the program: 2 after a reported error, because the answer is incomplete; otherwise the command's. */
export const exitStatus = (answer: number): number => (hasReportedError ? 2 : answer);

/** One line for each diagnostic: `udon: FILE:LINE:COLUMN: MESSAGE`. Notes are left out unless `isVerbose`. */
export function report(diagnostics: readonly Diagnostic[], isVerbose = false): void {
  progress.wipe();
  hasReportedError ||= diagnostics.some(isError);
  const lines = diagnostics
    .filter(({ severity }) => isVerbose || severity !== 'note')
    .map(found => `${severityWord(found)}${printableLine(formatDiagnostic(found))}`);
  for (const line of new Set(lines)) process.stderr.write(toTerminal(`${PROGRAM}: ${line}\n`));
}

/** One line for each note on an answer. These are part of the answer, so they are never left out. */
export const reportNotes = (notes: readonly string[]): void =>
  report(
    notes.map(text => note('answer', text)),
    true,
  );

/** A line that is neither a fault nor a result, such as what was read. */
export function tell(text: string): void {
  progress.wipe();
  process.stderr.write(toTerminal(`udon: ${printableLine(text)}\n`));
}

/**
 * Reports the diagnostics and returns the value. Without a value, the errors end the command, with what is left out: it can
 * be the reason.
 */
export function reported<T>({ value, diagnostics }: Checked<T>, isVerbose = false): T {
  if (value === undefined)
    throw new Failure(diagnostics.filter(found => isError(found) || found.code === 'network-left-out'));
  report(diagnostics, isVerbose);
  return value;
}

const PROGRAM = errorColors.bold(errorColors.red('udon'));

const severityWord = (found: Diagnostic): string => (isError(found) ? '' : `${found.severity}: `);
