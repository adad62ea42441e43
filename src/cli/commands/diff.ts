/** `udon diff`: what is different between two sources. Exit status 1 with differences. */
import {
  type ComparedSource,
  type ComparedZone,
  compareSources,
  type SourcesCompared,
} from '../../app/compare/compare-sources.ts';
import { FOR_GUESTS, type Opened } from '../../app/sources/opened.ts';
import { DEFAULT_RELEASE } from '../../app/sources/releases.ts';
import type { SideWords } from '../../render/compare/compared-behaviour-text.ts';
import { comparedSourcesToJson } from '../../render/compare/compared-sources-json.ts';
import { comparedSourcesToMarkdown, renderComparedSources } from '../../render/compare/compared-sources-text.ts';
import { shellWord } from '../../render/language/shell-word.ts';
import type { Arguments } from '../arguments/option.ts';
import { REPORTS, type ReportOptions, wantsReport } from '../reports/report-options.ts';
import { againFrom, openNetwork, type SourceArguments } from '../sources/open.ts';
import { Failure } from '../terminal/failure.ts';
import { write } from '../terminal/terminal.ts';
import { type Command, MANIFESTS, REMOTE, SHARED } from './kit/command.ts';
import { namedSources } from './kit/source-words.ts';

interface DiffArguments extends SourceArguments, ReportOptions {
  readonly againstRelease?: string;
  readonly behaviour?: boolean;
  readonly source: readonly string[];
  readonly from?: readonly string[];
  readonly format: keyof typeof FORMATS;
  readonly json?: boolean;
}

const FORMATS = {
  text: renderComparedSources,
  md: comparedSourcesToMarkdown,
  json: (compared: SourcesCompared) => `${JSON.stringify(comparedSourcesToJson(compared), undefined, 2)}\n`,
} as const;

export const diff: Command = {
  positionals: {
    source: {
      type: 'string',
      array: true,
      default: [],
      names: 'file',
      describe:
        'A and B: two sources of any kind, such as manifests and the must-gather of their cluster; with --against-release, one',
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
    ...REPORTS,
    json: SHARED.json,
    behaviour: {
      type: 'boolean',
      describe: 'compare what packets of VMs and pods do, and prove that it is the same (default: up to 2,000 flows)',
    },
    'against-release': {
      ...SHARED.release,
      describe: 'one source, whose rows are compiled for --release, and for this release',
    },
    node: {
      ...SHARED.node,
      describe:
        'compare the databases of this node, or its zone of manifests (default: all nodes of manifests; without manifests, the only one)',
    },
    ...MANIFESTS,
    release: SHARED.release,
    strict: SHARED.strict,
    ...REMOTE,
    verbose: SHARED.verbose,
  },
  examples: [
    [
      'udon diff samples/cudn2 samples/cudn2',
      'show what is different: rows, flows, DHCP and behaviour; exit status 1 with differences',
    ],
    [
      'udon diff samples/cudn2 --against-release 26.03.1',
      'show what an upgrade of OVN changes, and prove that packets do the same',
    ],
    ['udon diff samples/cudn2 samples/cudn2 --format md', 'print it for a pull request'],
  ],
  async run(args: Arguments) {
    const { from, source, format, json, behaviour, againstRelease, ...options } = args as unknown as DiffArguments;
    const [a, b] = sidesOf(namedSources({ from, source }), options, againstRelease);
    const isOfReleases = againstRelease !== undefined;
    const [before, after] = [await openSide(a, options), await openSide(b, options)];
    const isOneNode = options.node !== undefined;
    const zones = isOneNode || behaviour === false ? [] : await zonesOf([a, before], [b, after], options, isOfReleases);
    const compared = compareSources(before, after, {
      ...{ wantsBehaviour: behaviour ?? 'if-small', isOfReleases, zones, isOneNode },
    });
    const words = { before: a.words, after: b.words, isOfReleases };
    if (wantsReport(options)) await writeReport(compared, words, [before, after], options);
    await write(FORMATS[json ? 'json' : format](compared, words));
    return compared.isSame ? 0 : 1;
  },
};

interface Side {
  readonly source: string;
  readonly release?: string | undefined;
  readonly name: string;
  /** On a command line. */
  readonly words: string;
}

/** Two sources, or one for two releases. */
function sidesOf(names: readonly string[], options: SourceArguments, against: string | undefined): [Side, Side] {
  const { release } = options;
  const [a, b, ...others] = names;
  if (against !== undefined) {
    if (a === undefined || b !== undefined)
      throw new Failure(`--against-release compares one source; ${names.length} named`);
    return [sideOf(a, release ?? DEFAULT_RELEASE, options, true), sideOf(a, against, options, true)];
  }
  if (a === undefined || b === undefined || others.length > 0)
    throw new Failure(`two sources are needed, A and B; ${names.length} named`);
  return [sideOf(a, release, options), sideOf(b, release, options)];
}

const sideOf = (
  source: string,
  release: string | undefined,
  { node, ovnkRelease, ovnkFeature = [] }: SourceArguments,
  isNamed = false,
): Side => ({
  source,
  release,
  name: isNamed ? `${source} (OVN ${release})` : source,
  words: [
    `-f ${shellWord(source)}`,
    ...(release === undefined ? [] : [`--release ${release}`]),
    ...(node === undefined ? [] : [`--node ${shellWord(node)}`]),
    ...(ovnkRelease === undefined ? [] : [`--ovnk-release ${shellWord(ovnkRelease)}`]),
    ...ovnkFeature.map(feature => `--ovnk-feature ${shellWord(feature)}`),
  ].join(' '),
});

type OpenedSide = readonly [side: Side, source: ComparedSource];

/** What comes from a pipe cannot be read a second time. */
async function zonesOf(
  before: OpenedSide,
  after: OpenedSide,
  options: SourceArguments,
  isOfReleases: boolean,
): Promise<readonly ComparedZone[]> {
  if ([before, after].some(([{ source }]) => source === '-')) return [];
  const { otherZones, zonesAgain } = await import('../../app/compare/zones.ts');
  const again = ([{ source, release }, { opened }]: OpenedSide) => {
    const { inputs, options: opening } = againFrom([source], { ...options, release }, FOR_GUESTS);
    return { opened, ...zonesAgain(inputs, opening) };
  };
  return otherZones(again(before), again(after), { isOfReleases });
}

const openSide = async ({ source, release, name }: Side, options: SourceArguments): Promise<ComparedSource> => ({
  name,
  opened: await openNetwork([source], { ...options, release }, { ...FOR_GUESTS, isWhole: true }),
});

/** Loaded only where it is wanted. */
async function writeReport(
  compared: SourcesCompared,
  words: SideWords,
  sides: readonly { readonly opened: Opened }[],
  options: ReportOptions,
): Promise<void> {
  const [{ writeReports }, { diffReport }] = await Promise.all([
    import('../reports/write-reports.ts'),
    import('../../render/report/answers/diff-report.ts'),
  ]);
  await writeReports(
    diffReport(compared, words),
    options,
    sides.flatMap(({ opened }) => opened.read),
  );
}
