/** Words of a command line: values, letters, beginnings of names, and one sentence for each fault. */
import { describe, expect, test } from 'vitest';
import { type CommandSyntax, readArguments } from '../../../src/cli/arguments/read-arguments.ts';

const SYNTAX: CommandSyntax = {
  positionals: { first: { choices: ['a', 'b'], demandOption: true }, others: { array: true, default: [] } },
  options: {
    from: { alias: 'f', array: true, names: 'file' },
    'lb-dst': { type: 'string' },
    format: { type: 'string', choices: ['text', 'json'], default: 'text' },
    friendly: { type: 'boolean', default: true },
    ipv6: { alias: ['6', 'six'], type: 'boolean', conflicts: 'lb-dst' },
    verbose: { alias: 'v', type: 'string', hasOptionalValue: true },
    timeout: { alias: 't', type: 'number' },
    even: { type: 'string', check: text => (text.length % 2 ? 'an even length is needed' : undefined) },
    secret: { type: 'boolean', hidden: true },
  },
  preferred: ['friendly'],
};

const read = (...words: string[]) => readArguments(words, SYNTAX);

function valuesOf(...words: string[]): unknown {
  const found = read(...words);
  return 'error' in found ? found.error : found.value;
}

describe('values', () => {
  test.each<[words: string[], values: object]>([
    [['a'], { first: 'a', others: [], format: 'text', friendly: true, ipv6: undefined, from: undefined }],
    [['b', 'x', 'y'], { first: 'b', others: ['x', 'y'] }],
    [['-f', 'x', 'a', '--from', 'y', '--from=z', '-fw', '-f=v'], { from: ['x', 'y', 'z', 'w', 'v'] }],
    [['a', '--lb-dst', '-1'], { lbDst: '-1' }],
    [['a', '--lb-dst='], { lbDst: '' }],
    [['a', '--lb-dst=x\n=y'], { lbDst: 'x\n=y' }],
    [['a', '--no-friendly', '--friendly'], { friendly: true }],
    [['a', '--no-friendly'], { friendly: false }],
    [['a', '--ipv6=false'], { ipv6: false }],
    [['a', '-6vf', 'x'], { ipv6: true, verbose: true, from: ['x'] }],
    [['a', '--six'], { ipv6: true }],
    [['a', '-vx:y'], { verbose: 'x:y' }],
    [['a', '-v', 'x'], { verbose: true, others: ['x'] }],
    [['a', '--verbose=x'], { verbose: 'x' }],
    [['a', '-t', '1.5'], { timeout: 1.5 }],
    [['a', '--', '-f', '--from'], { others: ['-f', '--from'], from: undefined }],
    [['a', '-'], { others: ['-'] }],
    [['a', '--even', 'xy'], { even: 'xy' }],
  ])('%j', (words, values) => expect(valuesOf(...words)).toMatchObject(values));
});

describe('beginnings of names', () => {
  test.each<[words: string[], values: object]>([
    [['a', '--lb=x'], { lbDst: 'x' }],
    [['a', '--fri'], { friendly: true }],
    [['a', '--no-f'], { friendly: false }],
    [['a', '--f'], { friendly: true }],
  ])('%j', (words, values) => expect(valuesOf(...words)).toMatchObject(values));
});

test.each<[demandOption: true | string, error: string]>([
  [true, '--vm is missing'],
  ['name who asks with --vm', 'name who asks with --vm'],
])('an option that is needed and left out is one sentence', (demandOption, error) => {
  const syntax = { options: { vm: { type: 'string', demandOption } } } as const;
  expect(readArguments([], syntax)).toEqual({ error });
  expect(readArguments(['--vm', 'a'], syntax)).toEqual({ value: { vm: 'a' } });
});

describe('faults', () => {
  test.each<[words: string[], error: string]>([
    [[], 'first is missing; use "a", "b"'],
    [['c'], 'first: "c" is not allowed; use "a", "b"'],
    [['a', '--fro'], '--fro needs a value'],
    [['a', '--from', '--ipv6'], '--from needs a value'],
    [['a', '--from', '-6'], '--from needs a value'],
    [['a', '--from', '--', 'x'], '--from needs a value'],
    [['a', '-6t'], '-t needs a value'],
    [['a', '--from='], '--from: the name of a file is needed'],
    [['a', '--six=yes'], '--six takes no value'],
    [['a', '--no-ipv6=true'], '--no-ipv6 takes no value'],
    [['a', '--formt', 'json'], 'unknown option --formt; did you mean --format?'],
    [['a', '--secrt'], 'unknown option --secrt'],
    [['a', '--__proto__'], 'unknown option --__proto__'],
    [['a', '--='], 'unknown option --'],
    [['a', '-x'], 'unknown option -x'],
    [['a', '-6x'], 'unknown option -6x'],
    [['a', `--${'x'.repeat(1000)}`], `unknown option --${'x'.repeat(98)}...`],
    [['a', '--s'], '--s can mean --six or --secret'],
    [['a', '--format', 'jsn'], 'format: "jsn" is not allowed; use "text", "json"; did you mean "json"?'],
    [['a', '--timeout', 'soon'], '--timeout: a number is needed'],
    [['a', '--timeout', '1e9'], '--timeout: a number is needed'],
    [['a', '--lb-dst', 'x', '--lb-dst', 'x'], '--lb-dst takes one value, and has 2: x, x'],
    [['a', '--ipv6', '--lb-dst', 'x'], '--ipv6 and --lb-dst are mutually exclusive'],
    [['a', '--even', 'x'], '--even x: an even length is needed'],
  ])('%j', (words, error) => expect(valuesOf(...words)).toEqual(error));

  test('a word too many', () =>
    expect(readArguments(['x', 'y'], { positionals: { one: {} }, options: {} })).toEqual({
      error: 'unexpected word y',
    }));
});
