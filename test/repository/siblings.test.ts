/**
 * A folder of `src/` or `test/` has at most 15 entries, so that readers see its structure quickly. Folders of `test/`
 * that are also in `src/` do not count.
 */
import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RECORDED_RELEASES } from '../support/recorded-databases.ts';

const LIMIT = 15;
const UNIFORM_LIMIT = 25;

/** Folders whose entries are all of one kind and can be more. */
const UNIFORM: Readonly<Record<string, string>> = {
  src: 'the layers',
  'src/app': 'one folder for each use case',
  'src/cli/commands': 'one file for each command',
  'test/differential/arbitrary': 'generators of random inputs',
  ...Object.fromEntries(RECORDED_RELEASES.map(name => [`test/recordings/releases/${name}`, 'the same networks'])),
};

const ROOT = new URL('../../', import.meta.url);

const entriesOf = (folder: string) =>
  readdirSync(new URL(folder, ROOT), { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));

const foldersIn = (folder: string): string[] => [
  folder,
  ...entriesOf(folder)
    .filter(entry => entry.isDirectory())
    .flatMap(({ name }) => foldersIn(`${folder}/${name}`)),
];

const countOf = (folder: string): number =>
  entriesOf(folder).filter(({ name }) => folder !== 'test' || !existsSync(new URL(`src/${name}`, ROOT))).length;

const tooLong = (folder: string): boolean => countOf(folder) > (UNIFORM[folder] ? UNIFORM_LIMIT : LIMIT);

test.each(['src', 'test'])('the folders of %s', top => {
  const folders = foldersIn(top).filter(tooLong);
  expect(folders.map(folder => `${folder}: ${countOf(folder)} entries`)).toEqual([]);
});
