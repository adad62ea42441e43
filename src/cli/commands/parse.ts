/** `udon parse`: parses matches or lists of actions as OVN does, one a line. */
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
    language: { choices: ['match', 'actions'], demandOption: true, describe: 'the kind of expression on each line' },
    file: { type: 'string', default: '-', describe: 'the file with the lines; - is standard input' },
  },
  options: {
    json: { type: 'boolean', describe: 'one object a line, for programs' },
    against: {
      ...SEVERAL,
      describe: 'evaluate matches against this packet, given as a match that describes it (repeatable)',
    },
    'address-set': { ...SEVERAL, describe: 'define $NAME as NAME=ADDRESS,... (repeatable)' },
    'port-group': { ...SEVERAL, describe: 'define @NAME as NAME=PORT,... (repeatable)' },
    pipeline: { choices: ['ingress', 'egress'], default: 'ingress', describe: 'the pipeline of the actions' },
    table: { type: 'number', requiresArg: true, default: 0, describe: 'the table of the actions' },
    tables: { type: 'number', requiresArg: true, describe: 'the number of tables (default: as in OVN)' },
    release: { ...SHARED.release, describe: 'the OVN release of the language (default: all that udon knows)' },
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

/** A newline at the end does not begin another line. */
const linesOf = (text: string): string[] => text.replace(/\r?\n$/, '').split(/\r?\n/);

/** On a terminal, an answer has more than one line. */
function rendererOf({ json }: ParseArguments) {
  if (json) return renderJsonAnswer;
  if (!process.stdout.isTTY) return renderAnswer;
  return (answer: Parameters<typeof guessIn>[0]) => renderAnswerAtLength(answer, guessIn(answer));
}
