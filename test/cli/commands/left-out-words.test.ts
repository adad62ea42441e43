/** Each command without arguments, and its examples with each option left out, answer or say in one line what is missing. */
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands/all.ts';
import { udon } from '../../support/udon.ts';

const loaded = await Promise.all(COMMANDS.map(async row => ({ name: row.name, command: await row.load() })));

const wordsOf = (commandLine: string): readonly string[] =>
  [...commandLine.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare!);

/** The words without each option and its value. */
function shorter(words: readonly string[]): readonly (readonly string[])[] {
  const isOption = (word: string | undefined) => word?.startsWith('-') === true;
  const options = words.flatMap((word, at) => (isOption(word) ? [at] : []));
  return options.map(at => words.toSpliced(at, at + 1 < words.length && !isOption(words[at + 1]) ? 2 : 1));
}

describe.each(loaded)('udon $name', ({ name, command }) => {
  const examples = command.examples.slice(0, 1).map(([line]) => wordsOf(line));
  const plain = examples.filter(words => words[0] === 'udon' && !words.some(word => /^[|<>]/.test(word)));
  test.each([[name], ...plain.flatMap(words => shorter(words.slice(1)))].map(words => [words]))('%j', words => {
    const { status, stderr } = udon(words);
    expect([0, 1, 2]).toContain(status);
    expect(stderr).not.toMatch(/a fault in udon itself|^ {4}at /m);
    expect(status !== 2 || /^udon: /.test(stderr)).toBe(true);
  });
});

test('who asks has to be named, whether the source is a word or an option', () => {
  const missing = 'udon: name who asks with --from (see `udon arp --help`)\n';
  for (const words of [['172.22.0.1', '-f', 'samples/cudn2'], ['samples/cudn2', '172.22.0.1'], []])
    expect(udon(['arp', ...words])).toEqual({ status: 2, stdout: '', stderr: missing });
});
