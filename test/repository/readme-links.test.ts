/** The README names every command once in its table, and links every page of docs/. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/all.ts';
import { ROOT } from '../support/root.ts';

const README = readFileSync(`${ROOT}/README.md`, 'utf8');

test('the table has each command once', () => {
  const named = [...README.matchAll(/^\| `udon (\S+)[^`]*` \| \S/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
});

test('each page is linked', () => {
  const pages = readdirSync(`${ROOT}/docs`).filter(name => name.endsWith('.md'));
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.filter(name => !README.includes(`](docs/${name})`) && !README.includes(`](docs/${name}#`))).toEqual([]);
});
