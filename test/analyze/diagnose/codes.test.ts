/** docs/codes.md has every code of `udon dhcp`, `udon explain` and `udon lint`. `npx vitest run test/analyze/diagnose/codes.test.ts -u` writes it anew. */
import { expect, test } from 'vitest';
import { CHAIN } from '../../../src/analyze/diagnose/chain.ts';
import { ASSUMPTIONS, EXPLAIN_CODES } from '../../../src/analyze/explain/answer/codes.ts';
import { PATH_REASONS6 } from '../../../src/analyze/lease/no-reply.ts';
import { LINT_CODES } from '../../../src/analyze/lint/codes.ts';
import { KNOWN_DEAD_FLOWS } from '../../../src/analyze/lint/known-flows.ts';
import { ANY_NO_REPLY_REASONS } from '../../../src/dhcp/messages/any-answer.ts';
import { printPage, type Section } from '../../support/page.ts';

const LEAD = `\`udon dhcp\` checks these conditions in this order and reports the first that fails. Codes are stable: scripts may rely on
them. \`samples/doctor\` has a broken network for each.`;

const section: Section = {
  title: 'Why a VM has no address',
  lead: '*code*: the `code` of the diagnosis in JSON, and the word in parentheses after `no lease:`.',
  columns: ['code', 'what is wrong', 'what to do'],
  rows: Object.entries(CHAIN).map(([code, { means, remedy }]) => [`\`${code}\``, means, remedy]),
};

const reasons: Section = {
  title: 'Why a message gets no reply',
  lead: '*code*: the `reason` in JSON where no check of the list above explains it, such as for one message or for IPv6.',
  columns: ['code', 'meaning'],
  rows: Object.entries({ ...PATH_REASONS6, ...ANY_NO_REPLY_REASONS }).map(([code, means]) => [`\`${code}\``, means]),
};

const explained: Section = {
  title: 'Whether a packet arrives',
  lead: '*code*: the word in parentheses after the answer of `udon explain`, and `code` in JSON. `samples/explain` has a network for each; `test/analyze/explain/samples.ts` lists the questions.',
  columns: ['code', 'answer', 'meaning', 'what to do'],
  rows: Object.entries(EXPLAIN_CODES).map(([code, { verdict, means, remedy }]) => [
    `\`${code}\``,
    verdict,
    means,
    remedy,
  ]),
};

const assumptions: Section = {
  title: 'What an explanation assumes',
  lead: '*code*: in `assumed`.',
  columns: ['code', 'meaning'],
  rows: Object.entries(ASSUMPTIONS).map(([code, means]) => [`\`${code}\``, means]),
};

const linted: Section = {
  title: 'What `udon lint` finds',
  lead: '*code*: the word at the beginning of a finding, and `code` in JSON.',
  columns: ['code', 'meaning', 'what to do'],
  rows: Object.entries(LINT_CODES).map(([code, { means, remedy }]) => [`\`${code}\``, means, remedy]),
};

const known: Section = {
  title: 'What `udon lint` leaves out',
  lead: 'ovn-northd itself writes these flows, although no packet meets them.',
  columns: ['stage', 'priority', 'why'],
  rows: KNOWN_DEAD_FLOWS.map(({ stages, priority, why }) => [stages?.join(', ') ?? 'any', `${priority ?? 'any'}`, why]),
};

test('docs/codes.md lists every code in the order of the checks', async () => {
  await expect(printPage('Codes', LEAD, [section, reasons, explained, assumptions, linted, known])).toMatchFileSnapshot(
    '../../../docs/codes.md',
  );
});
