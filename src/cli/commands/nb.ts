/** `udon nb`: prints the northbound rows of manifests, as OVN-Kubernetes makes them, or of a database. */
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import { NB_FORMATS, NB_TABLES, type NbFormat, renderAssumptions } from '../../render/nb/nb-formats.ts';
import type { Arguments } from '../arguments/option.ts';
import { openNorthbound, type SourceArguments } from '../sources/open.ts';
import { Failure } from '../terminal/failure.ts';
import { write } from '../terminal/terminal.ts';
import { type Command, MANIFESTS, REMOTE, SEVERAL, SHARED, SOURCE_WORDS } from './kit/command.ts';
import { type NamedSources, sourcesOf } from './kit/source-words.ts';

interface NbArguments extends SourceArguments, NamedSources {
  readonly notes?: boolean;
  readonly table?: readonly string[];
  readonly format: NbFormat;
}

export const nb: Command = {
  positionals: {
    source: { ...SOURCE_WORDS.source, describe: 'manifests, an NB database, a must-gather (default: $OVN_NB_DB)' },
  },
  options: {
    from: SHARED.from,
    node: SHARED.node,
    ...MANIFESTS,
    notes: { type: 'boolean', describe: 'print the assumptions instead of the rows, a line each' },
    table: { ...SEVERAL, describe: 'only the rows of this table (repeatable)' },
    format: {
      type: 'string',
      choices: Object.keys(NB_FORMATS),
      default: 'yaml',
      describe: 'YAML, JSON, or the parameters of an OVSDB transaction that fills an empty database',
    },
    strict: SHARED.strict,
    ...REMOTE,
    verbose: SHARED.verbose,
  },
  examples: [
    ['udon nb samples/cudn2', 'print the rows that a network will have, before it is applied'],
    ['udon nb samples/cudn2 --table DHCP_Options', 'print the rows of one table'],
    ['udon nb samples/cudn2/network.yaml --notes', 'print what the manifests leave open, and what udon assumes'],
    [
      'udon nb samples/cudn2 --format transact',
      'for a real server: ovsdb-client transact unix:nb.sock "$(udon nb ... --format transact)"',
    ],
  ],
  async run(args: Arguments) {
    const { from, source, notes, table, format, ...options } = args as unknown as NbArguments;
    const fault = table && faultOfTables(table, format);
    if (fault !== undefined) throw new Failure(fault);
    const { value, diagnostics } = await openNorthbound(sourcesOf({ from, source }, 'rows'), options);
    await write(notes ? renderAssumptions(diagnostics) : NB_FORMATS[format](value.nb, table));
    return 0;
  },
};

function faultOfTables(tables: readonly string[], format: NbFormat): string | undefined {
  if (format === 'transact') return '--table: a transaction needs the rows of all tables';
  const unknown = tables.find(name => !NB_TABLES.includes(name));
  if (unknown === undefined) return undefined;
  return `--table ${unknown}: one of ${NB_TABLES.join(', ')} is needed${suggestion(nearMiss(unknown, NB_TABLES))}`;
}
