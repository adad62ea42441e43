/** `kubectl udon` answers as udon does from the same files, with only two verbs. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withoutSecrets } from '../../../src/cli/plugin/without-secrets.ts';
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
  [['explain', 'fedora-1', 'internet', 'tcp/443']],
  [
    ['explain', '-n', 'proj2', 'fedora-1', 'fedora-2', 'icmp'],
    ['explain', 'proj2/fedora-1', 'proj2/fedora-2', 'icmp'],
  ],
  [['show']],
  [['show', 'fedora-2']],
  [['reach', 'fedora-1', 'fedora-3', '--domain', 'ip4']],
  [['matrix', '--port', 'tcp/80']],
  [['lint']],
  [['graph', '--format', 'dot']],
  [
    ['trace', '--minimal', '-n', 'proj2', '--vm', 'fedora-1'],
    ['trace', '--minimal', '--vm', 'proj2/fedora-1'],
  ],
];

/** A line that replays a packet names the source, and of files with several nodes also the node. */
const replayed = (text: string): string => text.replace(/udon trace -f \S+(?: --node \S+)?/, 'udon trace');

describe('the same answer from a cluster as from its files', () => {
  test.each(COMMANDS.map(([words, same = words]) => [words, same] as const))('%j', (words, fileWords) => {
    const fromCluster = kubectlUdon(scene, words);
    const fromFiles = udon([...fileWords, ...files]);
    expect(replayed(fromCluster.stdout)).toBe(replayed(fromFiles.stdout));
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

test('arp asks the cluster as it asks files', () => {
  const words = ['arp', '172.22.0.1', '--from', 'fedora-1'];
  const fromCluster = kubectlUdon(scene, words);
  const fromFiles = udon([...words, '--source', scene.asFiles]);
  expect(replayed(fromCluster.stdout)).toBe(replayed(fromFiles.stdout));
  expect(fromCluster.status).toBe(fromFiles.status);
  expect(fromFiles.stdout).toContain('0a:58:');
});

describe('test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'udon-'));
  const tests = join(folder, 'a.udon.yaml');
  const CASES = [
    '- {name: both nodes, from: fedora-1, to: fedora-2, expect: {allow: [tcp/22]}}',
    '- {name: wrong, from: fedora-2, to: fedora-1, expect: {deny: [tcp/22]}}',
    '- {name: all, dhcp: {namespace: proj2, kind: VirtualMachine}, expect: {lease: any}}',
  ];
  writeFileSync(tests, `apiVersion: udon/v1\nsources: [nowhere]\ncases:\n${CASES.join('\n')}\n`);

  test('asks the cluster instead of the sources of the file', () => {
    const statuses = (text: string) => JSON.parse(text).results.map((each: { status: string }) => each.status);
    const fromCluster = kubectlUdon(scene, ['test', tests, '--reporter', 'json']);
    const fromFiles = udon(['test', tests, '--reporter', 'json', ...files]);
    expect(statuses(fromCluster.stdout)).toEqual(['passed', 'failed', 'passed']);
    expect(statuses(fromFiles.stdout)).toEqual(['passed', 'failed', 'passed']);
    expect([fromCluster.status, fromFiles.status]).toEqual([1, 1]);
  });

  test('and shows a command line that asks it, too', () => {
    const { stdout } = kubectlUdon(scene, ['test', tests]);
    expect(stdout).toMatch(/a\.udon\.yaml on cluster:\n/);
    expect(stdout).toMatch(/replay {2}kubectl udon trace --node worker-1 --ct-scenario first 'inport == /);
  });
});

test('diff compares what the objects should give with what the cluster has', () => {
  const objects = join(scene.folder, 'objects');
  const node = ['--node', 'worker-0'];
  const fromCluster = kubectlUdon(scene, ['diff', ...node]);
  const own = kubectlUdon(scene, ['diff', objects, ...node]);
  const withoutNames = (text: string) => text.split('\n').slice(2).join('\n');
  expect(fromCluster.status).toBe(1);
  expect(fromCluster.stdout).toContain('cluster:objects');
  expect(withoutNames(fromCluster.stdout).length).toBeGreaterThan(100);
  expect(own.status).toBe(1);
});

test('an archive lacks what can be secret', () => {
  const objects = { spec: { template: { spec: { volumes: [{ cloudInitNoCloud: { userData: 'password: x' } }] } } } };
  const bytes = new TextEncoder().encode(JSON.stringify({ items: [{ metadata: { name: 'vm' }, ...objects }] }));
  expect(new TextDecoder().decode(withoutSecrets(bytes))).toBe(
    '{"items":[{"metadata":{"name":"vm"},"spec":{"template":{"spec":{}}}}]}',
  );
});

test('an archive without the names of its users gives the same table, with other names', () => {
  const archive = join(mkdtempSync(join(tmpdir(), 'udon-')), 'cluster.tar.gz');
  const { stderr } = kubectlUdon(scene, ['save', '--mask', archive]);
  expect(stderr).toContain('names are replaced');
  const masked = udon(['dhcp', '-f', archive, '--all']);
  const plain = udon(['dhcp', ...files, '--all']);
  const columns = (text: string) => text.split('\n').map(line => line.split(/ {2,}/).slice(4).join(' '));
  expect(columns(masked.stdout).sort()).toEqual(columns(plain.stdout).sort());
  expect(masked.stdout).not.toMatch(/fedora|windows|proj2|worker/);
  const all = spawnSync('tar', ['xzOf', archive], { encoding: 'utf8', maxBuffer: 2 ** 28 }).stdout;
  expect(all).not.toMatch(/\b(fedora-1|windows-1|proj2|worker-0|cudn2)\b/);
});

test('an archive gives the same table later', () => {
  const archive = join(mkdtempSync(join(tmpdir(), 'udon-')), 'cluster.tar.gz');
  expect(kubectlUdon(scene, ['save', archive]).status).toBe(0);
  const later = udon(['dhcp', '-f', archive, '--all']);
  expect(later.stdout).toBe(udon(['dhcp', ...files, '--all']).stdout);
  expect(later.stdout).toContain('fedora-1');
});
