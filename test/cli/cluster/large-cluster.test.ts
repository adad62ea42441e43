/** A cluster of 200 nodes and 5,000 pods: a question about one VM needs the databases of one node. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inParallel } from '../../../src/cli/cluster/in-parallel.ts';
import { kubectlUdon } from './kubectl-udon.ts';
import { mustGatherScene } from './scene.ts';

test('200 nodes and 5,000 pods', () => {
  const scene = mustGatherScene();
  const before = kubectlUdon(scene, ['dhcp', 'fedora-1']);
  extend(scene.folder, 'nodes', index => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `far-${index}`, annotations: { 'k8s.ovn.org/node-id': `${index + 10}` } },
    spec: {},
  }));
  extend(scene.folder, 'pods', index => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: 'openshift-ovn-kubernetes',
      name: `ovnkube-node-far-${index}`,
      labels: { app: 'ovnkube-node' },
    },
    spec: { nodeName: `far-${index}`, hostNetwork: true, containers: [{ name: 'nbdb' }, { name: 'sbdb' }] },
    status: { phase: 'Running' },
  }));
  for (let round = 0; round < 24; round++)
    extend(scene.folder, 'pods', index => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: 'default', name: `app-${round}-${index}`, labels: { app: 'app' } },
      spec: { nodeName: `far-${index}`, containers: [{ name: 'app' }] },
      status: { phase: 'Running', podIP: `10.${round}.${index % 250}.7` },
    }));
  const { stdout, status, calls } = kubectlUdon(scene, ['dhcp', 'fedora-1']);
  expect([status, stdout]).toEqual([0, before.stdout]);
  expect(calls.filter(words => words.includes('exec'))).toHaveLength(2);
  expect(calls).toHaveLength(before.calls.length);
});

/** Adds 200 objects to a list of the scene. */
function extend(folder: string, resource: string, objectAt: (index: number) => object): void {
  const file = join(folder, 'objects', `${resource}.json`);
  const list = JSON.parse(readFileSync(file, 'utf8'));
  list.items.push(...Array.from({ length: 200 }, (_, index) => objectAt(index)));
  writeFileSync(file, JSON.stringify(list));
}

test('at most so many tasks run at once, and the results keep their order', async () => {
  let running = 0;
  let most = 0;
  const task = (index: number) => async () => {
    most = Math.max(most, ++running);
    await new Promise(resolve => setTimeout(resolve, (index % 3) * 2));
    running--;
    return index;
  };
  const results = await inParallel(
    Array.from({ length: 20 }, (_, index) => task(index)),
    4,
  );
  expect(results).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(most).toBe(4);
});
