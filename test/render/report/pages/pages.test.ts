/** Each command's report as a browser shows it, opened from the disk. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserFault } from '../../../library/browser.ts';
import { udon } from '../../../support/udon.ts';
import { REPORTS } from './cases.ts';
import { lookAt, type Seen } from './look-at.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'udon-reports-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(REPORTS)('$name', ({ name, args, status, headings, word }) => {
  let file: string;
  let seen: Seen;
  beforeAll(async () => {
    file = join(folder, `${name}.html`);
    const ran = udon([...args, '--html', file, '--markdown', join(folder, `${name}.md`)]);
    expect(ran.status, ran.stderr).toBe(status);
    if (!browserFault) seen = await lookAt(file, word);
  });

  test('prints the same answer as without a report', () => {
    expect(udon([...args, '--html', file]).stdout).toBe(udon(args).stdout);
  });

  test('is below 200 KB, and so is its Markdown', () => {
    expect(statSync(file).size).toBeLessThan(200_000);
    expect(statSync(join(folder, `${name}.md`)).size).toBeLessThan(200_000);
  });

  test('names its sources with the hash that sha256sum prints, the version and the command line', () => {
    const page = readFileSync(file, 'utf8');
    expect(page).toMatch(/<code>[0-9a-f]{64}<\/code>/);
    expect(page).toContain('<dt>Version</dt><dd>udon 0.1.0</dd>');
    expect(page).toMatch(/<dt>Command<\/dt><dd><code>udon /);
  });

  const title = browserFault ? `in a browser (skipped: ${browserFault})` : 'in a browser';
  describe.skipIf(browserFault)(title, () => {
    test('no request, no error, no violation of its policy', () => {
      expect(seen.faults).toEqual([]);
    });
    test('has headings in order', () => {
      expect(seen.headings.filter(({ level }) => level === 2).map(({ text }) => text)).toEqual(headings);
      expect(seen.headings.filter(({ level }) => level === 1)).toHaveLength(1);
    });
    test('everything has a label', () => {
      expect(seen.unlabelled).toEqual([]);
    });
    test('the keyboard searches, opens and closes', () => {
      expect(seen.keyboard).toEqual({
        slash: true,
        found: true,
        nothingFound: '0 found',
        escaped: true,
        allOpen: true,
        allClosed: true,
      });
    });
    test('print opens everything', () => {
      expect(seen.closedInPrint).toBe(0);
    });
  });
});
