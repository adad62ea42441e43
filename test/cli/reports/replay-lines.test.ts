/** The command lines with which `explain`, `reach` and `arp` replay a packet can be run as they are: in the text, in HTML and in Markdown. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { shell, udon } from '../../support/udon.ts';

const folder = mkdtempSync(join(tmpdir(), 'udon-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const plain = (html: string): string =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');

test.each<[source: string, from: string, to: string]>([
  ['samples/cudn2', 'fedora-1', 'web-0'],
  ['samples/must-gather.tar.gz', 'client-0', 'web-0'],
])('%s: from %s to %s', (source, from, to) => {
  const [page, text] = ['page.html', 'page.md'].map(name => join(folder, name));
  const { stdout } = udon(['explain', '-f', source, from, to, 'tcp/8080', '-v', '--html', page!, '--markdown', text!]);
  const line = /^ +replay +(udon trace .*)$/m.exec(stdout)![1]!;
  const inPage = /<dt>Trace<\/dt><dd><code>(.*?)<\/code>/.exec(readFileSync(page!, 'utf8'))![1]!;
  expect(plain(inPage)).toBe(line);
  expect(readFileSync(text!, 'utf8')).toContain(line);
  const traced = shell(`${line} --exit-status`);
  expect(traced.stdout).toContain('ingress(dp=');
  expect(traced.status).toBe(stdout.startsWith('yes') ? 0 : 1);
});

const OPTIONS_OF_RELEASE = ['--release', '25.03.2', '--ovnk-release', '1.2'];

test.each<[command: string, words: readonly string[]]>([
  ['reach', ['-f', 'samples/cudn2', 'web-0', 'fedora-1', '--domain', 'udp']],
  ['arp', ['172.22.0.1', '-f', 'samples/cudn2', '--from', 'fedora-1']],
  ['explain', ['-f', 'samples/cudn2', 'web-0', 'fedora-1', 'udp/53', '-v']],
])('%s names the options with which its sources were compiled', (command, words) => {
  const { stdout } = udon([command, ...words, ...OPTIONS_OF_RELEASE]);
  const line = /^ +replay +(udon trace .*)$/m.exec(stdout)![1]!;
  expect(line).toContain(` ${OPTIONS_OF_RELEASE.join(' ')} `);
  expect(shell(line).stdout).toContain('ingress(dp=');
});
