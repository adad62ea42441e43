/**
 * The pictures of the documentation, docs/images: reports as a browser shows them. After a change of how reports look:
 * `node test/render/report/pages/screenshots.mjs`, with the built command and with Debian's Chromium.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
/** In bytes. */
const MOST = 100_000;

const PICTURES = [
  { name: 'report', args: ['explain', '-f', 'samples/cudn2', 'fedora-1', 'web-0', 'tcp/8080'], height: 690 },
  { name: 'report-dhcp', args: ['dhcp', '-f', 'samples/cudn2', 'fedora-1'], height: 900, scheme: 'dark', scroll: 236 },
];

const folder = mkdtempSync(join(tmpdir(), 'udon-screenshots-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { name, args, height, scheme = 'light', scroll = 0 } of PICTURES) {
  const file = join(folder, `${name}.html`);
  spawnSync(process.execPath, ['dist/main.mjs', ...args, '--html', file], { cwd: ROOT });
  const page = await browser.newPage({ viewport: { width: 900, height }, colorScheme: scheme });
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(`scrollTo(0, ${scroll})`);
  const picture = `${ROOT}/docs/images/${name}.png`;
  await page.screenshot({ path: picture });
  const { size } = statSync(picture);
  console.log(`${picture}: ${size} bytes`);
  if (size > MOST) process.exitCode = 1;
}
await browser.close();
rmSync(folder, { recursive: true });
