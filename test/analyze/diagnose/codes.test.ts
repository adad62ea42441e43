/** docs/codes.md has every code of `udon dhcp`. `npx vitest run test/analyze/diagnose/codes.test.ts -u` writes it anew. */
import { expect, test } from 'vitest';
import { CHAIN } from '../../../src/analyze/diagnose/chain.ts';
import { printPage, type Section } from '../../support/page.ts';

const LEAD = `\`udon dhcp\` checks these conditions in this order and reports the first that fails. Codes are stable: scripts may rely on
them. \`samples/doctor\` has a broken network for each.`;

const section: Section = {
  title: 'Why a VM has no address',
  lead: '*code*: the `code` of the diagnosis in JSON, and the word in parentheses after `no lease:`.',
  columns: ['code', 'what is wrong', 'what to do'],
  rows: Object.entries(CHAIN).map(([code, { means, remedy }]) => [`\`${code}\``, means, remedy]),
};

test('docs/codes.md lists every code in the order of the checks', async () => {
  await expect(printPage('Codes', LEAD, [section])).toMatchFileSnapshot('../../../docs/codes.md');
});
