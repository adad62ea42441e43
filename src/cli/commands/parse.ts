/** `udon parse`: parses matches or lists of actions as OVN does, one a line. */
import { guessIn, type ParserOptions, parserOf } from '../../app/parse/parser-of.ts';
import { renderJsonAnswer } from '../../render/language/parse-json.ts';
import { renderAnswer, renderAnswerAtLength } from '../../render/language/parse-text.ts';
import type { Arguments } from '../arguments/option.ts';
import { readText } from '../sources/read-file.ts';
import { Failure, orFail } from '../terminal/failure.ts';
import { write, writeAsOvn } from '../terminal/terminal.ts';
import { type Command, SETS, SEVERAL } from './kit/command.ts';

interface ParseArguments extends ParserOptions {
  readonly file?: string;
  readonly from?: string;
  readonly json?: boolean;
}

/** OVN's table numbers have 8 bits. */
const TABLE = {
  type: 'number',
  requiresArg: true,
  range: { from: 0, to: 255, needed: 'a number from 0 to 255 is needed' },
} as const;

export const parse: Command = {
  positionals: {
    language: {
      type: 'string',
      choices: ['match', 'actions'],
      demandOption: true,
      describe: 'the kind of expression on each line',
    },
    file: { type: 'string', names: 'file', describe: 'the file with the lines (default: -, standard input)' },
  },
  options: {
    from: { alias: 'f', type: 'string', names: 'file', requiresArg: true, describe: 'the same as FILE' },
    json: { type: 'boolean', describe: 'one object a line, for programs' },
    against: {
      ...SEVERAL,
      describe: 'evaluate matches against this packet, given as a match that describes it (repeatable)',
    },
    ...SETS,
    pipeline: {
      type: 'string',
      choices: ['ingress', 'egress'],
      default: 'ingress',
      describe: 'the pipeline of the actions',
    },
    table: { ...TABLE, default: 0, describe: 'the table of the actions' },
    tables: { ...TABLE, describe: 'the number of tables (default: as in OVN)' },
    release: {
      type: 'string',
      requiresArg: true,
      describe: 'the OVN release of the language, such as 25.03.0 (default: all that udon knows)',
    },
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
    const writeAnswer = options.json ? write : writeAsOvn;
    const { text } = readText(fileOf(options));
    let isEachParsed = true;
    for (const line of linesOf(text)) {
      const parsed = answer(line);
      isEachParsed &&= parsed.kind !== 'refused';
      await writeAnswer(render(parsed));
    }
    return isEachParsed ? 0 : 1;
  },
};

function fileOf({ file, from }: ParseArguments): string {
  if (file !== undefined && from !== undefined) throw new Failure(`one file is read, not both ${from} and ${file}`);
  return file ?? from ?? '-';
}

/** A newline at the end does not begin another line. */
const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));

/** On a terminal, an answer has more than one line. */
function rendererOf({ json }: ParseArguments) {
  if (json) return renderJsonAnswer;
  if (!process.stdout.isTTY) return renderAnswer;
  return (answer: Parameters<typeof guessIn>[0]) => renderAnswerAtLength(answer, guessIn(answer));
}
