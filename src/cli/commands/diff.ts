/** `udon diff`: what is different between two sources. Exit status 1 with differences. */
import { compareSources, type SourcesCompared } from '../../app/compare/compare-sources.ts';
import { FOR_GUESTS } from '../../app/sources/opened.ts';
import { comparedSourcesToMarkdown, renderComparedSources } from '../../render/compare/compared-sources-text.ts';
import type { Arguments } from '../arguments/option.ts';
import { openNetwork, type SourceArguments } from '../sources/open.ts';
import { Failure } from '../terminal/failure.ts';
import { write } from '../terminal/terminal.ts';
import { type Command, MANIFESTS, REMOTE, SHARED } from './kit/command.ts';
import { namedSources } from './kit/source-words.ts';

interface DiffArguments extends SourceArguments {
  readonly source: readonly string[];
  readonly from?: readonly string[];
  readonly format: keyof typeof FORMATS;
  readonly json?: boolean;
}

const FORMATS = {
  text: renderComparedSources,
  md: comparedSourcesToMarkdown,
  json: (compared: SourcesCompared) => `${JSON.stringify(compared, undefined, 2)}\n`,
} as const;

export const diff: Command = {
  positionals: {
    source: {
      type: 'string',
      array: true,
      default: [],
      names: 'file',
      describe: 'A and B: two sources of any kind, such as manifests and the must-gather of their cluster',
    },
  },
  options: {
    from: SHARED.from,
    format: {
      type: 'string',
      choices: Object.keys(FORMATS),
      default: 'text',
      describe: 'text, Markdown for pull requests, or JSON with all differences',
    },
    json: { type: 'boolean', describe: 'the same as --format json' },
    node: SHARED.node,
    ...MANIFESTS,
    release: SHARED.release,
    strict: SHARED.strict,
    ...REMOTE,
    verbose: SHARED.verbose,
  },
  examples: [
    [
      'udon diff samples/cudn2 samples/cudn2',
      'show what is different: rows, flows and DHCP; exit status 1 with differences',
    ],
    ['udon diff samples/cudn2 samples/cudn2 --format md', 'print it for a pull request'],
  ],
  async run(args: Arguments) {
    const { from, source, format, json, ...options } = args as unknown as DiffArguments;
    const names = namedSources({ from, source });
    if (names.length !== 2) throw new Failure(`two sources are needed, A and B; ${names.length} named`);
    const sides = [];
    for (const name of names)
      sides.push({ name, opened: await openNetwork([name], options, { ...FOR_GUESTS, isWhole: true }) });
    const compared = compareSources(sides[0]!, sides[1]!);
    await write(FORMATS[json ? 'json' : format](compared));
    return compared.isSame ? 0 : 1;
  },
};
