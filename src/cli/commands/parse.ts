/** `udon parse`: what OVN makes of matches and lists of actions, one a line. */
import { guessIn, type ParserOptions, parserOf } from '../../app/parse/parser-of.ts';
import { renderJsonAnswer } from '../../render/language/parse-json.ts';
import { renderAnswer, renderAnswerAtLength } from '../../render/language/parse-text.ts';
import { readText } from '../sources/read-file.ts';
import { orFail } from '../terminal/failure.ts';
import { write } from '../terminal/terminal.ts';
import { type Arguments, type Command, SHARED } from './command.ts';

interface ParseArguments extends ParserOptions {
  readonly file: string;
  readonly json?: boolean;
}

const SEVERAL = { type: 'string', array: true, nargs: 1, requiresArg: true } as const;

export const parse: Command = {
  positionals: {
    language: { choices: ['match', 'actions'], demandOption: true, describe: 'what the lines are' },
    file: { type: 'string', default: '-', describe: 'where they stand; - is standard input' },
  },
  options: {
    json: { type: 'boolean', describe: 'an object a line, for programs' },
    against: {
      ...SEVERAL,
      describe: 'a packet, as a match that describes it, to hold the matches against (repeatable)',
    },
    'address-set': { ...SEVERAL, describe: 'what $NAME means, as NAME=ADDRESS,... (repeatable)' },
    'port-group': { ...SEVERAL, describe: 'what @NAME means, as NAME=PORT,... (repeatable)' },
    pipeline: { choices: ['ingress', 'egress'], default: 'ingress', describe: 'where actions stand' },
    table: { type: 'number', requiresArg: true, default: 0, describe: 'and in which table of it' },
    tables: { type: 'number', requiresArg: true, describe: 'how many tables there are (default: as many as OVN has)' },
    release: { ...SHARED.release, describe: 'the OVN release whose language it is (default: all that udon knows)' },
  },
  examples: [
    [
      `echo 'ip4.src == $web && tcp.dst < 1024' | udon parse match --address-set web=10.0.0.1,10.0.0.2`,
      'canonical form',
    ],
    [`echo 'ct_lb_mrk;' | udon parse actions`, 'what is wrong'],
    [
      `echo 'tcp.dst == 80' | udon parse match --json --against 'ip4 && tcp && tcp.dst == 80'`,
      'whether a packet matches',
    ],
  ],
  async run(args: Arguments) {
    const options = args as unknown as ParseArguments;
    const answer = orFail(parserOf(options));
    const render = rendererOf(options);
    const { text } = readText(options.file);
    if (text !== '') for (const line of linesOf(text)) await write(render(answer(line)));
    return 0;
  },
};

/** A newline ends a line, and begins none. */
const linesOf = (text: string): string[] => text.replace(/\r?\n$/, '').split(/\r?\n/);

/** People get more than a line. */
function rendererOf({ json }: ParseArguments) {
  if (json) return renderJsonAnswer;
  if (!process.stdout.isTTY) return renderAnswer;
  return (answer: Parameters<typeof guessIn>[0]) => renderAnswerAtLength(answer, guessIn(answer));
}
