/** What `kubectl udon` says where a cluster does not answer, or not in full. */
import { expect, test } from 'vitest';
import { kubectlUdon } from './kubectl-udon.ts';
import { mustGatherScene } from './scene.ts';

const scene = mustGatherScene();
const forbidden = (resource: string) =>
  `Error from server (Forbidden): ${resource} is forbidden: User "guest" cannot list resource "${resource}" in API group "" at the cluster scope`;

test('a cluster that does not answer', () => {
  const { status, stdout, stderr } = kubectlUdon(scene, ['dhcp', 'fedora-1'], {
    namespaces: 'Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout',
  });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr.split('\n')).toHaveLength(2);
  expect(stderr).toContain('Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout');
});

test('a cluster that is too slow', () => {
  const { status, stderr } = kubectlUdon(scene, ['dhcp', 'fedora-1', '--timeout', '1'], { namespaces: 'slow' });
  expect(status).toBe(2);
  expect(stderr).toContain('get namespaces: no answer within 1 s');
});

test('a program that is not there', () => {
  const { status, stderr } = kubectlUdon(scene, ['dhcp', 'fedora-1', '--kubectl', '/nowhere/kubectl', '--']);
  expect(status).toBe(2);
  expect(stderr).toContain('/nowhere/kubectl cannot be started; install it, or name it with --kubectl');
});

test('pods that may not be listed: there is no database either, so the answer is not complete', () => {
  const { status, stderr } = kubectlUdon(scene, ['dhcp', 'fedora-1'], { pods: forbidden('pods') });
  expect(status).toBe(2);
  expect(stderr).toContain('pods is forbidden');
});

test('policies that may not be listed: databases are enough, but the answer says what it lacks', () => {
  const resource = 'networkpolicies.networking.k8s.io';
  const { status, stdout, stderr } = kubectlUdon(scene, ['dhcp', 'fedora-1'], { [resource]: forbidden(resource) });
  expect(stdout).toMatch(/^leased 172\.22\.0\.6 /);
  expect(stderr).toContain('networkpolicies.networking.k8s.io is forbidden');
  expect(status).toBe(0);
});

test('without databases, refused policies leave the answer open', () => {
  const resource = 'networkpolicies.networking.k8s.io';
  const { status, stderr } = kubectlUdon(scene, ['dhcp', 'fedora-1'], {
    [resource]: forbidden(resource),
    'ovnkube-node-4hx7q':
      'Error from server (Forbidden): pods "ovnkube-node-4hx7q" is forbidden: cannot create resource "pods/exec"',
  });
  expect(status).toBe(2);
  expect(stderr).toContain('the answer does without this database');
  expect(stderr).toContain('the answer lacks these objects');
});

test('a node that does not answer: the network is compiled from the objects', () => {
  const { status, stdout, stderr } = kubectlUdon(scene, ['dhcp', 'fedora-1', '--timeout', '5'], {
    'ovnkube-node-4hx7q': 'error dialing backend: dial tcp 192.0.2.7:10250: connect: no route to host',
  });
  expect(stderr).toContain('no route to host; the answer does without this database');
  expect(stdout).toMatch(/^leased 172\.22\.0\.6 /);
  expect(status).toBe(0);
});

test('a database that is cut short is read as far as it is whole, or left out', () => {
  const { status, stderr } = kubectlUdon(scene, ['dhcp', 'fedora-1'], { 'ovnkube-node-4hx7q': 'cut 20000' });
  expect([0, 1, 2]).toContain(status);
  expect(stderr).toMatch(/read up to byte|left out|is cut/);
});

test('a list that is cut short is an error with its place', () => {
  const { stderr } = kubectlUdon(scene, ['dhcp', 'fedora-1'], { services: 'cut 100' });
  expect(stderr).toContain('cluster/services:');
});

test('names never reach a shell, and never become options of kubectl', () => {
  for (const name of [`$(touch x)`, '`id`', `a b"c'd`, ';reboot', '--all', '-rf']) {
    const { calls, status } = kubectlUdon(scene, ['dhcp', '--', name]);
    expect(status).toBe(2);
    expect(calls.flat().filter(word => word.includes(name) && word !== '--all-namespaces')).toEqual([]);
  }
  for (const context of ['$(touch x)', 'a b', `'"`]) {
    const { calls } = kubectlUdon(scene, ['dhcp', 'fedora-1', `--context=${context}`]);
    expect(calls[0]).toContain(`--context=${context}`);
  }
});

test('-v prints each call', () => {
  const { stderr, calls } = kubectlUdon(scene, ['dhcp', '-v', 'fedora-1']);
  expect(stderr.split('\n').filter(line => / get | exec /.test(line) && line.includes('stand-in.sh')).length).toBe(
    calls.length,
  );
});
