#!/usr/bin/env node
/**
 * The command line: which commands there are. Each is loaded when it is called, so that it starts at once.
 *
 * `process` is the global everywhere: to import it opens standard input, and a pipe that was opened so cannot be read
 * synchronously before there is something in it.
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
    describe: 'the logical flows of a source, as ovn-sbctl dump-flows prints them',
    load: async () => (await import('./commands/flows.ts')).flows,
  },
  {
    command: 'nb <source..>',
    describe: 'the northbound rows of manifests, as OVN-Kubernetes makes them, or of a database',
    load: async () => (await import('./commands/nb.ts')).nb,
  },
  {
    command: 'trace [datapath-and-microflow..]',
    describe: 'the way of a packet, as ovn-trace shows it',
    load: async () => (await import('./commands/trace.ts')).trace,
  },
  {
    command: 'dhcp [vm]',
    describe: 'the DHCP conversation of a VM with OVN, and why there is none',
    load: async () => (await import('./commands/dhcp.ts')).dhcp,
  },
  {
    command: 'parse <language> [file]',
    describe: 'the canonical form of matches or actions, or what is wrong with them, in the words of OVN',
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
 * A command that stands first, as it mostly does, gets a program of its own: of a command among others, yargs renders the
 * help each time that it runs, which takes longer than a trace. That help says more, though.
 */
function build(words: readonly string[]): Argv {
  const row = COMMANDS.find(({ command }) => nameOf(command) === words[0]);
  if (row && !words.some(word => HELP.includes(word))) return buildAlone(row, words.slice(1));
  const program = programCalled('udon', words)
    .usage('udon COMMAND: OVN logical flows, traces and DHCP replies from files')
    .demandCommand(1, 'name a command')
    .recommendCommands()
    .completion('completion', 'a completion script for your shell');
  return COMMANDS.reduce(withCommand, program);
}

/** yargs takes a line for each argument whose value is none of those that are allowed. */
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

/** A fault of udon's own is told in one line too; UDON_DEBUG shows where it happened. */
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

/** A reader that went away has what it wanted; a disk that is full has not. */
process.stdout.on('error', error => {
  const isEnough = (error as NodeJS.ErrnoException).code === 'EPIPE';
  if (!isEnough) report(new Failure(`standard output: ${error.message}`).diagnostics);
  process.exit(isEnough ? undefined : 2);
});

await main();
