/** What sources of every kind hold, and the things in them by any of their names. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Inventory, PortItem } from '../../../src/analyze/inventory/items.ts';
import { inventoryCalled, inventoryIn } from '../../../src/app/inventory/inventory-in.ts';
import { openContents } from '../../../src/app/inventory/open-contents.ts';
import type { Input, Inputs } from '../../../src/app/sources/input.ts';
import type { OpenOptions } from '../../../src/app/sources/opened.ts';
import { inputsOf } from '../../../src/cli/sources/inputs.ts';
import { manifests, ofNode, recorded, recordedFlows } from '../../support/app-inputs.ts';
import { recordOf, uuid } from '../../support/ovsdb-file.ts';
import { ROOT } from '../../support/udon.ts';

async function held(inputs: Inputs, options?: OpenOptions): Promise<Inventory> {
  const { value, diagnostics } = await openContents(inputs, options);
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return inventoryIn(value);
}

const inFile = (...paths: readonly string[]) => held(inputsOf(paths.map(path => `${ROOT}/${path}`)));

const NETWORK = 'cluster_udn_cudn2';
const FEDORA = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
const portCalled = ({ ports }: Inventory, name: string): PortItem => ports.find(port => port.name === name)!;

/** The same network in every form: manifests, the rows of both databases, and the flows. */
const SOURCES: readonly (readonly [title: string, inputs: readonly Input[], lacks: Inventory['unknown']])[] = [
  ['manifests', manifests(), []],
  ['a northbound database', [recorded('nb.db', 'a-policies')], []],
  ['a southbound database', [recorded('sb.db', 'a-policies')], ['rows']],
  ['both databases', [recorded('nb.db', 'a-policies'), recorded('sb.db', 'a-policies')], []],
  ['a dump', [{ name: 'flows.txt', text: recordedFlows('a-policies') }], ['all-but-flows']],
];

// The databases are those of one node.
describe.each(SOURCES)('%s', (title, inputs, lacks) => {
  const inventory = held(inputs, title === 'manifests' ? { node: 'worker-0' } : {});
  const isDump = lacks.includes('all-but-flows');
  const hasRows = lacks.length === 0;

  test('the switches, the router and the VM', async () => {
    const { switches, routers, unknown } = await inventory;
    expect(switches.map(({ name }) => name)).toEqual([
      'cluster_udn_cudn2_ovn_layer2_switch',
      'ext_cluster_udn_cudn2_worker-0',
    ]);
    expect(routers.map(({ name }) => name)).toEqual(['GR_cluster_udn_cudn2_worker-0']);
    expect(unknown).toEqual(lacks);
  });

  test('the port of the VM, with what OVN gives it by DHCP', async () =>
    expect(portCalled(await inventory, FEDORA)).toMatchObject({
      type: 'vm',
      guest: 'proj2/fedora-1',
      vm: 'fedora-1',
      pod: 'virt-launcher-fedora-1-hs6zv',
      switch: 'cluster_udn_cudn2_ovn_layer2_switch',
      mac: '0a:58:ac:16:00:06',
      addresses: ['172.22.0.6'],
      dhcpv4: {
        options: {
          router: '172.22.0.1',
          mtu: '1400',
          lease_time: '3500',
          hostname: 'fedora-1',
          dns_server: '10.200.0.10',
        },
      },
    }));

  test.skipIf(isDump)('the network, the nodes and the service', async () => {
    const { networks, services, nodes, ports } = await inventory;
    expect(nodes).toEqual(['worker-0']);
    expect(networks).toMatchObject([
      {
        name: NETWORK,
        object: { kind: 'ClusterUserDefinedNetwork', name: 'cudn2' },
        topology: 'layer2',
        mtu: 1400,
        namespaces: ['proj2'],
        counts: { machines: 1, pods: 2, ports: 8 },
      },
    ]);
    expect(services).toMatchObject([
      {
        name: 'proj2/web',
        network: NETWORK,
        vips: [{ protocol: 'tcp', vip: '10.200.31.7:80', backends: ['172.22.0.7:8080'] }],
      },
    ]);
    expect(ports.find(({ guest }) => guest === 'proj2/web-0')).toMatchObject({
      node: 'worker-0',
      services: ['proj2/web'],
    });
    expect(ports.find(({ guest }) => guest === 'proj2/client-0')).toMatchObject({ node: 'worker-1', isRemote: true });
  });

  test.skipIf(!hasRows)('policies, and the rows of routers', async () => {
    const { policies, routers, networks } = await inventory;
    expect(networks).toMatchObject([{ role: 'primary', subnets: ['172.22.0.0/16'] }]);
    expect(policies).toContainEqual(
      expect.objectContaining({
        name: 'NetworkPolicy proj2/allow-web',
        network: NETWORK,
        rows: { ingress: 2, egress: 1, other: 0 },
        ports: ['proj2.cudn2_proj2_web-0'],
      }),
    );
    expect(routers[0]!.nats).toContainEqual({ type: 'snat', external: '169.254.0.11', logical: '172.22.0.0/16' });
    expect(routers[0]!.routes).toContainEqual(
      expect.objectContaining({ prefix: '0.0.0.0/0', nexthop: '192.168.122.1' }),
    );
  });

  test.skipIf(hasRows)('policies and the rows of routers are not known, so they are absent', async () => {
    const { policies, routers, ports } = await inventory;
    expect(policies).toEqual([]);
    for (const router of routers) expect(router).not.toHaveProperty('nats');
    for (const port of ports) expect(port).not.toHaveProperty('policies');
  });
});

