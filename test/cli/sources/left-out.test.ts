/**
 * One object that is not compiled, or that cannot be read, is one warning, and the answer about the others stays. Only a
 * question about the object itself, or `--strict`, ends with status 2.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ROOT, udon } from '../../support/udon.ts';
import { CLUSTER } from './left-out/cluster.ts';

const FOLDER = 'test/cli/sources/left-out';
const FILES = readdirSync(`${ROOT}/${FOLDER}`).filter(name => name.endsWith('.yaml'));

/** The object that the warning names. */
const NAMED: Readonly<Record<string, string>> = {
  'cudn-evpn.yaml': 'ClusterUserDefinedNetwork evpn is left out: udon does not compile networks with transport EVPN',
  'nad-badjson-other-cni.yaml': 'NetworkAttachmentDefinition other/br is left out: this string has to be JSON',
  'nad-conflist-ovnk.yaml': 'NetworkAttachmentDefinition other/br is left out: ovn-k8s-cni-overlay has to be the only',
  'nad-empty-spec.yaml': 'NetworkAttachmentDefinition other/empty is left out: it has no configuration',
  'nad-ipam.yaml': 'NetworkAttachmentDefinition other/bad is left out: an IPAM plugin is not allowed here',
  'nad-no-netattachdefname.yaml':
    'NetworkAttachmentDefinition virtualmachines/vlan200 is left out: "netAttachDefName" has to be',
  'node-annotations.yaml': 'node worker-9 has no gateway',
  'overlap-default.yaml': 'UserDefinedNetwork other/second is left out: 10.128.0.0/16 overlaps',
  'pods.yaml': 'proj2/badnets2: annotation k8s.v1.cni.cncf.io/networks cannot be read, so the pod gets no port',
  'udn-layer3.yaml': 'UserDefinedNetwork other/l3 is left out: udon does not compile Layer3 networks',
};

const linesOf = (text: string): readonly string[] => text.split('\n').filter(line => line !== '');

describe.each(FILES)('%s beside a network', name => {
  const sources = ['-f', 'samples/cudn2', '-f', `${FOLDER}/${name}`];

  test('does not change the answer about the network', () => {
    const { status, stdout, stderr } = udon(['dhcp', ...sources, 'fedora-1']);
    expect(linesOf(stdout)[0]).toBe('leased 172.22.0.6 for 3500 s by 169.254.1.1');
    expect(linesOf(stderr)).toEqual([expect.stringContaining(`: ${NAMED[name]}`)]);
    expect(stderr).toMatch(/^udon: warning: .*\.yaml:\d+:\d+: /);
    expect(status).toBe(0);
  });

  test('is an error with --strict', () =>
    expect(udon(['dhcp', ...sources, 'fedora-1', '--strict'])).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/^leased 172\.22\.0\.6 /),
    }));
});

test.each([['nb'], ['flows']])('udon %s has an answer without the objects that are left out', command => {
  const names = FILES.map(name => `${FOLDER}/${name}`);
  const { status, stdout } = udon([command, 'samples/cudn2', ...names]);
  expect(stdout).toContain('proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv');
  expect(status).toBe(0);
});

describe('a question about what is left out', () => {
  const vm = `{apiVersion: kubevirt.io/v1, kind: VirtualMachine, metadata: {name: vm, namespace: other}, spec: {template: {spec: {domain: {devices: {interfaces: [{name: default, binding: {name: l2bridge}}]}}, networks: [{name: default, pod: {}}]}}}}`;

  const ask = (name: string) =>
    udon(['dhcp', '-f', 'samples/cudn2', '-f', `${FOLDER}/${name}`, '-f', '-', 'other/vm'], vm);

  test('a VM on a Layer3 network: its lease is not known', () =>
    expect(ask('udn-layer3.yaml')).toMatchObject({
      stdout:
        'other/vm, interface default: undecided: namespace other: its pods are on Layer3 network other/l3, which udon does not compile\n',
      status: 2,
    }));

  test('a VM whose network the cluster refuses: it gets none', () => {
    const { status, stdout } = ask('overlap-default.yaml');
    expect(linesOf(stdout)[0]).toMatch(
      /^no lease: pod other\/virt-launcher-vm-\w+ does not start: .*, but no primary network: its network, UserDefinedNetwork other\/second, is left out: 10\.128\.0\.0\/16 overlaps with the cluster's pod network 10\.128\.0\.0\/14 \(primary-network-missing\)$/,
    );
    expect(status).toBe(1);
  });

  test('the rows of nothing else', () => {
    const { status, stderr } = udon(['nb', `${FOLDER}/udn-layer3.yaml`]);
    expect(linesOf(stderr)).toEqual([
      expect.stringContaining('UserDefinedNetwork other/l3 is left out'),
      expect.stringContaining('the manifests contain no network but those that are left out'),
    ]);
    expect(status).toBe(2);
  });
});

describe('what the API server refuses', () => {
  const refused = readFileSync(`${ROOT}/${FOLDER}/udn-layer3.yaml`, 'utf8')
    .replaceAll('Layer3', 'Layer2')
    .replace('layer3: {', 'layer2: {mtu: "1300", ')
    .replace('[{cidr: 10.200.0.0/16, hostSubnet: 24}]', '[10.200.0.0/16]');
  const fault = '<stdin>:8:40: a whole number is needed here, not the string "1300"';

  test.each(['nb', 'flows'])('is an error for udon %s, which answers without it', command => {
    const { status, stdout, stderr } = udon([command, 'samples/cudn2', '-'], refused);
    expect(linesOf(stderr)).toEqual([`udon: ${fault}`]);
    expect(stdout).toContain('proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv');
    expect(status).toBe(2);
  });

  test('is a warning for a question about a VM', () => {
    const { status, stderr } = udon(['dhcp', '-f', 'samples/cudn2', '-f', '-', 'fedora-1'], refused);
    expect(linesOf(stderr)).toEqual([`udon: warning: ${fault}`]);
    expect(status).toBe(0);
  });
});

describe('a cluster with networks and objects of every kind', () => {
  const { manifests, leftOut, machines } = CLUSTER;

  test('udon dhcp --all has the verdict of each VM, and a line for each object that is left out', () => {
    const { status, stdout, stderr } = udon(['dhcp', '-f', '-', '--all', '--json'], manifests);
    const rows = linesOf(stdout).map(line => JSON.parse(line));
    expect(rows.map(({ vm, verdict, answerer }) => [vm, verdict, answerer.address])).toEqual(machines);
    expect(linesOf(stderr)).toHaveLength(leftOut.length);
    for (const name of leftOut) expect(stderr).toContain(`: ${name}`);
    expect(status).toBe(0);
  });

  test.each(['nb', 'flows'])('udon %s answers, with the same lines', command => {
    const { status, stdout, stderr } = udon([command, '-'], manifests);
    for (const [name, , address] of machines) {
      expect(stdout).toContain(`_virt-launcher-${name.split('/')[1]}-`);
      expect(stdout).toContain(address.split('/')[0]);
    }
    expect(linesOf(stderr)).toHaveLength(leftOut.length);
    expect(status).toBe(0);
  });
});
