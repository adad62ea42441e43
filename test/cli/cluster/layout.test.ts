/** Where clusters keep OVN's databases, by the pods that each kind of cluster has. */
import { describe, expect, test } from 'vitest';
import { databasePods, type PodView } from '../../../src/cli/cluster/layout.ts';
import { podsAsked } from '../../../src/cli/cluster/nodes-asked.ts';

function pod(name: string, labels: Record<string, string>, containers: readonly string[], nodeName = 'n1'): PodView {
  return {
    metadata: { namespace: 'ovn', name, labels },
    spec: { nodeName, containers: containers.map(name => ({ name })) },
    status: { phase: 'Running' },
  };
}

const OTHER = pod('dns', { app: 'dns' }, ['nbdb', 'sbdb']);

describe('databases', () => {
  test('of each node: OpenShift', () => {
    const nodes = ['n1', 'n2'].map(node => pod(`k-${node}`, { app: 'ovnkube-node' }, ['nbdb', 'sbdb', 'northd'], node));
    expect(databasePods([OTHER, ...nodes]).map(({ node, containers }) => [node, containers.nb.container])).toEqual([
      ['n1', 'nbdb'],
      ['n2', 'nbdb'],
    ]);
  });

  test('of each node: OVN-Kubernetes', () => {
    const [found] = databasePods([pod('k', { app: 'ovnkube-node' }, ['nb-ovsdb', 'sb-ovsdb'])]);
    expect(found).toEqual({
      node: 'n1',
      containers: {
        nb: { namespace: 'ovn', pod: 'k', container: 'nb-ovsdb' },
        sb: { namespace: 'ovn', pod: 'k', container: 'sb-ovsdb' },
      },
    });
  });

  test('of the cluster: the central mode, where pods of nodes have no databases', () => {
    const pods = [
      pod('k', { app: 'ovnkube-node' }, ['ovnkube-node']),
      pod('db', { name: 'ovnkube-db' }, ['nb-ovsdb', 'sb-ovsdb']),
    ];
    const found = databasePods(pods);
    expect(found.map(({ node, containers }) => [node, containers.sb.pod])).toEqual([[undefined, 'db']]);
  });

  test('of the cluster: Kube-OVN, one of several', () => {
    const pods = ['c1', 'c2', 'c3'].map(name => pod(name, { app: 'ovn-central' }, ['ovn-central']));
    expect(databasePods(pods).map(({ containers }) => containers.nb)).toEqual([
      { namespace: 'ovn', pod: 'c1', container: 'ovn-central' },
    ]);
  });

  test('not of pods that do not run', () => {
    const gone = { ...pod('k', { app: 'ovnkube-node' }, ['nbdb', 'sbdb']), status: { phase: 'Failed' } };
    expect(databasePods([gone])).toEqual([]);
  });
});

describe('whose databases a question needs', () => {
  const holders = databasePods(
    ['n1', 'n2', 'n3'].map(node => pod(`k-${node}`, { app: 'ovnkube-node' }, ['nbdb', 'sbdb'], node)),
  );
  const vm: PodView = {
    metadata: {
      namespace: 'proj',
      name: 'virt-launcher-vm-abcde',
      labels: { 'vm.kubevirt.io/name': 'vm' },
      annotations: {
        'k8s.ovn.org/pod-networks': '{"net":{"ip_addresses":["10.1.0.5/16"],"mac_address":"0a:58:0a:01:00:05"}}',
      },
    },
    spec: { nodeName: 'n2' },
  };
  const nodesFor = (guest: string) => podsAsked(holders, [vm], { guest }).map(({ node }) => node);

  test.each([
    'vm',
    'proj/vm',
    'virt-launcher-vm-abcde',
    '10.1.0.5',
    '0A:58:0a:01:00:05',
    'net_proj_virt-launcher-vm-abcde',
  ])('of its node: %s', guest => expect(nodesFor(guest)).toEqual(['n2']));

  test.each(['other', 'else/vm', '10.1.0.50'])('of all, if the node is not known: %s', guest =>
    expect(nodesFor(guest)).toEqual(['n1', 'n2', 'n3']));

  test('of the node that is named', () => {
    expect(podsAsked(holders, [vm], { node: 'n3', guest: 'vm' }).map(({ node }) => node)).toEqual(['n3']);
  });
});
