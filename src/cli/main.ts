#!/usr/bin/env node
/**
 * The command line and its commands. Each command is loaded when it is called, so udon starts fast.
 *
 * `process` is the global everywhere. Importing it opens standard input, and a pipe opened that way cannot be read
 * synchronously before it has data.
 */
import yargs, { type Argv } from 'yargs';
import { hideBin } from 'yargs/helpers';
import { type Arguments, type Command, declare } from './commands/command.ts';
import { hideStandardInput, showStandardInput } from './sources/standard-input.ts';
import { Failure } from './terminal/failure.ts';
import { exitStatus, report } from './terminal/terminal.ts';

interface Row {
  readonly command: string;
  readonly describe: string;
  load(): Promise<Command>;
}

const COMMANDS: readonly Row[] = [
  {
    command: 'flows <source..>',
    describe: 'print logical flows, as ovn-sbctl dump-flows does',
    load: async () => (await import('./commands/flows.ts')).flows,
  },
  {
    command: 'nb <source..>',
    describe: 'print the northbound rows of manifests, as OVN-Kubernetes makes them, or of a database',
    load: async () => (await import('./commands/nb.ts')).nb,
  },
  {
    command: 'trace [datapath-and-microflow..]',
    describe: 'trace a packet, as ovn-trace does',
    load: async () => (await import('./commands/trace.ts')).trace,
  },
  {
    command: 'dhcp [vm]',
    describe: 'replay the DHCP conversation of a VM with OVN, or explain why there is none',
    load: async () => (await import('./commands/dhcp.ts')).dhcp,
  },
  {
    command: 'parse <language> [file]',
    describe: "print the canonical form of matches or actions, or OVN's error message",
    load: async () => (await import('./commands/parse.ts')).parse,
  },
];

/** What all command lines have. */
const programCalled = (name: string, words: readonly string[]): Argv =>
  yargs([...words])
    .scriptName(name)
    .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false })
    .option('color', { type: 'boolean', default: true, describe: 'colour on a terminal', global: true })
    .strict()
    .help()
    .alias('help', 'h')
    .wrap(Math.min(110, process.stdout.columns ?? 110))
    .fail((message, error) => {
      throw error ?? new Failure(`${inOneLine(message)} (see \`udon --help\`)`);
    });

const withCommand = (program: Argv, { command, describe, load }: Row): Argv =>
  program.command({
    command,
    describe,
    builder: async (args: Argv) => declare(args, await load()),
    handler: async args => {
      process.exitCode = exitStatus(await (await load()).run(showStandardInput(args) as Arguments));
    },
  });

/**
 * If the first word is a command, only that one is registered. With several, yargs renders the help on every run, which
 * takes longer than a trace. With a word for help, all are registered, because that help says more.
 */
function build(words: readonly string[]): Argv {
  const row = COMMANDS.find(({ command }) => nameOf(command) === words[0]);
  if (row && !words.some(word => HELP.includes(word))) return buildAlone(row, words.slice(1));
  const program = programCalled('udon', words)
    .usage('udon COMMAND: compile OVN logical flows, trace packets and replay DHCP, from files')
    .demandCommand(1, 'name a command')
    .recommendCommands()
    .completion('completion', 'print a completion script for your shell');
  return COMMANDS.reduce(withCommand, program);
}

/** yargs prints a line for each argument with a value that is not allowed. */
const inOneLine = (message: string): string =>
  message
    .replace(/^Invalid values:\n\s*/, '')
    .replaceAll(/Argument: (.*), Given: (.*), Choices: (.*)/g, '$1: $2 is not allowed; use $3')
    .replaceAll(/\s*\n\s*/g, '; ');

const HELP: readonly string[] = ['-h', '--help', 'help'];

function buildAlone(row: Row, words: readonly string[]): Argv {
  const name = nameOf(row.command);
  return withCommand(programCalled(`udon ${name}`, words), { ...row, command: row.command.replace(name, () => '$0') });
}

const nameOf = (command: string): string => command.slice(0, command.indexOf(' '));

/** A fault of udon itself is one line, too. UDON_DEBUG shows the stack. */
function ownFault(error: Error): Failure {
  if (process.env.UDON_DEBUG) throw error;
  return new Failure(`a fault in udon itself: ${error.message} (UDON_DEBUG=1 shows more; please report it)`);
}

async function main(): Promise<void> {
  try {
    await build(hideStandardInput(hideBin(process.argv))).parseAsync();
  } catch (error) {
    report((error instanceof Failure ? error : ownFault(error as Error)).diagnostics);
    process.exitCode = 2;
  }
}

/** A reader that closes the pipe ends the program silently. A full disk is an error. */
process.stdout.on('error', error => {
  const isEnough = (error as NodeJS.ErrnoException).code === 'EPIPE';
  if (!isEnough) report(new Failure(`standard output: ${error.message}`).diagnostics);
  process.exit(isEnough ? undefined : 2);
});

await main();
