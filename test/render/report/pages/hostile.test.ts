/** Every string of a database is hostile: each page shows it as written or escaped, runs nothing, and asks for nothing. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserFault } from '../../../library/browser.ts';
import { ROOT, udon } from '../../../support/udon.ts';
import { hostileDatabase } from './hostile-database.ts';
import { lookAt } from './look-at.ts';

const RECORDED = `${ROOT}/test/recordings/networks/25.03.0/a-primary-l2/nb.db`;
const FEDORA = '172.22.0.6';
const WEB = '172.22.0.7';

let folder: string;
let database: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'udon-hostile-'));
  database = join(folder, 'nb.db');
  writeFileSync(database, hostileDatabase(readFileSync(RECORDED, 'utf8')));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** As it is shown: the markup as written, what acts on a reader as escapes. */
const SHOWN = '</script><img src=x onerror=alert(1)>"><svg/onload=alert(1)>\'\\u202e\\u001b[31m';

/** Without the quoted values of attributes. */
const withoutValues = (page: string): string => page.replace(/"[^"]*"/g, '""');

const COMMANDS: readonly (readonly [name: string, args: (database: string) => readonly string[]])[] = [
  ['explain', file => ['explain', '-f', file, FEDORA, WEB, 'tcp/8080']],
  ['dhcp', file => ['dhcp', '-f', file, FEDORA]],
  ['dhcp-all', file => ['dhcp', '-f', file, '--all']],
  [
    'trace',
    file => [
      'trace',
      '-f',
      file,
      '--vm',
      FEDORA,
      '--with-ip4-src',
      `eth.dst == 0a:58:ac:16:00:07 && ip4.dst == ${WEB} && ip.ttl == 64`,
    ],
  ],
  ['reach', file => ['reach', '-f', file, FEDORA, WEB]],
  ['diff', file => ['diff', RECORDED, file]],
  ['graph', file => ['graph', file, '--format', 'html']],
];

describe.each(COMMANDS)('%s', (name, argsOf) => {
  let file: string;
  beforeAll(() => {
    file = join(folder, `${name}.html`);
    const args = argsOf(database);
    const { stdout, stderr } = udon(name === 'graph' ? args : [...args, '--html', file, '--markdown', `${file}.md`]);
    if (name === 'graph') writeFileSync(file, stdout);
    expect(stderr).not.toMatch(/fault in udon/);
  });

  test('the markup of the page has nothing of it', () => {
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('onerror=alert(1)');
    expect(page.split('<script>').length).toBe(2);
    expect(withoutValues(page)).not.toMatch(/<img|<svg\/|<[^>]* on\w+=/i);
    expect(page).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cf}]/u);
  });

  test.skipIf(name === 'graph')('the Markdown has it only as text', () => {
    const text = readFileSync(`${file}.md`, 'utf8');
    expect(text).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cf}]/u);
    const outsideCode = text.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '').replace(/(`+)[^`][\s\S]*?\1/g, '');
    expect(outsideCode).not.toMatch(/(?<!\\)<(img|svg|\/script)/);
  });

  const title = browserFault
    ? `in a browser (skipped: ${browserFault})`
    : 'a browser shows it, runs nothing and asks for nothing';
  test.skipIf(browserFault)(title, async () => {
    const seen = await lookAt(file);
    expect(seen.faults).toEqual([]);
    expect(seen.text).toContain(SHOWN);
  });
});

test('SVG, mermaid and DOT', () => {
  const of = (format: string) => udon(['graph', database, '--format', format]).stdout;
  expect(withoutValues(of('svg'))).not.toMatch(/<img|<script|<svg\/|<[^>]* on\w+=/i);
  expect(of('mermaid')).not.toMatch(/[<"](\/script|img|svg)|"><|onload=/);
  expect(
    of('dot')
      .split('\n')
      .filter(
        line => /(?<!\\)".*(?<!\\)".*(?<!\\)".*/.test(line) && !line.includes('fontname') && !line.includes('color='),
      ),
  ).toEqual([]);
});
