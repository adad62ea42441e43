/** The help of udon and of its commands, which yargs lays out. It is loaded only where help is wanted. */
import yargs, { type Argv } from 'yargs';
import type { CommandRow } from './commands/all.ts';
import { GENERAL } from './commands/kit/command.ts';
import type { Program } from './program.ts';

/** The help of one command, or of a program. */
export async function helpOf({ name, usage, commands }: Program, row?: CommandRow): Promise<string> {
  const { help: _, version: __, ...general } = GENERAL;
  const empty = yargs([])
    .scriptName(name)
    .options(general)
    .help()
    .alias('help', 'h')
    .alias('version', 'V')
    .usage(usage)
    .wrap(Math.min(110, process.stdout.columns ?? 110));
  const program = commands.reduce(withCommand, empty);
  const words = row ? [row.name, '--help'] : ['--help'];
  let text = '';
  await program.parseAsync(words, {}, (_error, _args, output) => {
    text = output;
  });
  return `${text}\n`;
}

const withCommand = (program: Argv, { name, positionals, describe, load }: CommandRow): Argv =>
  program.command({
    command: `${name} ${positionals}`,
    describe,
    builder: async (args: Argv) => {
      const { positionals: rows = {}, options, examples } = await load();
      for (const [name, row] of Object.entries(rows)) args.positional(name, row);
      // The list of examples of yargs would break command lines in two.
      const list = examples.map(([commandLine, shows]) => `  # ${shows}\n  ${commandLine}`);
      return args.options(options).epilogue(`Examples:\n${list.join('\n\n')}`);
    },
    handler: () => {},
  });
