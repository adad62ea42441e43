#!/usr/bin/env node
/** The command line: which commands there are. Each is loaded when it is called, so that it starts at once. */
import process from 'node:process';
import yargs, { type Argv } from 'yargs';
import { hideBin } from 'yargs/helpers';
import { type Arguments, type Command, declare } from './command.ts';
import { Failure } from './failure.ts';
import { report } from './terminal.ts';

interface Row {
  readonly command: string;
  readonly describe: string;
  load(): Promise<Command>;
}

const COMMANDS: readonly Row[] = [
  {
    command: 'flows <source..>',
    describe: 'the logical flows of a source, as ovn-sbctl dump-flows prints them',
    load: async () => (await import('./flows.ts')).flows,
  },
  {
    command: 'trace [datapath-and-microflow..]',
    describe: 'the way of a packet, as ovn-trace shows it',
    load: async () => (await import('./trace.ts')).trace,
  },
  {
    command: 'dhcp <vm>',
    describe: 'the DHCP conversation of a VM with OVN, and why there is none',
    load: async () => (await import('./dhcp.ts')).dhcp,
  },
];

const USAGE = 'udon COMMAND: OVN logical flows, traces and DHCP replies from files';

function build(argv: readonly string[]): Argv {
  const program = yargs([...argv])
    .scriptName('udon')
    .usage(USAGE)
    .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false })
    .option('color', { type: 'boolean', default: true, describe: 'colour on a terminal', global: true })
    .demandCommand(1, 'name a command; `udon --help` lists them')
    .recommendCommands()
    .strict()
    .completion('completion', 'a completion script for your shell')
    .help()
    .alias('help', 'h')
    .wrap(Math.min(110, process.stdout.columns ?? 110))
    .fail((message, error) => {
      throw error ?? new Failure(`${message} (see \`udon --help\`)`);
    });
  for (const { command, describe, load } of COMMANDS) {
    program.command({
      command,
      describe,
      builder: async (args: Argv) => declare(args, await load()),
      handler: async args => {
        process.exitCode = await (await load()).run(args as Arguments);
      },
    });
  }
  return program;
}

async function main(): Promise<void> {
  try {
    await build(hideBin(process.argv)).parseAsync();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    report(error.diagnostics);
    process.exitCode = 2;
  }
}

process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  process.exit();
});

await main();
