/** `udon parse`, as users and scripts meet it. */
import { describe, expect, test } from 'vitest';
import { guessName } from '../../../src/analyze/language/guess-name.ts';
import { answerActions, answerMatch } from '../../../src/analyze/language/parse-answer.ts';
import { renderAnswerAtLength } from '../../../src/render/language/parse-text.ts';
import { readJsonLines, readText } from '../../support/recordings.ts';
import { udon } from '../../support/udon.ts';

interface Recorded {
  readonly input: string;
  readonly canonical?: string;
  readonly evaluates?: readonly boolean[];
  readonly error?: string;
}

/** One recorded line has the canonical form of a match where an error's message should be: no answer to compare with. */
const MATCHES = readJsonLines<Recorded>('language/25.03/matches.jsonl').filter(
  ({ error }) => !error?.startsWith('nd.tll != '),
);
const ACTIONS = readJsonLines<Recorded>('language/25.03/actions.jsonl');

const SETS = ['--address-set', 'set1=10.0.0.1,10.0.0.2,10.0.0.3', '--port-group', 'pg1=lsp1,lsp2,lsp3'];
const AGAINST = (JSON.parse(readText('language/25.03/microflows.json')) as string[]).flatMap(text => [
  '--against',
  text,
]);
const POSITION = ['--pipeline', 'ingress', '--table', '10', '--tables', '24'];

const inputOf = (cases: readonly Recorded[]): string => cases.map(({ input }) => `${input}\n`).join('');

/** The status is 1 if a line does not parse. */
function linesOf(args: readonly string[], input: string, expected = 0): string[] {
  const { status, stdout, stderr } = udon(['parse', ...args], input);
  expect({ status, stderr }).toEqual({ status: expected, stderr: '' });
  return stdout.split('\n').slice(0, -1);
}

const objectsOf = (args: readonly string[], input: string, expected = 0) =>
  linesOf([...args, '--json'], input, expected).map(
    line => JSON.parse(line) as Recorded & { readonly offset?: number },
  );

describe('every recorded text has the answer of OVN', () => {
  test('matches', () => {
    const answers = objectsOf(['match', ...SETS, ...AGAINST], inputOf(MATCHES), 1);
    const comparable = answers.map(({ offset: _, evaluates, ...answer }, index) => ({
      ...answer,
      ...(MATCHES[index]!.evaluates && { evaluates }),
    }));
    expect(comparable).toEqual(MATCHES);
  });

  test('actions', () => {
    const answers = objectsOf(['actions', ...POSITION], inputOf(ACTIONS), 1);
    expect(answers.map(({ offset: _, ...answer }) => answer)).toEqual(ACTIONS);
  });

  test('without --json, its canonical form or its error, a line each', () => {
    const lineOf = ({ canonical, error }: Recorded) => canonical ?? error;
    expect(linesOf(['match', ...SETS], inputOf(MATCHES), 1)).toEqual(MATCHES.map(lineOf));
    expect(linesOf(['actions', ...POSITION], inputOf(ACTIONS), 1)).toEqual(ACTIONS.map(lineOf));
  });
});

describe('a line of input is a line of output', () => {
  test.each([
    ['', 0, 0],
    ['\n', 1, 1],
    ['ip4', 1, 0],
    ['ip4\n', 1, 0],
    ['ip4\r\ntcp\r\n', 2, 0],
    ['ip4\n\nip6\n', 3, 1],
  ])('%j', (input, count, status) => expect(linesOf(['match'], input, status)).toHaveLength(count));
});

test('ports are those that the packets name', () => {
  const packets = ['inport == "a"', 'inport == "b" && outport == "a"', 'ip4'].flatMap(text => ['--against', text]);
  const answers = objectsOf(['match', ...packets], 'inport == "a"\noutport == "a"\noutport == {"b", "c"}\n');
  expect(answers.map(({ evaluates }) => evaluates)).toEqual([
    [true, false, false],
    [false, true, false],
    [false, false, false],
  ]);
});

test('where actions stand decides what they may do', () => {
  const NEXT = 'next(pipeline=egress, table=2);';
  const answerAt = (...position: string[]) => linesOf(['actions', ...position], NEXT)[0];
  expect(answerAt()).toBe('next(pipeline=egress, table=2);');
  expect(answerAt('--pipeline', 'egress', '--table', '1')).toBe('next;');
  expect(linesOf(['actions', '--tables', '2'], NEXT, 1)[0]).toBe('"next" action cannot advance beyond table 1.');
});

