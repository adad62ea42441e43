/** A database of 48 MB with 10,000 VMs opens while the page answers: its thread does not wait for the worker. */
import { expect, test } from 'vitest';
import { browserFault } from '../library/browser.ts';
import { onPage } from './page.ts';

const VMS = 10_000;

/**
 * In the page: counts the turns of its event loop, and notes the count at each change of the progress. So two changes with
 * turns between them show that the page was free in between.
 */
const COUNT_TURNS = `(() => {
  globalThis.turns = 0;
  globalThis.seen = [];
  const turn = () => { turns++; setTimeout(turn); };
  turn();
  const element = document.querySelector('.progress');
  new MutationObserver(() => seen.push({ text: element.innerText.trim(), turns }))
    .observe(element, { subtree: true, characterData: true, childList: true, attributes: true });
})()`;

const title = browserFault ? `the page answers (skipped: ${browserFault})` : 'the page answers while it opens';

test.skipIf(browserFault)(title, async () => {
  const { southboundOf } = await import('../bench/inputs/databases.mjs' as string);
  const { path, megabytes } = southboundOf(VMS);
  expect(megabytes).toBeGreaterThan(40);
  await onPage(async page => {
    await page.evaluate(COUNT_TURNS);
    await page.locator('input[type=file]').first().setInputFiles(path);
    await page.getByRole('link', { name: 'Paste a flow' }).click();
    await page.locator('.progress span').getByText('asking for VMs').waitFor();
    // While the worker asks for all VMs, what is typed arrives, and is answered.
    await page.getByLabel('Match', { exact: true }).fill('ip4.src == 10.0.0.1');
    await page.getByText('with prerequisites').waitFor();
    expect(await page.locator('.progress span').innerText()).toContain('asking for VMs');
    await page.evaluate("location.hash = '#vm=vm77'");
    await page.getByText('leased 10.0.0.93 for 3500 s').waitFor();
    expect(await page.locator('.progress span').innerText()).toContain('asking for VMs');
    await page.getByRole('link', { name: 'Networks and VMs' }).first().click();
    await page
      .getByText(`${VMS.toLocaleString('en-US')} `)
      .first()
      .waitFor({ timeout: 100_000 });
    expect(await page.locator('tbody tr').count()).toBe(200);
    await page.getByLabel('Search').fill('vm9999');
    await page.getByRole('link', { name: 'vm9999' }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    const seen = (await page.evaluate('seen')) as { readonly text: string; readonly turns: number }[];
    const steps = seen.filter(({ text }) => text.startsWith('asking for VMs'));
    expect(steps.length).toBeGreaterThan(10);
    const pairs = steps.slice(1).map((step, index) => step.turns - steps[index]!.turns);
    expect(pairs.filter(turns => turns > 0).length / pairs.length).toBeGreaterThan(0.5);
  });
});
