/** `udon nb`: prints the northbound rows of manifests, as OVN-Kubernetes makes them, or of a database. */
import { NB_FORMATS, type NbFormat, renderAssumptions } from '../../render/nb/nb-formats.ts';
import { openNorthbound, type SourceArguments } from '../sources/open.ts';
import { reported, write } from '../terminal/terminal.ts';
import { type Arguments, type Command, MANIFESTS, REMOTE, SHARED } from './command.ts';

interface NbArguments extends SourceArguments {
  readonly source: readonly string[];
  readonly notes?: boolean;
  readonly format: NbFormat;
}

export const nb: Command = {
  positionals: {
    source: { type: 'string', array: true, demandOption: true, describe: 'manifests, an NB database, a must-gather' },
  },
  options: {
    node: SHARED.node,
    ...MANIFESTS,
    notes: { type: 'boolean', describe: 'print the assumptions instead of the rows, a line each' },
    format: {
      choices: Object.keys(NB_FORMATS),
      default: 'yaml',
      describe: 'YAML, JSON, or the parameters of an OVSDB transaction that fills an empty database',
    },
    ...REMOTE,
    verbose: SHARED.verbose,
  },
  examples: [
    ['udon nb samples/cudn2', 'print the rows that a network will have, before it is applied'],
    ['udon nb samples/cudn2/network.yaml --notes', 'print what the manifests leave open, and what udon assumes'],
    [
      'udon nb samples/cudn2 --format transact',
      'for a real server: ovsdb-client transact unix:nb.sock "$(udon nb ... --format transact)"',
    ],
  ],
  async run(args: Arguments) {
    const { source, notes, format, verbose, ...options } = args as unknown as NbArguments;
    const rows = await openNorthbound(source, options);
    const { nb } = reported(rows, verbose);
    await write(notes ? renderAssumptions(rows.diagnostics) : NB_FORMATS[format](nb));
    return 0;
  },
};
