/** Standard output has the results, standard error everything else. Both have colour on a terminal only. */
import { createColors } from 'picocolors';
import { type Checked, type Diagnostic, formatDiagnostic, isError, note } from '../../base/diagnostic.ts';
import { Failure } from './failure.ts';
import { newProgressLine } from './progress.ts';

const wantsColor = (stream: { isTTY?: boolean }): boolean =>
  Boolean(stream.isTTY) && !process.env.NO_COLOR && !process.argv.includes('--no-color');

const errorColors = createColors(wantsColor(process.stderr));

/** The progress line of this process. */
export const progress = newProgressLine(process.stderr);

export const outputColors = createColors(wantsColor(process.stdout));

/** Writes all of `text`, and waits for a slow reader. */
export async function write(text: string): Promise<void> {
  progress.wipe();
  if (process.stdout.write(text)) return;
  await new Promise(resolve => process.stdout.once('drain', resolve));
}

/** Writes parts as they are made, many at a time. */
export async function writeParts(parts: Iterable<string>): Promise<void> {
  let pending = '';
  for (const part of parts) {
    pending += part;
    if (pending.length < WRITE_SIZE) continue;
    await write(pending);
    pending = '';
  }
  await write(pending);
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
    .map(found => `${errorColors.bold(errorColors.red('udon'))}: ${severityWord(found)}${formatDiagnostic(found)}`);
  for (const line of new Set(lines)) process.stderr.write(`${line}\n`);
}

/** One line for each note on an answer. These are part of the answer, so they are never left out. */
export const reportNotes = (notes: readonly string[]): void =>
  report(
    notes.map(text => note('answer', text)),
    true,
  );

/** Reports the diagnostics and returns the value. Without a value, the errors end the command. */
export function reported<T>({ value, diagnostics }: Checked<T>, isVerbose = false): T {
  if (value === undefined) throw new Failure(diagnostics.filter(isError));
  report(diagnostics, isVerbose);
  return value;
}

const severityWord = (found: Diagnostic): string => (isError(found) ? '' : `${found.severity}: `);
