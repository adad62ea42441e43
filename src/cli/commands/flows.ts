/** `udon flows`: prints the logical flows of any source, as `ovn-sbctl dump-flows` does. */
import { flowsOf } from '../../app/flows/flows-of.ts';
import type { Opened } from '../../app/sources/open-sources.ts';
import { flowsToText } from '../../render/flows/flows-text.ts';
import { openNetwork, type SourceArguments } from '../sources/open.ts';
import { orFail } from '../terminal/failure.ts';
import { writeParts } from '../terminal/terminal.ts';
import { type Arguments, type Command, MANIFESTS, REMOTE, SHARED } from './command.ts';

interface FlowsArguments extends SourceArguments {
  readonly source: readonly string[];
  readonly datapath?: readonly string[];
  readonly stage?: readonly string[];
  readonly format: 'text' | 'json';
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
    ['udon flows samples/cudn2', 'print the flows of a network before it is applied'],
    ['udon flows samples/cudn2 --stage ls_in_dhcp_options', 'print the flows that give VMs their addresses'],
  ],
  async run(args: Arguments) {
    const { source, datapath, stage, format, ...options } = args as unknown as FlowsArguments;
    const opened = await openNetwork(source, options, { wantsRows: format === 'json' });
    const flows = orFail(flowsOf(opened, { datapaths: datapath, stages: stage }));
    await writeParts(format === 'json' ? await toJson(opened, flows) : flowsToText(flows));
    return 0;
  },
};

/** Loaded only for JSON: the text of flows is printed without their origins. */
async function toJson(opened: Opened, flows: Parameters<typeof flowsToText>[0]): Promise<Iterable<string>> {
  const [{ flowOrigins }, { flowsToJson }] = await Promise.all([
    import('../../app/flows/flow-origins.ts'),
    import('../../render/flows/flows-json.ts'),
  ]);
  return flowsToJson(await flowOrigins(opened, flows));
}
