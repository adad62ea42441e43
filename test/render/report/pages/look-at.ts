/** What a browser sees of a report: faults, headings, labels, and what keys do. */
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { inBrowser } from '../../../library/browser.ts';

export interface Seen {
  /** Errors of the console and of scripts, violations of the policy, requests, dialogs. */
  readonly faults: readonly string[];
  readonly headings: readonly { readonly level: number; readonly text: string }[];
  /** Elements that lack a caption, a scope or a name. */
  readonly unlabelled: readonly string[];
  readonly keyboard: object;
  /** How many `details` are closed on paper. */
  readonly closedInPrint: number;
  /** All text of the page. */
  readonly text: string;
}

/** `word` is one that some entries of the page have. */
export const lookAt = (file: string, word = '172.22.0'): Promise<Seen> =>
  inBrowser(async page => {
    const faults = watch(page);
    await page.goto(pathToFileURL(file).href);
    const text = await page.evaluate<string>('document.body.textContent');
    const headings = await page.evaluate<Seen['headings']>(HEADINGS);
    const unlabelled = await page.evaluate<string[]>(UNLABELLED);
    const keyboard = await pressKeys(page, word);
    const closedInPrint = await page.evaluate<number>(PRINT);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    return { faults, headings, unlabelled, keyboard, closedInPrint, text };
  });

function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', message => faults.push(`console: ${message.text()}`));
  page.on('pageerror', error => faults.push(`error: ${error.message}`));
  page.on('dialog', dialog => faults.push(`dialog: ${dialog.message()}`));
  page.on('request', request => {
    if (!request.isNavigationRequest() || !request.url().startsWith('file:')) faults.push(`request: ${request.url()}`);
  });
  return faults;
}

const HEADINGS = `[...document.querySelectorAll('h1, h2')].map(each => ({
  level: Number(each.tagName[1]), text: each.textContent,
}))`;

const UNLABELLED = `[
  ...[...document.querySelectorAll('table')].filter(each => !each.caption?.textContent),
  ...document.querySelectorAll('th:not([scope])'),
  ...document.querySelectorAll('svg:not([role=img][aria-label])'),
  ...document.querySelectorAll('[tabindex="0"]:not([aria-label])'),
  ...[...document.querySelectorAll('input, button')].filter(each => !each.getAttribute('aria-label') && !each.textContent),
  ...[...document.querySelectorAll('summary')].filter(each => !each.textContent.trim()),
  ...document.querySelectorAll('html:not([lang])'),
].map(each => each.outerHTML.slice(0, 80))`;

const DETAILS = '[...document.querySelectorAll("details")]';
const VISIBLE = `[...document.querySelectorAll('tbody tr, li, .step')].filter(each => !each.hidden).length`;

async function pressKeys(page: Page, word: string): Promise<Record<string, unknown>> {
  const all = await page.evaluate<number>(VISIBLE);
  await page.keyboard.press('/');
  const slash = await page.evaluate('document.activeElement.matches("input[type=search]")');
  await page.keyboard.type('MTU xyz');
  const nothingFound = await page.evaluate('document.querySelector("[role=status]").textContent');
  await page.fill('input[type=search]', word);
  const visible = await page.evaluate<number>(VISIBLE);
  await page.keyboard.press('Escape');
  const escaped = (await page.evaluate<number>(VISIBLE)) === all;
  await page.keyboard.press('e');
  const allOpen = await page.evaluate(`${DETAILS}.every(each => each.open)`);
  await page.keyboard.press('e');
  const allClosed = await page.evaluate(`${DETAILS}.every(each => !each.open)`);
  return { slash, found: visible > 0 && visible < all, nothingFound, escaped, allOpen, allClosed };
}

const PRINT = `(() => {
  dispatchEvent(new Event('beforeprint'));
  const closed = ${DETAILS}.filter(each => !each.open).length;
  dispatchEvent(new Event('afterprint'));
  return closed;
})()`;
