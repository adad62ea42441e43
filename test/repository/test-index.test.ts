/** `test/INDEX.md` agrees with the imports; `--update` regenerates it. */
import { expect, test } from 'vitest';
import { testIndex } from './test-index.ts';

test('test/INDEX.md', async () => {
  const page = testIndex();
  expect(page.match(/^- .*: $/gm) ?? []).toEqual([]);
  await expect(page).toMatchFileSnapshot('../INDEX.md');
});
