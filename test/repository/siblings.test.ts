/** A folder of `src/` or `test/` has at most 15 entries, so that it can be read at a glance. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const LIMIT = 15;
const UNIFORM_LIMIT = 25;

/** Folders whose entries are all of one kind, so that who knows one knows all. */
const UNIFORM: Readonly<Record<string, string>> = {
  src: 'the rooms',
  test: 'the rooms again, and what is tested across them',
  'test/differential/arbitrary': 'generators of random inputs',
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

const tooLong = (folder: string): boolean => entriesOf(folder).length > (UNIFORM[folder] ? UNIFORM_LIMIT : LIMIT);

test.each(['src', 'test'])('the folders of %s', top => {
  const folders = foldersIn(top).filter(tooLong);
  expect(folders.map(folder => `${folder}: ${entriesOf(folder).length} entries`)).toEqual([]);
});
