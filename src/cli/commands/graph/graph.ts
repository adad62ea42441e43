/** `udon graph`: how switches, routers and ports are connected, as a picture or as the text of one. */
import { type TopologyRequest, topologyIn } from '../../../app/topology/topology-in.ts';
import { SCENARIO_NAMES } from '../../../app/trace/trace-request.ts';
import type { Arguments } from '../../arguments/option.ts';
import { openHoldings, type SourceArguments } from '../../sources/open.ts';
import { orFail } from '../../terminal/failure.ts';
import { write } from '../../terminal/terminal.ts';
import { CONTENTS, type Command, SHARED, SOURCE_WORDS } from '../kit/command.ts';
import { sourcesOf } from '../kit/source-words.ts';
import { type GraphFormat, renderGraph } from './graph-formats.ts';

interface GraphArguments extends SourceArguments {
  readonly source: readonly string[];
  readonly from?: readonly string[];
  readonly format: GraphFormat;
  readonly around?: string;
  readonly hops?: number;
  readonly most?: number;
  readonly trace?: string;
  readonly ctScenario?: (typeof SCENARIO_NAMES)[number];
}

export const graph: Command = {
  positionals: SOURCE_WORDS,
  options: {
    from: SHARED.from,
    format: {
      type: 'string',
      choices: ['mermaid', 'dot', 'svg', 'html'],
      default: 'mermaid',
      describe: 'text for mermaid or Graphviz, a picture, or a page with the picture and tables',
    },
    around: {
      type: 'string',
      requiresArg: true,
      names: 'item',
      describe: 'only what is near this VM, pod, port, switch, router or address',
    },
    hops: {
      type: 'number',
      requiresArg: true,
      range: { from: 0, to: 100, needed: 'a number of links is needed, 0 to 100' },
      describe: 'with --around, how many links away (default: 2)',
    },
    trace: {
      type: 'string',
      requiresArg: true,
      describe: 'mark the way of this packet, a microflow as for `udon trace`',
    },
    'ct-scenario': {
      type: 'string',
      choices: SCENARIO_NAMES,
      describe: 'with --trace, what all zones know of the connection (default: first)',
    },
    most: {
      type: 'number',
      requiresArg: true,
      range: { from: 1, to: 100_000, needed: 'a number of boxes is needed, 1 to 100000' },
      describe: 'put ports together if there are more boxes than this (default: 100)',
    },
    ...CONTENTS,
  },
  examples: [
    ['udon graph samples/cudn2', 'print the topology of manifests for mermaid'],
    ['udon graph samples/must-gather.tar.gz --around fedora-1 --format svg', 'draw what is near a VM'],
  ],
  async run(args: Arguments) {
    const { source, from = [], format, trace: microflow, ...options } = args as unknown as GraphArguments;
    const { around, hops, most, ctScenario = 'first' } = options;
    const sources = sourcesOf({ from, source }, 'both', 'draw');
    const trace = microflow === undefined ? undefined : await traced(microflow, ctScenario, sources, options);
    const opened = await openHoldings(sources, options);
    const request: TopologyRequest = { around, hops, most, trace };
    const topology = orFail(topologyIn(opened, request));
    await write(await renderGraph(topology, format, { sources, read: opened.read }));
    return 0;
  },
};

/** The flows are read only for a trace. */
async function traced(
  microflow: string,
  scenario: (typeof SCENARIO_NAMES)[number],
  sources: readonly string[],
  options: SourceArguments,
) {
  const { traceOnce } = await import('./graph-trace.ts');
  return traceOnce(microflow, scenario, sources, options);
}