test('releases have languages of their own', () => {
  const answerIn = (status: number, ...release: string[]) =>
    linesOf(['actions', ...release], 'mirror("a");', status)[0];
  expect(answerIn(0)).toBe('mirror("a");');
  expect(answerIn(0, '--release', '26.03.0')).toBe('mirror("a");');
  expect(answerIn(1, '--release', '25.03.0')).toBe("Syntax error at `mirror' expecting action.");
  const matchIn = (release: string, status: number) =>
    linesOf(['match', '--release', release], 'flags.igmp_loopback', status)[0];
  expect(matchIn('26.03.0', 0)).toBe('flags.igmp_loopback');
  expect(matchIn('25.03.0', 1)).toBe("Syntax error at `flags.igmp_loopback' expecting field name.");
});

describe('a question without an answer is one line', () => {
  test.each([
    [['match', 'no-such-file'], 'no-such-file: no such file or directory'],
    [['match', '--against', 'ip4 &&'], "--against 'ip4 &&': Syntax error at end of input expecting constant."],
    [['match', '--address-set', 'x'], '--address-set x: NAME=ITEM,ITEM... is needed'],
    [['match', '--address-set', 'x=1.2'], '--address-set: 1.2: Invalid numeric constant.'],
    [['actions', '--table', 'x'], '--table: a number from 0 to 255 is needed (see `udon parse --help`)'],
    [['actions', '--tables', '-1'], '--tables: a number from 0 to 255 is needed (see `udon parse --help`)'],
    [['actions', '--release', 'x'], '--release x: a release is written like 25.03.0'],
    [
      ['match', '--release', '21.12.0'],
      '--release 21.12.0: the language is known of OVN 24.03, 24.09, 25.03, 25.09, 26.03, up to 26.03.2',
    ],
    [
      ['match', '--release', '26.03.3'],
      '--release 26.03.3: the language is known of OVN 24.03, 24.09, 25.03, 25.09, 26.03, up to 26.03.2',
    ],
    [['match', 'a', '-f', 'b'], 'one file is read, not both b and a'],
  ])('%j', (args, message) =>
    expect(udon(['parse', ...args])).toEqual({ status: 2, stdout: '', stderr: `udon: ${message}\n` }));
});

describe('on a terminal, a caret shows where, and a guess what else', () => {
  const NO_NAMES = { addressSet: () => undefined, portGroup: () => undefined };
  const rendered = (text: string) => {
    const answer = text.endsWith(';')
      ? answerActions(text, { pipeline: 'ingress', table: 10, tables: 24 })
      : answerMatch(text, NO_NAMES, { packets: [], portKeys: () => undefined });
    return renderAnswerAtLength(answer, answer.kind === 'refused' ? guessName(text, answer.error) : undefined);
  };

  test.each([
    [
      'ip4 && ct_tate != 1',
      [
        'ip4 && ct_tate != 1',
        '       ^^^^^^^',
        "Syntax error at `ct_tate' expecting field name.",
        "did you mean `ct_state'?",
      ],
    ],
    ['ip4 &&', ['ip4 &&', '      ^', 'Syntax error at end of input expecting constant.']],
    [
      'is_chasis_resident("a")',
      ['is_chasis_resident("a")', '^^^^^^^^^^^^^^^^^^', 'parsing function name', "did you mean `is_chassis_resident'?"],
    ],
    [
      'next; ct_lb_mrk;',
      [
        'next; ct_lb_mrk;',
        '      ^^^^^^^^^',
        "Syntax error at `ct_lb_mrk' expecting action.",
        "did you mean `ct_lb_mark'?",
      ],
    ],
    [
      'reg0[0] = put_dhcp_opts(ofer_ip = 1.2.3.4);',
      [
        'reg0[0] = put_dhcp_opts(ofer_ip = 1.2.3.4);',
        '                        ^^^^^^^',
        "Syntax error at `ofer_ip' expecting DHCPv4 option name.",
        "did you mean `offerip'?",
      ],
    ],
    ['elephant', ['elephant', '^^^^^^^^', "Syntax error at `elephant' expecting field name."]],
    ['tcp.dst==80', ['tcp.dst == 0x50']],
  ])('%s', (text, lines) => expect(rendered(text)).toBe(lines.map(line => `${line}\n`).join('')));
});
