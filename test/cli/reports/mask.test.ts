/** Reports with --mask: no name, address or path of the sources is in them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { udon } from '../../support/udon.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'udon-mask-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const GATHER = ['-f', 'samples/must-gather.tar.gz'];
const SECRET =
  /fedora|windows-1|web-0|client-0|proj2|cudn2|worker-\d|must-gather|udon-mask|172\.22|0a:58:ac|ac16|allow-web/gi;

test.each([
  ['explain', ['explain', ...GATHER, 'fedora-1', 'web-0', 'tcp/8080']],
  [
    'trace',
    [
      'trace',
      ...GATHER,
      '--vm',
      'fedora-1',
      '--with-ip4-src',
      'eth.dst == 0a:58:ac:16:00:07 && ip4.dst == 172.22.0.7 && ip.ttl == 64',
    ],
  ],
  ['dhcp', ['dhcp', ...GATHER, 'fedora-1']],
  ['dhcp --all', ['dhcp', ...GATHER, '--all']],
  ['reach', ['reach', ...GATHER, 'fedora-1', 'web-0']],
])('%s', (_, args) => {
  const [html, markdown] = [join(folder, 'report.html'), join(folder, 'report.md')];
  const { stderr } = udon([...args, '--mask', '--html', html, '--markdown', markdown]);
  expect(stderr).not.toMatch(/--mask|fault/);
  for (const file of [html, markdown]) {
    const text = readFileSync(file, 'utf8');
    expect(text.match(SECRET)).toBeNull();
    expect(text).toMatch(/vm\d/);
    expect(text).toMatch(/[0-9a-f]{64}/);
  }
});

test('the answer itself is printed as it is', () => {
  const { stdout } = udon(['dhcp', ...GATHER, 'fedora-1', '--mask', '--html', join(folder, 'a.html')]);
  expect(stdout).toContain('172.22.0.6');
});

test('standard input is refused, because it is read twice', () => {
  const database = readFileSync('samples/doctor/option-malformed.nb.db');
  const file = join(folder, 'b.html');
  const { status, stderr } = udon(['dhcp', '-f', '-', 'fedora-1', '--mask', '--html', file], database);
  expect(status).toBe(2);
  expect(stderr).toContain('--mask: the sources are read twice, and standard input cannot be');
});
