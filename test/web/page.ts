/** The built page in Chromium, opened from disk, with all that must not happen: errors, requests, violations of its policy. */
import type { Page } from 'playwright-core';
import { inBrowser } from '../library/browser.ts';
import { ROOT } from '../support/root.ts';

export const PAGE = `file://${ROOT}/dist/udon.html`;

/** What has happened and must not; empty if all is well. */
export interface Watched {
  readonly page: Page;
  readonly faults: string[];
}

/** What `use` returns for the opened page. Fails if anything happens in it that must not. */
export function onPage<T>(use: (page: Page) => Promise<T>, hash = ''): Promise<T> {
  return inBrowser(async page => {
    const faults = await watched(page);
    await page.goto(PAGE + hash);
    const result = await use(page);
    if ((await page.evaluate('globalThis.attacked')) !== undefined) faults.push('a text of the sources has run');
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return result;
  });
}

async function watched(page: Page): Promise<string[]> {
  const faults: string[] = [];
  page.on('console', message => faults.push(`console: ${message.text()}`));
  page.on('pageerror', error => faults.push(`error: ${error.message}`));
  page.on('dialog', dialog => {
    faults.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on('request', request => {
    if (!/^(blob:|file:.*\/dist\/udon\.html)/.test(request.url())) faults.push(`request: ${request.url()}`);
  });
  await page.exposeFunction('reportViolation', (text: string) => faults.push(`policy: ${text}`));
  await page.addInitScript(`addEventListener('securitypolicyviolation', event =>
    reportViolation(event.violatedDirective + ' ' + event.blockedURI))`);
  return faults;
}

/** Moves the focus with Tab until it is on an element with this name. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const focused = `(() => {
    const element = document.activeElement;
    const label = element.labels?.[0] ?? document.querySelector('label[for="' + element.id + '"]');
    return (label ?? element).innerText?.trim() || element.getAttribute('aria-label') || '';
  })()`;
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const found = (await page.evaluate(focused)) as string;
    if (found.split('\n')[0] === name) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}

/** Chooses files as the button does that the user presses. */
export async function openByKeyboard(page: Page, files: string, button = 'Open files'): Promise<void> {
  await tabTo(page, button);
  const choosing = page.waitForEvent('filechooser');
  // The browser has to know that its dialog is taken over before the key opens it.
  await page.evaluate('0');
  await page.keyboard.press('Enter');
  const chooser = await choosing;
  await chooser.setFiles(files);
}
