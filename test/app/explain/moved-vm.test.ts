/** A VM that has migrated to another node: its new port is meant, and the old one has no addresses any more. */
import { describe, expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { whoAnswersFor } from '../../../src/app/neighbor/who-answers-for.ts';
import { reachIn } from '../../../src/app/reach/reach-in.ts';
import { FOR_GUESTS, type OpenOptions } from '../../../src/app/sources/opened.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

const ANNOTATION = JSON.stringify({
  'proj2/cudn2': {
    ip_addresses: ['172.22.0.6/16'],
    mac_address: '0a:58:ac:16:00:06',
    gateway_ips: ['172.22.0.1'],
    ip_address: '172.22.0.6/16',
    gateway_ip: '172.22.0.1',
    tunnel_id: 9,
    role: 'primary',
  },
});
const TARGET = {
  name: 'target.yaml',
  text: `apiVersion: v1
kind: Pod
metadata:
  name: virt-launcher-fedora-1-new99
  namespace: proj2
  labels: {kubevirt.io: virt-launcher, vm.kubevirt.io/name: fedora-1}
  annotations:
    kubevirt.io/domain: fedora-1
    kubevirt.io/migration-target-ready-timestamp: "2026-11-29T12:01:00Z"
    k8s.ovn.org/pod-networks: '${ANNOTATION}'
  creationTimestamp: "2026-11-29T12:00:00Z"
spec: {nodeName: worker-1}
status: {phase: Running}
`,
};
const NEW = 'proj2.cudn2_proj2_virt-launcher-fedora-1-new99';

const clusterOf = (options: OpenOptions) => opened([...manifests('cudn2'), TARGET], { ...FOR_GUESTS, ...options });

describe('after the migration', async () => {
  const source = await clusterOf({ guest: 'fedora-1' });

  test('packets come from the new port', async () =>
    expect(await explainIn(source, { from: 'fedora-1', to: 'client-0' })).toMatchObject({
      value: { code: 'delivered', subject: { from: { port: NEW, address: '172.22.0.6' } } },
    }));

  test('packets go to the new port', async () => {
    const ofClient = await clusterOf({ guest: 'client-0' });
    for (const to of ['fedora-1', '172.22.0.6'])
      expect(await explainIn(ofClient, { from: 'client-0', to })).toMatchObject({
        value: { code: 'delivered', subject: { to: { port: NEW } } },
      });
  });

  test('the new port asks for the gateway, and gets the lease', () => {
    expect(whoAnswersFor('172.22.0.1', 'fedora-1', source)).toMatchObject({
      value: { verdict: 'yes', from: { port: { logical_port: NEW } }, answerers: [{ node: 'worker-1' }] },
    });
    expect(leaseOf(source, 'fedora-1')).toMatchObject({
      value: { report: { guest: { port: { logical_port: NEW } } } },
    });
    expect(reachIn(source, { from: 'fedora-1', domain: 'arp' })).toMatchObject({
      value: { from: { port: { logical_port: NEW } } },
    });
  });

  test('the node that it has left does not answer for it', async () => {
    const left = await clusterOf({ node: 'worker-0' });
    expect(await explainIn(left, { from: 'fedora-1', to: 'web-0' })).toMatchObject({
      error: { code: 'guest-elsewhere' },
    });
    expect(await explainIn(left, { from: 'virt-launcher-fedora-1-hs6zv', to: 'web-0' })).toMatchObject({
      value: { code: 'port-disabled' },
    });
  });
});
