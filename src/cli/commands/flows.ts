/** `udon flows`: the logical flows of any source, as `ovn-sbctl dump-flows` prints them. */
import { sortFlows } from '../../network/flow-order.ts';
import { datapathName, type LogicalFlow } from '../../network/logical-network.ts';
import { printFlowByFlow } from '../../network/print-flows.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { readNetwork } from '../sources/network.ts';
import { Failure } from '../terminal/failure.ts';
import { report, writeParts } from '../terminal/terminal.ts';
import { type Arguments, type Command, MANIFESTS, REMOTE, SHARED } from './command.ts';

interface FlowsArguments {
  readonly source: readonly string[];
  readonly datapath?: readonly string[];
  readonly stage?: readonly string[];
  readonly format: 'text' | 'json';
  readonly node?: string;
  readonly release?: string;
  readonly verbose?: boolean;
}

export const flows: Command = {
  positionals: {
    source: {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'manifests, a flow dump, an NB or SB database, a must-gather',
    },
  },
  options: {
    datapath: { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'only this datapath (repeatable)' },
    stage: { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'only this stage (repeatable)' },
    format: {
      choices: ['text', 'json'],
      default: 'text',
      describe: 'text as dump-flows prints it, or JSON with the origin of each flow',
    },
    node: SHARED.node,
    ...MANIFESTS,
    release: SHARED.release,
    ...REMOTE,
    verbose: SHARED.verbose,
  },
  examples: [
    ['udon flows samples/cudn2', 'the flows of a network that is not applied yet'],
    ['udon flows samples/cudn2 --stage ls_in_dhcp_options', 'who gives the VMs their addresses'],
  ],
  async run(args: Arguments) {
    const { source, datapath, stage, format, verbose, ...options } = args as unknown as FlowsArguments;
    const { network, nb, diagnostics } = await readNetwork(source, { ...options, wantsBoth: format === 'json' });
    report(diagnostics, verbose);
    const flows = network.flows.all();
    const chosen = flows.filter(flow => isWanted(flow, datapath, stage));
    if (chosen.length === 0) throw new Failure(nothingFound(flows, datapath, stage));
    await writeParts(format === 'json' ? await toJson(chosen, nb) : printFlowByFlow(chosen));
    return 0;
  },
};

const isWanted = (flow: LogicalFlow, datapaths?: readonly string[], stages?: readonly string[]): boolean =>
  (!datapaths || datapaths.includes(datapathName(flow.datapath))) && (!stages || stages.includes(flow.stage));

function nothingFound(all: readonly LogicalFlow[], datapaths?: readonly string[], stages?: readonly string[]): string {
  if (all.length === 0) return 'no logical flows in the source';
  const known = new Set(all.map(flow => datapathName(flow.datapath)));
  const unknown = datapaths?.find(name => !known.has(name));
  if (unknown !== undefined) return `no datapath "${unknown}"; there are ${[...known].sort().join(', ')}`;
  return `no flows in ${stages!.join(', ')} of ${datapaths?.join(', ') ?? 'any datapath'}`;
}

/** In the order of the dump. Loaded only for JSON: the text of flows is printed without their origins. */
async function toJson(chosen: readonly LogicalFlow[], nb: Nb | undefined): Promise<Iterable<string>> {
  const [{ withOrigins }, { flowsToJson }] = await Promise.all([
    import('../../analyze/origin/origin.ts'),
    import('../../render/flows/flows-json.ts'),
  ]);
  return flowsToJson(withOrigins(sortFlows(chosen), nb));
}
