/**
 * Makes the picture of the page in the README: `node test/web/screenshot.mjs`, after `npm run build`. The sample must-gather is
 * open, with the answer to a question about two of its pods.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = path => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const profile = mkdtempSync(join(tmpdir(), 'udon-screenshot-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'],
  offline: true,
  viewport: { width: 1080, height: 560 },
});
try {
  const page = await context.newPage();
  await page.goto(`file://${here('dist/udon.html')}#explain?from=proj2/fedora-1&to=proj2/web-0&protocol=tcp/8080`);
  await page.locator('input[type=file]').first().setInputFiles(here('samples/must-gather.tar.gz'));
  await page.getByText('The way of the packet').waitFor();
  await page.screenshot({ path: here('docs/page.png') });
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