describe('a must-gather', () => {
  const inventory = inFile('samples/must-gather.tar.gz');

  test('all nodes together: each port is listed once, as its own node has it', async () => {
    const { nodes, ports, switches } = await inventory;
    expect(nodes).toEqual(['worker-0', 'worker-1']);
    expect(switches.find(({ name }) => name === `${NETWORK}_ovn_layer2_switch`)?.nodes).toEqual(nodes);
    const machines = ports.filter(({ type }) => type === 'vm');
    expect(machines.map(({ guest, node, isRemote }) => [guest, node, isRemote])).toEqual([
      ['proj2/fedora-1', 'worker-0', false],
      ['proj2/fedora-2', 'worker-1', false],
      ['proj2/fedora-3', 'worker-0', false],
      ['proj2/windows-1', 'worker-1', false],
    ]);
  });

  test('the releases that its databases name', async () =>
    expect((await inventory).releases).toEqual({
      ovn: '25.03.0',
      northboundSchema: '7.11.0',
      southboundSchema: '20.41.0',
    }));

  test('one node of it', async () => {
    const { nodes, routers } = await held(inputsOf([`${ROOT}/samples/must-gather.tar.gz`]), { node: 'worker-1' });
    expect(nodes).toEqual(['worker-1']);
    expect(routers.map(({ name }) => name)).toEqual(['GR_cluster_udn_cudn2_worker-1']);
  });
});

describe('manifests', () => {
  test('VMs without a port', async () => {
    const { machines } = await inFile('samples/vms');
    expect(machines.find(({ name }) => name === 'demo/stopped')).toMatchObject({ isRunning: false });
    expect(machines.find(({ name }) => name === 'plain/masquerade-on-pod-network')).toMatchObject({
      isRunning: true,
      interfaces: [{ name: 'default', binding: 'masquerade', network: 'pod' }],
    });
  });

  test('a network that is not compiled, with the reason', async () =>
    expect((await inFile('samples/layer3.yaml')).networks[0]).toMatchObject({
      name: 'ClusterUserDefinedNetwork blue',
      namespaces: ['udn-blue'],
      leftOut: expect.stringContaining('which udon does not compile'),
    }));

  test('the releases that they are compiled for', async () =>
    expect((await held(manifests(), { ovnkRelease: '1.2' })).releases).toEqual({
      ovn: '25.09.4',
      ovnKubernetes: '1.2',
    }));
});

test('a policy of a secondary network is a MultiNetworkPolicy', async () => {
  const { policies } = await inFile('test/recordings/ovnk/25.03/secondary-policy.nb.db');
  const types = new Set(policies.map(({ type }) => type));
  expect(types).toContain('MultiNetworkPolicy');
  expect(types).not.toContain('NetworkPolicy');
});

