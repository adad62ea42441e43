/** Standard output and standard error. Results go to the one, everything else to the other; colour only on a terminal. */
import { createColors } from 'picocolors';
import { type Checked, type Diagnostic, formatDiagnostic, isError } from '../../base/diagnostic.ts';
import { Failure } from './failure.ts';
import { newProgressLine } from './progress.ts';

const wantsColor = (stream: { isTTY?: boolean }): boolean =>
  Boolean(stream.isTTY) && !process.env.NO_COLOR && !process.argv.includes('--no-color');

const errorColors = createColors(wantsColor(process.stderr));

/** The line that tells how far udon is. */
export const progress = newProgressLine(process.stderr);

export const outputColors = createColors(wantsColor(process.stdout));

/** Writes all of `text`, and waits while a reader is slow. A reader that went away ends the program, silently. */
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

/** The status that the program ends with: whatever a command answers, an error that was told says that it is not all. */
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

/** The value, after what was found was reported; without a value, the errors end the command. */
export function reported<T>({ value, diagnostics }: Checked<T>, isVerbose = false): T {
  if (value === undefined) throw new Failure(diagnostics.filter(isError));
  report(diagnostics, isVerbose);
  return value;
}

const severityWord = (found: Diagnostic): string => (isError(found) ? '' : `${found.severity}: `);
