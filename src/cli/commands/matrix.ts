/** `udon matrix`: which connections each VM and pod can open to each other one. */
import { type MatrixRequest, matrixIn } from '../../app/reach/matrix-in.ts';
import { FOR_GUESTS } from '../../app/sources/opened.ts';
import { matrixToJson } from '../../render/reach/matrix-json.ts';
import { matrixToCsv, matrixToMarkdown, type RenderedMatrix, renderMatrix } from '../../render/reach/matrix-text.ts';
import type { Arguments } from '../arguments/option.ts';
import { openNetwork, type SourceArguments } from '../sources/open.ts';
import { orFail } from '../terminal/failure.ts';
import { write } from '../terminal/terminal.ts';
import { type Command, OPENING, SHARED, SOURCE_WORDS } from './kit/command.ts';
import { sourcesOf } from './kit/source-words.ts';

interface MatrixArguments extends SourceArguments, MatrixRequest {
  readonly source: readonly string[];
  readonly from?: readonly string[];
  readonly format: keyof typeof FORMATS;
  readonly json?: boolean;
}

const FORMATS = {
  text: renderMatrix,
  md: matrixToMarkdown,
  csv: matrixToCsv,
  json: (matrix: RenderedMatrix) => `${JSON.stringify(matrixToJson(matrix), null, 2)}\n`,
} as const;

export const matrix: Command = {
  positionals: SOURCE_WORDS,
  options: {
    from: SHARED.from,
    namespace: { type: 'string', requiresArg: true, describe: 'only VMs and pods of this namespace' },
    network: { type: 'string', requiresArg: true, describe: 'only ports of this network or switch' },
    port: { type: 'string', requiresArg: true, describe: 'only these connections: tcp/80, udp/53, sctp/38412 or icmp' },
    format: {
      type: 'string',
      choices: Object.keys(FORMATS),
      default: 'text',
      describe: 'text or Markdown with a row for each class of ports, CSV with a row for each pair, or JSON',
    },
    json: SHARED.json,
    'node-limit': {
      type: 'number',
      requiresArg: true,
      describe: 'give up a question after this many nodes of decision diagrams (default: 20000000, 240 MB)',
    },
    ...OPENING,
    node: {
      ...SHARED.node,
      describe: 'the node whose databases answer; needed if the sources have databases of several nodes',
    },
    verbose: SHARED.verbose,
  },
  examples: [
    ['udon matrix samples/cudn2', 'show which connections each VM and pod can open to each other one'],
    ['udon matrix samples/cudn2 --namespace proj2 --port tcp/8080', 'ask about one port of one namespace'],
    ['udon matrix samples/cudn2 --format csv', 'print a line for each pair'],
  ],
  async run(args: Arguments) {
    const { source, from = [], format, json, ...options } = args as unknown as MatrixArguments;
    const opened = await openNetwork(sourcesOf({ from, source }, 'both'), options, FOR_GUESTS);
    await write(FORMATS[json ? 'json' : format](orFail(matrixIn(opened, options))));
    return 0;
  },
};
