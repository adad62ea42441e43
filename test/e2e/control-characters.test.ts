/** Names with control, C1 and bidirectional characters, in every kind of source, do not reach a terminal as they are. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, udon } from '../support/udon.ts';

const FOLDER = `${ROOT}/test/e2e/control-characters`;
const ACTS_ON_TERMINALS = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Whether standard output is what a program of OVN prints. */
const COMMANDS: [words: string, isOvns?: boolean][] = [
  ['flows', true],
  ['flows --format json'],
  ['nb'],
  ['nb --format json'],
  ['nb --format transact'],
  ['nb --notes'],
  ['show'],
  ['show -o wide'],
  ['show -o name'],
  ['show -o json'],
  ['show -o yaml'],
  ['show no\x1b[31m\u009bname -f'],
  ['show 10.0.0.5 -f'],
  ['arp 10.0.0.9 --from 10.0.0.5 -f'],
  ['arp 10.0.0.9 --json --from 10.0.0.5 -f'],
  ['arp no\x1b[31mname --from 10.0.0.5 -f'],
  ['dhcp --all -f'],
  ['dhcp --all --json -f'],
  ['dhcp no\x1b[31m\u009bname -f'],
  ['dhcp 10.0.0.5 -f'],
  ['dhcp 10.0.0.5 --verbose -f'],
  ['trace --format json sw 1 -f'],
  ['trace no\x1b[31m\u202ename 1 -f', true],
  ['flows --stage no\x1b[31mname', true],
  ['flows --no\x1b[31mname'],
];

describe.each(readdirSync(FOLDER))('%s', file => {
  test.each(COMMANDS)('udon %j', (words, isOvns = false) => {
    const { stdout, stderr } = udon([...words.split(' '), `${FOLDER}/${file}`]);
    expect(stderr).not.toMatch(ACTS_ON_TERMINALS);
    if (!isOvns) expect(stdout).not.toMatch(ACTS_ON_TERMINALS);
    if (words.includes('json')) expect(isJson(stdout) || stdout.trim().split('\n').every(isJson)).toBe(stdout !== '');
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('the name of a file and of a missing option', () => {
  expect(udon(['flows', 'no\x1b[31m\nfile']).stderr).toBe('udon: no\\u001b[31m\\nfile: no such file or directory\n');
  expect(udon(['\x1b[31m']).stderr).not.toMatch(ACTS_ON_TERMINALS);
});

test('the names of what was read and what was ignored', () => {
  const folder = mkdtempSync(join(tmpdir(), 'udon-names-'));
  copyFileSync(`${FOLDER}/esc.sb.db`, join(folder, 'a\x1b[31mb\n.db'));
  writeFileSync(join(folder, 'c\u202e.log'), 'a log');
  const { stderr } = udon(['flows', folder]);
  rmSync(folder, { recursive: true });
  expect(stderr).toMatch(/udon: read: a\\u001b\[31mb\\n\.db .*; ignored: c\\u202e\.log /);
  expect(stderr).not.toMatch(ACTS_ON_TERMINALS);
});

test('YAML means the same', () => {
  const { stdout } = udon(['nb', `${FOLDER}/esc.nb.db`]);
  expect(stdout).toContain('"\\e]0;pwned\\a\\e[31mX\\e[0m\\u009b31m\\u202e\\b\\r"');
});
