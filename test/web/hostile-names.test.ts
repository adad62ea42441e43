/** Names of a cluster that attack what shows them: every view shows them as text; nothing runs, and nothing is requested. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserFault } from '../library/browser.ts';
import { ATTACKS, hostileDatabase } from '../mcp/hostile-database.ts';
import { onPage } from './page.ts';

/** As a browser shows it: it hides or reorders none of the text. */
const SHOWN = ATTACKS.map(attack => attack.replace('\u202e', '\\u202e').replace('\u001b', '\\u001b'));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'udon-hostile-page-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const title = browserFault ? `names are text in every view (skipped: ${browserFault})` : 'names are text in every view';

test.skipIf(browserFault)(title, () =>
  onPage(async page => {
    const paths = (['nb', 'sb'] as const).map(kind => {
      const path = join(folder, `"><svg onload=globalThis.attacked=1> ${kind}.db`);
      writeFileSync(path, hostileDatabase(kind));
      return path;
    });
    const texts: string[] = [];
    const read = async () => texts.push(await page.locator('body').innerText());
    await page.locator('input[type=file]').first().setInputFiles(paths);
    await page.locator('tbody a').first().click();
    await page.getByText('OFFER').first().waitFor();
    await read();
    await page.getByRole('link', { name: 'Networks and VMs' }).first().click();
    await page.locator('tbody a').first().waitFor();
    await read();
    await page.getByRole('link', { name: 'Explain' }).click();
    await page.getByLabel('From', { exact: true }).fill('172.22.0.6');
    await page.getByLabel('To', { exact: true }).fill('web');
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText('The way of the packet').waitFor();
    await read();
    await page.getByText('Trace this packet').click();
    await page.getByText('As ovn-trace prints it').waitFor();
    await read();
    await page.getByRole('link', { name: 'Flows' }).click();
    await page.locator('.flow').first().waitFor();
    await read();
    for (const text of texts) expect(text).toContain(SHOWN[0]);
    for (const attack of SHOWN) expect(texts.join('\n')).toContain(attack);
    expect(texts.join('')).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(await page.locator('main img, main svg, main script').count()).toBe(0);
  }),
);
