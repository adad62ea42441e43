/** docs/feature-matrix.md says what udon does with each thing that OVN has. `npx vitest run test/feature-matrix -u` writes it anew. */
import { expect, test } from 'vitest';
import { printPage } from '../support/page.ts';
import { actionSection } from './actions.ts';
import { columnSection } from './columns.ts';
import { fieldSection } from './fields.ts';
import { stageSection } from './stages.ts';

const LEAD = `What udon does with each of OVN's actions, fields, stages and northbound columns, and how often the real programs' recordings show
it. Beside what was recorded, the tests in test/differential ask the real programs about networks made at random.`;

test('docs/feature-matrix.md is as the code and the recordings are', async () => {
  const sections = [actionSection(), fieldSection(), stageSection(), columnSection()];
  await expect(printPage('Coverage', LEAD, sections)).toMatchFileSnapshot('../../docs/feature-matrix.md');
});
