/** The repository names no package host: each machine uses the host in its own settings. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOT } from '../support/root.ts';

const HOST = /deb\.debian|registry\.npmjs|https?:\/\/[^\s'"]*mirror|"resolved": "http/;

const tracked = (): string[] => execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');

test('the check itself', () => {
  expect(`"resolved": "https://registry.example/a.tgz"`).toMatch(HOST);
  expect('deb http://mirror.example/debian trixie main').toMatch(HOST);
  expect('https://www.openvswitch.org').not.toMatch(HOST);
});

test('no file names one', () => {
  const files = tracked().filter(path => path.endsWith('package-lock.json') || !path.startsWith('test/recordings/'));
  expect(
    files.filter(
      path => HOST.test(readFileSync(`${ROOT}/${path}`, 'utf8')) && path !== 'test/repository/hosts.test.ts',
    ),
  ).toEqual([]);
});
