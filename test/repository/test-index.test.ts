/** `test/INDEX.md` is as the imports are; `--update` writes it anew. */
import { expect, test } from 'vitest';
import { testIndex } from './test-index.ts';

test('test/INDEX.md', async () => {
  const page = testIndex();
  expect(page.match(/^- .*: $/gm) ?? []).toEqual([]);
  await expect(page).toMatchFileSnapshot('../INDEX.md');
});