describe('manifests of several nodes', () => {
  const deny = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny-client, namespace: proj2}
spec: {podSelector: {matchLabels: {role: client}}, policyTypes: [Ingress, Egress]}
`;
  const CLIENT = 'proj2.cudn2_proj2_client-0';
  const inputs = [...manifests(), { name: 'deny.yaml', text: deny }];

  test('all nodes are shown, with the policy that allows nothing on the second one', async () => {
    const inventory = await held(inputs);
    expect(inventory.nodes).toEqual(['worker-0', 'worker-1']);
    expect(inventory.routers.map(({ node }) => node)).toEqual(['worker-0', 'worker-1']);
    const found = inventoryCalled('deny-client', inventory);
    expect('value' in found && found.value.policies).toMatchObject([
      { name: 'NetworkPolicy proj2/deny-client', ports: [CLIENT], rows: { ingress: 0, egress: 0 } },
    ]);
    expect(portCalled(inventory, CLIENT)).toMatchObject({ node: 'worker-1', isRemote: false });
  });

  test('only the node that is asked for', async () =>
    expect((await held(inputs, { node: 'worker-1' })).nodes).toEqual(['worker-1']));

  test('the id of a chassis is shown as its node', async () => {
    const inventory = await held(inputs, { node: 'worker-0', ovnkRelease: '1.3' });
    expect(portCalled(inventory, CLIENT)).toMatchObject({ node: 'worker-1', isRemote: true });
  });
});

test('a node that cannot be read is left out with a warning; the others are shown', async () => {
  const row = recordOf(`{"Port_Binding":{"${uuid(9)}":{"tunnel_key":0x1}}}`);
  const bytes = new Uint8Array(Buffer.concat([ofNode('worker-1').bytes, Buffer.from(row)]));
  const broken = { name: 'worker-1.db', bytes };
  const { value, diagnostics } = await openContents([ofNode('worker-0'), broken]);
  expect(value && inventoryIn(value).switches.map(({ name }) => name)).toEqual(['sw-worker-0']);
  expect(diagnostics).toMatchObject([{ code: 'bad-row', severity: 'warning' }]);
});

test.each(['', 'x', 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: x}\n'])('nothing to show in %j', async text => {
  const { value, diagnostics } = await openContents([{ name: 'notes.yaml', text }]);
  expect(value).toBeUndefined();
  expect(diagnostics.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
});

describe('names', () => {
  const inventory = held(inputsOf([`${ROOT}/samples/cudn2`]), { node: 'worker-0' });
  const called = async (name: string) => {
    const found = inventoryCalled(name, await inventory);
    if ('error' in found) return found.error.message;
    const { networks, switches, routers, ports, policies, services } = found.value;
    return [networks, switches, routers, ports, policies, services].flatMap(list => list.map(item => item.name));
  };

  test.each<[name: string, expected: readonly string[]]>([
    ['fedora-1', [FEDORA]],
    ['proj2/fedora-1', [FEDORA]],
    ['virt-launcher-fedora-1-hs6zv', [FEDORA]],
    [FEDORA, [FEDORA]],
    ['0A:58:AC:16:00:06', [FEDORA]],
    ['172.22.0.6', [FEDORA]],
    ['cudn2', [NETWORK]],
    [NETWORK, [NETWORK]],
    ['GR_cluster_udn_cudn2_worker-0', ['GR_cluster_udn_cudn2_worker-0']],
    ['rtos-cluster_udn_cudn2_ovn_layer2_switch', ['GR_cluster_udn_cudn2_worker-0']],
    ['172.22.0.1', ['GR_cluster_udn_cudn2_worker-0']],
    ['web', ['proj2/web']],
    ['10.200.31.7', ['proj2/web']],
    ['10.200.31.7:80', ['proj2/web']],
    ['allow-web', ['NetworkPolicy proj2/allow-web']],
    ['NetworkPolicy proj2/allow-web', ['NetworkPolicy proj2/allow-web']],
  ])('%s', async (name, expected) => expect(await called(name)).toEqual(expected));

  test('a namespace means all that is in it', async () =>
    expect(await called('proj2')).toEqual(
      expect.arrayContaining([NETWORK, FEDORA, 'NetworkPolicy proj2/allow-web', 'proj2/web']),
    ));

  test.each([
    ['fedora-2', 'nothing is called "fedora-2"; -o name lists all names; did you mean fedora-1?'],
    ['nothing-like-it', 'nothing is called "nothing-like-it"; -o name lists all names'],
  ])('%s: none', async (name, message) => expect(await called(name)).toBe(message));
});

test('the options that flows offer are those of the northbound row', async () => {
  const [nb, sb] = await Promise.all([held([recorded('nb.db')]), held([recorded('sb.db')])]);
  const { server_mac: _, ...options } = portCalled(nb, FEDORA).dhcpv4!.options;
  expect(Object.keys(options).length).toBeGreaterThan(4);
  expect(portCalled(sb, FEDORA).dhcpv4!.options).toMatchObject(options);
});

test('in the seed dump: three lines are enough for the VM', async () => {
  const text = readFileSync(`${ROOT}/samples/seed/dump-flows.txt`, 'utf8');
  const { ports } = await held([{ name: 'dump', text }]);
  expect(ports).toMatchObject([{ guest: 'proj2/fedora-1', addresses: ['172.22.0.6'], mac: '0a:58:ac:16:00:06' }]);
});
