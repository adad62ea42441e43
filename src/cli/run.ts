/**
 * The command line: which command it calls, and how faults end it.
 *
 * `process` is the global everywhere. Importing it opens standard input, and a pipe opened that way cannot be read
 * synchronously before it has data.
 */
import { Unreadable } from '../app/sources/gather/archives/faulty.ts';
import { nearMiss } from '../base/near-miss.ts';
import { shortened } from './arguments/option-names.ts';
import { readArguments } from './arguments/read-arguments.ts';
import type { CommandRow } from './commands/all.ts';
import { GENERAL } from './commands/kit/command.ts';
import { commandOf, type Program } from './program.ts';
import { Failure } from './terminal/failure.ts';
import { exitStatus, report, write } from './terminal/terminal.ts';

/** Scripts of shells ask with this word for what can complete the command line after it. */
const COMPLETE = '--get-yargs-completions';

async function answer(words: readonly string[], program: Program): Promise<number> {
  if (words[0] === COMPLETE) return complete(words.slice(2));
  const at = words.findIndex(word => !word.startsWith('-'));
  const row = commandOf(program, words[at]);
  if (row) return call(row, words.toSpliced(at, 1), program);
  if (words[at] === 'help') return help(program, commandOf(program, words[at + 1]));
  const args = readArguments(words, { options: GENERAL, positionals: { words: { array: true, default: [] } } });
  if ('error' in args) throw usageFault(args.error, program);
  if (args.value.help) return help(program);
  if (args.value.version) return version();
  throw usageFault(at < 0 ? 'name a command' : unknownCommand(words[at]!, program), program);
}

async function call(row: CommandRow, words: readonly string[], program: Program): Promise<number> {
  const asked = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined);
  if (asked.includes('-h') || asked.includes('--help')) return help(program, row);
  const command = await row.load();
  const args = readArguments(words, { ...command, options: { ...command.options, ...GENERAL } });
  if ('error' in args) throw usageFault(args.error, program, row);
  if (args.value.help) return help(program, row);
  return args.value.version ? version() : command.run(args.value);
}

async function help(program: Program, row?: CommandRow): Promise<number> {
  const { helpOf } = await import('./help.ts');
  await write(await helpOf(program, row));
  return 0;
}

async function version(): Promise<number> {
  const { versionText } = await import('./version.ts');
  await write(versionText());
  return 0;
}

async function complete(words: readonly string[]): Promise<number> {
  const { candidates } = await import('./completion/candidates.ts');
  await write((await candidates(words)).map(each => `${each}\n`).join(''));
  return 0;
}

const usageFault = (message: string, { name }: Program, row?: CommandRow): Failure =>
  new Failure(`${message} (see \`${name} ${row ? `${row.name} ` : ''}--help\`)`);

function unknownCommand(word: string, { commands }: Program): string {
  const names = commands.map(({ name }) => name);
  const near = nearMiss(word, names);
  return near === undefined ? `unknown command ${shortened(word)}; use ${names.join(', ')}` : `Did you mean ${near}?`;
}

/** What ends a command: a Failure, a file that cannot be read, or else a fault of udon. */
function failureOf(error: Error): Failure {
  if (error instanceof Failure) return error;
  return error instanceof Unreadable ? new Failure(error.message) : ownFault(error);
}

/** A fault of udon itself is one line, too. UDON_DEBUG shows the stack. */
function ownFault(error: Error): Failure {
  if (process.env.UDON_DEBUG) throw error;
  return new Failure(`a fault in udon itself: ${error.message} (UDON_DEBUG=1 shows more; please report it)`);
}

/** Runs the command line of this process, and sets the exit status. */
export async function runProgram(program: Program): Promise<void> {
  process.stdout.on('error', endOutput);
  try {
    process.exitCode = exitStatus(await answer(process.argv.slice(2), program));
  } catch (error) {
    report(failureOf(error as Error).diagnostics);
    process.exitCode = 2;
  }
}

/** A reader that closes the pipe ends the program silently. A full disk is an error. */
function endOutput(error: Error): void {
  const isEnough = (error as NodeJS.ErrnoException).code === 'EPIPE';
  if (!isEnough) report(new Failure(`standard output: ${error.message}`).diagnostics);
  process.exit(isEnough ? undefined : 2);
}
