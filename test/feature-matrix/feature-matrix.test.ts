/** docs/feature-matrix.md lists the features of OVN and udon's support. `npx vitest run test/feature-matrix -u` regenerates it. */
import { expect, test } from 'vitest';
import { printPage } from '../support/page.ts';
import { actionSection } from './actions.ts';
import { columnSection } from './columns.ts';
import { fieldSection } from './fields.ts';
import { optionSection } from './options.ts';
import { stageSection } from './stages.ts';

const LEAD = `How udon supports each of OVN's actions, fields, stages, northbound columns and options, and how often each occurs in the recordings of the
real programs. In addition to the recordings, the tests in test/differential compare udon with the real programs on random networks.`;

test('docs/feature-matrix.md agrees with the code and the recordings', async () => {
  const sections = [actionSection(), fieldSection(), stageSection(), columnSection(), optionSection()];
  await expect(printPage('Feature matrix', LEAD, sections)).toMatchFileSnapshot('../../docs/feature-matrix.md');
});
