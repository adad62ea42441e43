/** `udon flows`: prints the logical flows of any source, as `ovn-sbctl dump-flows` does, or what an upgrade of OVN changes in them. */
import type { CompareReleasesOptions } from '../../app/compare/compare-releases.ts';
import { flowsOf } from '../../app/flows/flows-of.ts';
import type { Opened } from '../../app/sources/opened.ts';
import { flowsToText } from '../../render/flows/flows-text.ts';
import type { Arguments } from '../arguments/option.ts';
import { openNetwork, type SourceArguments } from '../sources/open.ts';
import { Failure, orFail } from '../terminal/failure.ts';
import { reported, write, writeAsOvn, writeParts } from '../terminal/terminal.ts';
import { type Command, MANIFESTS, REMOTE, SEVERAL, SHARED, SOURCE_WORDS } from './kit/command.ts';
import { type NamedSources, sourcesOf } from './kit/source-words.ts';

interface FlowsArguments extends SourceArguments, NamedSources {
  readonly datapath?: readonly string[];
  readonly stage?: readonly string[];
  readonly format: 'text' | 'json';
  readonly againstRelease?: string;
}

export const flows: Command = {
  positionals: SOURCE_WORDS,
  options: {
    from: SHARED.from,
    datapath: { ...SEVERAL, names: 'datapath', describe: 'only this datapath (repeatable)' },
    stage: { ...SEVERAL, names: 'stage', describe: 'only this stage (repeatable)' },
    format: {
      type: 'string',
      choices: ['text', 'json'],
      default: 'text',
      describe: 'text as dump-flows prints it, or JSON with the origin of each flow',
    },
    node: SHARED.node,
    ...MANIFESTS,
    release: SHARED.release,
    'against-release': {
      ...SHARED.release,
      describe: 'compare with the flows for this OVN release: what an upgrade changes',
    },
    strict: SHARED.strict,
    'keys-from': SHARED['keys-from'],
    ...REMOTE,
    verbose: SHARED.verbose,
  },
  examples: [
    ['udon flows samples/cudn2', 'print the flows of a network before it is applied'],
    ['udon flows samples/cudn2 --stage ls_in_dhcp_options', 'print the flows that give VMs their addresses'],
    ['udon flows samples/cudn2 --against-release 26.03.1', 'show what an upgrade of OVN changes'],
  ],
  async run(args: Arguments) {
    const { from, source, datapath, stage, format, againstRelease, ...options } = args as unknown as FlowsArguments;
    const filter = { datapaths: datapath, stages: stage };
    if (againstRelease !== undefined && format === 'json') throw new Failure('--against-release prints text only');
    const wantsRows = format === 'json' || againstRelease !== undefined;
    const sources = sourcesOf({ from, source }, wantsRows ? 'both' : 'flows');
    const opened = await openNetwork(sources, options, { wantsRows });
    if (againstRelease !== undefined) return compare(opened, { ...filter, release: options.release, againstRelease });
    const flows = orFail(flowsOf(opened, filter));
    if (format === 'json') await writeParts(await toJson(opened, flows));
    else await writeParts(flowsToText(flows), writeAsOvn);
    return 0;
  },
};

/** Loaded only for comparisons. Releases differ, so a difference is not a failure. */
async function compare(opened: Opened, options: CompareReleasesOptions): Promise<number> {
  const [{ compareReleases }, { renderComparedReleases }] = await Promise.all([
    import('../../app/compare/compare-releases.ts'),
    import('../../render/compare/compared-releases-text.ts'),
  ]);
  await write(
    renderComparedReleases(reported(await compareReleases(opened, options)), {
      showsAll: options.stages !== undefined,
    }),
  );
  return 0;
}

/** Loaded only for JSON: the text of flows is printed without their origins. */
async function toJson(opened: Opened, flows: Parameters<typeof flowsToText>[0]): Promise<Iterable<string>> {
  const [{ flowOrigins }, { flowsToJson }] = await Promise.all([
    import('../../app/flows/flow-origins.ts'),
    import('../../render/flows/flows-json.ts'),
  ]);
  return flowsToJson(await flowOrigins(opened, flows));
}
