/** The README has every code of the doctor, in the order of the chain. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHAIN } from '../../../src/analyze/diagnose/chain.ts';

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

test('the table of codes', () => {
  const rows = Object.entries(CHAIN).map(([code, { means, remedy }]) => `| \`${code}\` | ${means} | ${remedy} |\n`);
  const table = ['| code | what is wrong | what to do |\n', '|---|---|---|\n', ...rows].join('');
  expect(README).toContain(table);
});
