/** Reports have a largest size, and say what they leave out. */
import { expect, test } from 'vitest';
import { reportPage } from '../../../src/render/report/html/page.ts';
import type { AnswerReport } from '../../../src/render/report/model/report.ts';

const PROVENANCE = { commandLine: 'udon', version: '1', sources: [] };

const reportOf = (count: number, text: string): AnswerReport => ({
  command: 'dhcp',
  title: 'all',
  verdict: { tone: 'good', word: 'yes', text: 'all' },
  facts: [],
  sections: [
    {
      title: 'VMs',
      isOpen: true,
      blocks: [{ kind: 'table', caption: 'VMs', heads: ['VM'], rows: Array.from({ length: count }, () => [text]) }],
    },
  ],
});

const rowsIn = (page: string): number => page.split('<tr>').length - 2;

test('2,000 rows of a table, and a note on the others', () => {
  const page = reportPage(reportOf(2_345, 'vm'), PROVENANCE);
  expect(rowsIn(page)).toBe(2_000);
  expect(page).toContain('2000 of 2345 rows are shown; --all-rows writes all of them');
  expect(rowsIn(reportPage(reportOf(2_345, 'vm'), PROVENANCE, { hasAllRows: true }))).toBe(2_345);
});

test('fewer rows if they are long, so that the file has at most 5 MB', () => {
  const page = reportPage(reportOf(2_000, '\u2026'.repeat(5_000)), PROVENANCE);
  expect(Buffer.byteLength(page)).toBeLessThanOrEqual(5_000_000);
  expect(rowsIn(page)).toBe(125);
});

test('a very long text ends with how much is left out', () => {
  expect(reportPage(reportOf(1, 'x'.repeat(20_010)), PROVENANCE)).toContain('xxx … and 10 more characters');
});
