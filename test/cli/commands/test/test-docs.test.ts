/** The examples of docs/test.md and docs/ci.md: files of tests are read, and the commands of pipelines run as they are. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { faultsIn } from '../../../app/expect/test-runs.ts';
import { ENVIRONMENT, ROOT, shell } from '../../../support/udon.ts';

const docs = (name: string): string => readFileSync(`${ROOT}/docs/${name}`, 'utf8');
const blocksIn = (text: string, language: string): readonly string[] =>
  [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(([, each]) => each === language).map(([, , block]) => block!);

describe('docs/test.md', () => {
  const examples = blocksIn(docs('test.md'), 'yaml');

  test.each(examples)('%#. is a file of tests, or cases of one', example => {
    const text = example.startsWith('apiVersion') ? example : `apiVersion: udon/v1\ncases:\n${example}`;
    expect(faultsIn(text)).toEqual([]);
  });

  test('there are several', () => expect(examples.length).toBeGreaterThan(3));

  test.each(blocksIn(docs('test.md'), 'console'))('%#. prints what it shows', block => {
    const [, command, output] = /^\$ (.*)\n([\s\S]*)$/.exec(block)!;
    const lines = output!.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/^…\n/gm, '(?:.*\\n)*?');
    expect(shell(command!).stdout).toMatch(new RegExp(`^${lines}$`));
  });
});

describe('docs/ci.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'udon-ci-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'base'));
  for (const name of ['networks', 'base/networks'])
    cpSync(`${ROOT}/samples/cudn2`, join(folder, name), { recursive: true });

  const [github, gitlab] = blocksIn(docs('ci.md'), 'yaml').map(text => parse(text));
  const steps: readonly { readonly run?: string }[] = github.jobs.test.steps;
  const commands = [
    ...steps.flatMap(({ run }) => run ?? []),
    ...(gitlab.networks.script as readonly string[]),
    ...blocksIn(docs('ci.md'), 'sh').flatMap(text => text.trim().split('\n')),
  ].filter(command => command.startsWith('udon '));

  test.each(commands)('%s', command => {
    const script = `udon() { "${process.execPath}" "${ROOT}/dist/main.mjs" "$@"; }; ${command}`;
    const env = { ...ENVIRONMENT, GITHUB_STEP_SUMMARY: 'summary.md', CI_NODE_INDEX: '2', CI_NODE_TOTAL: '4' };
    const { status, stderr } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8', env });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('write what the pipelines collect', () => {
    expect(commands.length).toBeGreaterThan(3);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['report.txt', 'report.xml', 'summary.md']));
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toMatch(/\n13 passed\n$/);
  });
});
