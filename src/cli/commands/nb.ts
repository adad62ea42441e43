/** `udon nb`: the northbound rows of manifests, as OVN-Kubernetes makes them, or of a database. */
import { type Diagnostic, formatDiagnostic } from '../../base/diagnostic.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { nbToJson } from '../../render/nb/nb-json.ts';
import { renderNbTransact } from '../../render/nb/nb-transact.ts';
import { renderNbYaml } from '../../render/nb/nb-yaml.ts';
import { compileManifests, type ManifestOptions } from '../sources/network.ts';
import { readSources } from '../sources/source.ts';
import { Failure } from '../terminal/failure.ts';
import { report, write } from '../terminal/terminal.ts';
import { type Arguments, type Command, MANIFESTS, REMOTE, SHARED } from './command.ts';

const FORMATS = {
  yaml: renderNbYaml,
  json: nb => `${JSON.stringify(nbToJson(nb), null, 2)}\n`,
  transact: renderNbTransact,
} as const satisfies Record<string, (nb: Nb) => string>;

interface NbArguments extends ManifestOptions {
  readonly source: readonly string[];
  readonly notes?: boolean;
  readonly format: keyof typeof FORMATS;
  readonly verbose?: boolean;
}

export const nb: Command = {
  positionals: {
    source: { type: 'string', array: true, demandOption: true, describe: 'manifests, an NB database, a must-gather' },
  },
  options: {
    node: SHARED.node,
    ...MANIFESTS,
    notes: { type: 'boolean', describe: 'in place of the rows, everything that had to be assumed, a line each' },
    format: {
      choices: Object.keys(FORMATS),
      default: 'yaml',
      describe: 'YAML, JSON, or the parameters of an OVSDB transaction that fills an empty database',
    },
    ...REMOTE,
    verbose: SHARED.verbose,
  },
  examples: [
    ['udon nb samples/cudn2', 'the rows that a network will have, before it is applied'],
    ['udon nb samples/cudn2/network.yaml --notes', 'what the manifests leave open, and what is taken for it'],
    [
      'udon nb samples/cudn2 --format transact',
      'for a real server: ovsdb-client transact unix:nb.sock "$(udon nb ... --format transact)"',
    ],
  ],
  async run(args: Arguments) {
    const { source, notes, format, verbose, ...options } = args as unknown as NbArguments;
    const { nb, diagnostics } = await readNb(source, options);
    report(diagnostics, verbose);
    await write(notes ? assumptions(diagnostics) : FORMATS[format](nb));
    return 0;
  },
};

async function readNb(paths: readonly string[], options: ManifestOptions) {
  const source = await readSources(paths, { ...options, kind: 'nb' });
  switch (source.kind) {
    case 'nb':
      return source;
    case 'manifests':
      return compileManifests(source.texts, options);
    case 'sb':
    case 'dump':
      throw new Failure(`${paths.join(', ')}: no northbound rows in there; give manifests or a northbound database`);
  }
}

const assumptions = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .filter(({ code }) => code === 'assumed')
    .map(found => `${formatDiagnostic(found)}\n`)
    .join('');
