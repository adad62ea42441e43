/** Every command in the README works and prints the output in the README. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MANIFEST_KINDS } from '../../src/kubernetes/manifest-kinds.ts';
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

/** `udon diff` shows differences between releases. */
const DIFFERENT = 1;

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
      const status = example.includes('--against-release') && command === 'diff' ? DIFFERENT : 0;
      if (example.includes('samples/')) expect({ example, ...shell(example) }).toMatchObject({ status });
      if (example.startsWith('echo'))
        expect(shell(example)).toMatchObject({ stdout: expect.stringMatching(/./), stderr: '' });
    }
  });
});

describe('the objects of a cluster are exported', () => {
  const [, script] = README.match(/```sh\n(kinds=[\s\S]*?)```/)!;
  /** A kubectl that lists these resources, and prints what it is asked to get. */
  const asked = (resources: readonly string[]): readonly string[] => {
    const kubectl = `kubectl() { if [ "$1" = get ]; then echo "$*"; else printf '%s\\n' ${resources.join(' ')}; fi; }`;
    const { stdout } = shell(`${kubectl}\n${script!.replace('> cluster.yaml', '')}`);
    expect(stdout).toMatch(/^get \S+ -A -o yaml --ignore-not-found\n$/);
    return stdout.split(' ')[1]!.split(',');
  };
  const OTHERS = ['configmaps', 'pods.metrics.k8s.io', 'services.serving.knative.dev', 'nodefeatures.nfd.openshift.io'];

  test('of the kinds that it has, and no others', () =>
    expect(asked(['pods', 'virtualmachines.kubevirt.io', ...OTHERS])).toEqual(['pods', 'virtualmachines.kubevirt.io']));

  test.each(MANIFEST_KINDS)('of kind %s', kind => {
    const words = kind.replace(/^(Multi)(?=Network)|(?<=Network)(?=AttachmentD)|(?<=Attachment)(?=Definition)/g, '$1-');
    const plural = words
      .toLowerCase()
      .replace(/y$/, 'ie')
      .replace(/(?<=s)$/, 'e');
    const resource = `${plural}s`.replace(/routeadvertisementses|networkconnectses/, each => each.slice(0, -2));
    const name = ['namespaces', 'nodes', 'pods', 'services'].includes(resource) ? resource : `${resource}.example.org`;
    expect(asked([name, ...OTHERS])).toEqual([name]);
  });
});
