/** Every command in the README works and prints the output in the README. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ROOT, shell, udon } from '../support/udon.ts';

const README = readFileSync(`${ROOT}/README.md`, 'utf8');

/** Blocks of ```console: a command after `$ `, and its output. `…` means any lines, or any part of a line. */
const blocks = [...README.matchAll(/```console\n\$ (.*)\n([\s\S]*?)```/g)].map(([, command, output]) => ({
  command: command!,
  output: output!,
}));

function pattern(output: string): RegExp {
  const escaped = output.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/^…\n/gm, '(?:.*\\n)*?').replace(/…/g, '.*')}$`);
}

test('the README has commands to run', () => {
  expect(blocks.length).toBeGreaterThan(4);
});

test.each(blocks)('$command', ({ command, output }) => {
  const { stdout, stderr } = shell(command);
  expect(stdout).toMatch(pattern(output));
  expect(stderr.split('\n').filter(line => line !== '' && !/warning: |^udon: read: /.test(line))).toEqual([]);
});

describe('the help of each command has examples that work', () => {
  const commands = [...udon(['--help']).stdout.matchAll(/^ {2}udon (\w+)/gm)]
    .map(([, name]) => name!)
    .filter(name => name !== 'completion');

  test.each(commands)('udon %s --help', command => {
    const help = udon([command, '--help']).stdout;
    const [, epilogue = ''] = help.split('\nExamples:\n');
    const examples = epilogue.split('\n\n').map(example =>
      example
        .replace(/^ {2}# .*\n/, '')
        .replace(/\n\s*/g, ' ')
        .trim(),
    );
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(example).toMatch(/^(echo .* \| )?udon /);
      if (example.includes('samples/')) expect({ example, ...shell(example) }).toMatchObject({ status: 0 });
      if (example.startsWith('echo'))
        expect(shell(example)).toMatchObject({ stdout: expect.stringMatching(/./), stderr: '' });
    }
  });
});
