/** Any words: a command line has values or one sentence, and the command never ends with a fault of udon itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readArguments } from '../../../src/cli/arguments/read-arguments.ts';
import { COMMANDS } from '../../../src/cli/commands/all.ts';
import { GENERAL } from '../../../src/cli/commands/kit/command.ts';
import { ENVIRONMENT, ROOT } from '../../support/udon.ts';

const folder = mkdtempSync(join(tmpdir(), 'udon-'));
const garbage = join(folder, 'garbage');
writeFileSync(garbage, Buffer.of(0, 1, 2, 255, 254, 0x1f, 0x8b));
const locked = join(folder, 'locked');
writeFileSync(locked, 'kind: Pod', { mode: 0 });

const SOURCES = [
  'samples/cudn2',
  '/dev/null',
  folder,
  join(folder, 'missing'),
  garbage,
  locked,
  '',
  '-',
  'tcp:',
  'unix:/x',
];
const VALUES = [
  'fedora-1',
  '0',
  '-1',
  '1e400',
  'abc',
  'json',
  'ip4',
  'ip4 &&',
  'a=b',
  '__proto__',
  'a\nb',
  'é',
  'x'.repeat(5000),
];

const loaded = await Promise.all(COMMANDS.map(async row => ({ name: row.name, command: await row.load() })));

const value = fc.oneof(fc.constantFrom(...SOURCES, ...VALUES), fc.string());
const optionWords = (names: readonly string[]) =>
  fc
    .tuple(fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 5 })), fc.option(value), fc.boolean())
    .map(([name, text, isAttached]) =>
      text === null ? [`--${name}`] : isAttached ? [`--${name}=${text}`] : [`--${name}`, text],
    );
const wordsFor = (names: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        optionWords(names),
        value.map(word => [word]),
      ),
      { maxLength: 5 },
    )
    .map(words => words.flat());

describe.each(loaded)('udon $name', ({ name, command }) => {
  const syntax = { ...command, options: { ...command.options, ...GENERAL } };
  const names = Object.keys(syntax.options).filter(each => each !== 'pcap');

  test('reads any words, or says in one sentence what is wrong', () =>
    fc.assert(
      fc.property(wordsFor(names), words => {
        const found = readArguments(words, syntax);
        if ('error' in found) expect(found.error).toMatch(/^.{3,}/);
        else expect(Object.keys(found.value).length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    ));

  // NUL cannot be in a word of a command line.
  const lines = fc.sample(
    wordsFor(names).map(words => words.map(word => word.replaceAll('\0', ''))),
    { numRuns: 6, seed: 1 },
  );
  test.each(lines.map(words => [words]))('%.100j', words => {
    const main = join(ROOT, 'dist/main.mjs');
    const { status, stderr } = spawnSync(process.execPath, [main, name, ...words], {
      cwd: ROOT,
      input: 'ip4\n',
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: ENVIRONMENT,
    });
    expect([0, 1, 2]).toContain(status);
    expect(stderr).not.toMatch(/a fault in udon itself|^ {4}at /m);
    expect(stderr.split('\n').filter(line => line !== '' && !line.startsWith('udon: '))).toEqual([]);
  });
});
