/** `kubectl udon` answers as udon does from the same files, with only two verbs. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { udon } from '../../support/udon.ts';
import { kubectlUdon } from './kubectl-udon.ts';
import { mustGatherScene } from './scene.ts';

const scene = mustGatherScene();
const files = ['-f', scene.asFiles];

const COMMANDS: readonly (readonly [cluster: readonly string[], files?: readonly string[]])[] = [
  [['dhcp', 'fedora-1']],
  [['dhcp', '--json', 'fedora-1']],
  [
    ['dhcp', '-n', 'proj2', 'fedora-1'],
    ['dhcp', 'proj2/fedora-1'],
  ],
  [['dhcp', '--all']],
  [['dhcp', 'windows-1']],
  [['flows', '--node', 'worker-0']],
  [['flows']],
  [['nb', '--node', 'worker-1']],
  [['trace', '--minimal', '--vm', 'fedora-1']],
  [
    ['trace', '--minimal', '-n', 'proj2', '--vm', 'fedora-1'],
    ['trace', '--minimal', '--vm', 'proj2/fedora-1'],
  ],
];

describe('the same answer from a cluster as from its files', () => {
  test.each(COMMANDS.map(([words, same = words]) => [words, same] as const))('%j', (words, fileWords) => {
    const fromCluster = kubectlUdon(scene, words);
    const fromFiles = udon([...fileWords, ...files]);
    expect(fromCluster.stdout).toBe(fromFiles.stdout);
    expect(fromCluster.status).toBe(fromFiles.status);
  });
});

test('only lists and backups are asked for', () => {
  const { calls } = kubectlUdon(scene, ['dhcp', '--all']);
  const verbs = calls.map(words => words.find(word => !word.startsWith('-')));
  expect(new Set(verbs)).toEqual(new Set(['get', 'exec']));
  expect(calls.filter(words => words.includes('exec')).every(words => words.includes('backup'))).toBe(true);
});

test('only the databases that the question needs are fetched', () => {
  const fetched = (words: readonly string[]) =>
    kubectlUdon(scene, words)
      .calls.filter(words => words.includes('exec'))
      .map(words => `${words.find(word => word.startsWith('ovnkube-node'))} ${words.at(-1)}`)
      .sort();
  expect(fetched(['dhcp', '--all'])).toHaveLength(4);
  expect(fetched(['trace', '--minimal', '--vm', 'fedora-1'])).toHaveLength(1);
  expect(fetched(['dhcp', 'fedora-1'])).toHaveLength(2);
  expect(fetched(['nb', '--node', 'worker-0'])).toHaveLength(1);
});

test('an archive gives the same table later', () => {
  const archive = join(mkdtempSync(join(tmpdir(), 'udon-')), 'cluster.tar.gz');
  expect(kubectlUdon(scene, ['save', archive]).status).toBe(0);
  const later = udon(['dhcp', '-f', archive, '--all']);
  expect(later.stdout).toBe(udon(['dhcp', ...files, '--all']).stdout);
  expect(later.stdout).toContain('fedora-1');
});
