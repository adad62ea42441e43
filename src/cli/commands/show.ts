/** `udon show`: prints what sources hold, or one thing of them. */
import { inventoryCalled, inventoryIn } from '../../app/inventory/inventory-in.ts';
import { SHOW_FORMATS, type ShowFormat } from '../../render/inventory/inventory-formats.ts';
import type { Arguments } from '../arguments/option.ts';
import { openHoldings, type SourceArguments } from '../sources/open.ts';
import { Failure, orFail } from '../terminal/failure.ts';
import { write } from '../terminal/terminal.ts';
import { CONTENTS, type Command, SHARED } from './kit/command.ts';
import { fromVariables, isSource, sourcesOf } from './kit/source-words.ts';

interface ShowArguments extends SourceArguments {
  readonly sourcesAndName: readonly string[];
  readonly from?: readonly string[];
  readonly output: ShowFormat;
}

export const show: Command = {
  positionals: {
    'sources-and-name': {
      type: 'string',
      array: true,
      default: [],
      names: 'item',
      describe:
        'sources, and the name of a VM, pod, port, network, switch, router, policy, service or namespace, or an address (default: all)',
    },
  },
  options: {
    from: SHARED.from,
    output: {
      alias: 'o',
      type: 'string',
      choices: Object.keys(SHOW_FORMATS),
      default: 'text',
      describe: 'tables, all columns and rows of them, names only, JSON or YAML',
    },
    ...CONTENTS,
  },
  examples: [
    ['udon show samples/cudn2', 'list the networks, ports, policies and services of manifests'],
    ['udon show samples/must-gather.tar.gz fedora-2', 'show all that is known of a VM'],
    ['udon show samples/cudn2 -o json', 'print the same for programs'],
  ],
  async run(args: Arguments) {
    const { sourcesAndName, from = [], output, ...options } = args as unknown as ShowArguments;
    const { source, name } = split(sourcesAndName, from);
    const opened = await openHoldings(sourcesOf({ from, source }, 'both', 'show'), options);
    const all = inventoryIn(opened);
    const named = name === undefined ? undefined : orFail(inventoryCalled(name, all));
    await write(SHOW_FORMATS[output]({ all, named }));
    return 0;
  },
};

/** A word that is not a source is the name, unless nothing else can be the source. */
function split(
  words: readonly string[],
  from: readonly string[],
): { source: readonly string[]; name?: string | undefined } {
  const names = words.filter(word => !isSource(word));
  const source = words.filter(isSource);
  if (names.length > 1) throw new Failure(`${names[0]}: no such file or directory`);
  const isNameless = from.length + source.length === 0 && fromVariables('both').length === 0;
  return isNameless ? { source: names } : { source, name: names[0] };
}
