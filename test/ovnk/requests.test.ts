/**
 * What pods ask for on a network that keeps addresses, and what each release makes of it, as tried with the real program
 * (OVN-Kubernetes 1.1.0, 1.2.0 and 1.3.0).
 */
import { describe, expect, it, test } from 'vitest';
import { lineAndColumn } from '../../src/base/source-text.ts';
import type { Feature } from '../../src/ovnk/vocabulary/features.ts';
import { build, CUDN, codes, DUAL, documents, LOCALNET, node, pod } from './cluster.ts';

/** The features that decide about requests, by release. */
const RELEASES: Readonly<Record<string, readonly Feature[]>> = {
  '1.1': [],
  '1.2': ['conflicts-refused', 'default-gateway-ips'],
  '1.3': ['conflicts-refused', 'default-gateway-ips', 'outside-addresses-refused', 'repeated-attachments'],
};

const persistent = (network: string) => network.replace(/\]\}\}$/, '], ipam: {lifecycle: Persistent}}}');
const NETWORK = persistent(CUDN);

/** A launcher pod that asks for addresses and a MAC. */
const asking = (name: string, second: number, ips: readonly string[], mac?: string, more = ''): string => {
  const element = { name: 'default', namespace: 'ovn-kubernetes', ips, ...(mac && { mac }) };
  const annotations = `v1.multus-cni.io/default-network: '${JSON.stringify([element])}', k8s.ovn.org/primary-udn-ipamclaim: ${name}.default`;
  const created = `creationTimestamp: "2025-01-01T00:00:0${second}Z"`;
  return pod(
    `virt-launcher-${name}-abcde`,
    `${created}, labels: {vm.kubevirt.io/name: ${name}}, annotations: {${annotations}}${more}`,
  );
};
const claim = (name: string, ip: string): string =>
  `kind: IPAMClaim\napiVersion: k8s.cni.cncf.io/v1alpha1\nmetadata: {name: ${name}, namespace: ns}\nspec: {network: cluster_udn_blue, interface: x}\nstatus: {ips: ["${ip}"]}`;

/** `MAC IP... via ROUTER` of the VM's port, or the code of its refusal. */
function outcome(built: ReturnType<typeof build>, name: string): string | undefined {
  const refusal = built.zone!.refusals.find(({ machine }) => machine === name);
  const port = built.nb.Logical_Switch_Port.find(each => each.name.includes(`virt-launcher-${name}-`));
  if (refusal) return port ? 'both a port and a refusal' : refusal.code;
  return port && [port.addresses[0], 'via', port.dhcpv4_options?.options.get('router') ?? 'nobody'].join(' ');
}

type Expected = readonly [v11: string, v12: string, v13: string];
type Request = readonly [title: string, objects: readonly string[], expected: Expected];

const MAC = '02:03:04:05:06:07';
const REQUESTS: readonly Request[] = [
  [
    'a free address',
    [NETWORK, asking('b', 2, ['10.1.0.60/24'])],
    [
      '0a:58:0a:01:00:3c 10.1.0.60 via 10.1.0.1',
      '0a:58:0a:01:00:3c 10.1.0.60 via 10.1.0.1',
      '0a:58:0a:01:00:3c 10.1.0.60 via 10.1.0.1',
    ],
  ],
  [
    'an address that another pod asked for before',
    [NETWORK, asking('a', 1, ['10.1.0.10/24']), asking('b', 2, ['10.1.0.10/24'])],
    ['0a:58:0a:01:00:0a 10.1.0.10 via 10.1.0.1', 'address-in-use', 'address-in-use'],
  ],
  [
    'an address that another pod got as a free one',
    [NETWORK, asking('a', 1, []), asking('b', 2, ['10.1.0.3/24'])],
    ['0a:58:0a:01:00:03 10.1.0.3 via 10.1.0.1', 'address-in-use', 'address-in-use'],
  ],
  [
    'an address that the claim of a stopped VM keeps',
    [NETWORK, claim('other.default', '10.1.0.9/24'), asking('b', 2, ['10.1.0.9/24'])],
    ['0a:58:0a:01:00:09 10.1.0.9 via 10.1.0.1', 'address-in-use', 'address-in-use'],
  ],
  [
    'the MAC of another VM',
    [NETWORK, asking('a', 1, [], MAC), asking('b', 2, [], MAC)],
    [`${MAC} 10.1.0.4 via 10.1.0.1`, 'mac-in-use', 'mac-in-use'],
  ],
  [
    'an address outside of the subnets',
    [NETWORK, asking('b', 2, ['10.9.9.9/24'])],
    ['0a:58:0a:09:09:09 10.9.9.9 via 10.9.9.1', '0a:58:0a:09:09:09 10.9.9.9 via 10.1.0.1', 'address-outside-subnets'],
  ],
  [
    'the address of the gateway',
    [NETWORK, asking('b', 2, ['10.1.0.1/24'])],
    ['0a:58:0a:01:00:01 10.1.0.1 via 10.1.0.1', 'address-reserved', 'address-reserved'],
  ],
  [
    'the address of the management port',
    [NETWORK, asking('b', 2, ['10.1.0.2/24'])],
    ['0a:58:0a:01:00:02 10.1.0.2 via 10.1.0.1', 'address-reserved', 'address-reserved'],
  ],
  [
    'the MAC of the gateway',
    [NETWORK, asking('b', 2, [], '0a:58:0a:01:00:01')],
    ['0a:58:0a:01:00:01 10.1.0.3 via 10.1.0.1', 'mac-in-use', 'mac-in-use'],
  ],
  [
    'the first address',
    [NETWORK, asking('b', 2, ['10.1.0.0/24'])],
    ['address-unusable', 'address-unusable', 'address-unusable'],
  ],
  [
    'the broadcast address',
    [NETWORK, asking('b', 2, ['10.1.0.255/24'])],
    ['address-unusable', 'address-unusable', 'address-unusable'],
  ],
  [
    'an address without a length',
    [NETWORK, asking('b', 2, ['10.1.0.9'])],
    ['address-unusable', 'address-unusable', 'address-unusable'],
  ],
  [
    'one address on a dual-stack network',
    [persistent(DUAL), asking('b', 2, ['10.1.0.60/24'])],
    ['0a:58:0a:01:00:3c 10.1.0.60 via 10.1.0.1', 'address-families', 'address-families'],
  ],
  [
    'two addresses on a dual-stack network',
    [persistent(DUAL), asking('b', 2, ['10.1.0.60/24', 'fd00:1::60/64'])],
    [
      '0a:58:0a:01:00:3c 10.1.0.60 fd00:1::60 via 10.1.0.1',
      '0a:58:0a:01:00:3c 10.1.0.60 fd00:1::60 via 10.1.0.1',
      '0a:58:0a:01:00:3c 10.1.0.60 fd00:1::60 via 10.1.0.1',
    ],
  ],
  [
    'two addresses on a network of one family',
    [NETWORK, asking('b', 2, ['10.1.0.60/24', 'fd00:1::60/64'])],
    ['0a:58:0a:01:00:3c 10.1.0.60 fd00:1::60 via 10.1.0.1', 'address-families', 'address-families'],
  ],
  [
    'an IPv6 address beyond the first 65,536',
    [persistent(DUAL), asking('b', 2, ['10.1.0.60/24', 'fd00:1::1:0/64'])],
    ['address-unusable', 'address-unusable', 'address-unusable'],
  ],
  [
    'another address than that of the claim',
    [NETWORK, claim('b.default', '10.1.0.9/24'), asking('b', 2, ['10.1.0.60/24'])],
    ['address-not-claimed', 'address-not-claimed', 'address-not-claimed'],
  ],
  [
    'the address of the claim',
    [NETWORK, claim('b.default', '10.1.0.9/24'), asking('b', 2, ['10.1.0.9/24'])],
    [
      '0a:58:0a:01:00:09 10.1.0.9 via 10.1.0.1',
      '0a:58:0a:01:00:09 10.1.0.9 via 10.1.0.1',
      '0a:58:0a:01:00:09 10.1.0.9 via 10.1.0.1',
    ],
  ],
  [
    'the claim of another VM keeps the same address',
    [
      NETWORK,
      claim('a.default', '10.1.0.9/24'),
      claim('b.default', '10.1.0.9/24'),
      asking('a', 1, []),
      asking('b', 2, []),
    ],
    ['0a:58:0a:01:00:09 10.1.0.9 via 10.1.0.1', 'address-in-use', 'address-in-use'],
  ],
  [
    'another length than that of the subnet',
    [NETWORK.replace('10.1.0.0/24', '10.5.0.0/16'), asking('b', 2, ['10.5.7.7/24'])],
    [
      '0a:58:0a:05:07:07 10.5.7.7 via 10.5.7.1',
      '0a:58:0a:05:07:07 10.5.7.7 via 10.5.0.1',
      '0a:58:0a:05:07:07 10.5.7.7 via 10.5.0.1',
    ],
  ],
  [
    'no address where none is free',
    [NETWORK.replace('10.1.0.0/24', '10.1.0.0/30'), asking('b', 2, [])],
    ['subnet-full', 'subnet-full', 'subnet-full'],
  ],
];

describe.each(Object.keys(RELEASES))('release %s', release => {
  const index = Object.keys(RELEASES).indexOf(release);
  it.each(REQUESTS)('%s', (_, objects, expected) => {
    const built = build(documents(...objects, node('a')), { features: RELEASES[release]! });
    expect(outcome(built, 'b')).toBe(expected[index]);
  });
});

describe.each(Object.keys(RELEASES))('networks without subnets grant each request, release %s', release => {
  const attachment = (topology: string) => `kind: NetworkAttachmentDefinition
apiVersion: k8s.cni.cncf.io/v1
metadata: {name: free, namespace: ns}
spec: {config: '{"cniVersion": "0.3.1", "name": "free", "type": "ovn-k8s-cni-overlay", "topology": "${topology}", "netAttachDefName": "ns/free"}'}`;
  const request = JSON.stringify([{ name: 'free', namespace: 'ns', ips: ['10.78.0.9/24'] }]);
  const metadata = `annotations: {k8s.v1.cni.cncf.io/networks: '${request}'}`;

  it.each(['layer2', 'localnet'])('%s, also one address twice', topology => {
    const cluster = documents(attachment(topology), node('a'), pod('p', metadata), pod('q', metadata));
    const { nb, zone } = build(cluster, { features: RELEASES[release]! });
    const ports = nb.Logical_Switch_Port.filter(({ external_ids }) => external_ids.get('pod'));
    const addresses = ports.map(each => each.addresses);
    expect([addresses, zone?.refusals]).toEqual([
      [['0a:58:0a:4e:00:09 10.78.0.9'], ['0a:58:0a:4e:00:09 10.78.0.9']],
      [],
    ]);
  });
});

it.each([
  ['10.1.0.9', expect.stringMatching('with the length of its prefix')],
  ['10.1.0.255/24', undefined],
])('remedy of %s', (address, expected) => {
  const { zone } = build(documents(NETWORK, node('a'), asking('b', 1, [address])));
  expect(zone!.refusals).toMatchObject([{ code: 'address-unusable', remedy: expected }]);
});

describe('a claim that is not among the manifests', () => {
  const notes = (...objects: readonly string[]) =>
    build(documents(node('a'), asking('b', 1, []), ...objects)).diagnostics.flatMap(({ message }) =>
      message.includes('refers to IPAMClaim') ? [message.split(':')[0]] : [],
    );
  it.each([
    [
      'gets a note',
      [NETWORK],
      ['pod ns/virt-launcher-b-abcde refers to IPAMClaim ns/b.default, which is not among the manifests'],
    ],
    ['is there', [NETWORK, claim('b.default', '10.1.0.9/24')], []],
    ['has no effect where the network does not keep addresses', [CUDN], []],
  ])('%s', (_, objects, expected) => expect(notes(...objects)).toEqual(expected));
});

it('names both claims that keep one address', () => {
  const claims = ['a.default', 'b.default'].map(name => claim(name, '10.1.0.9/24'));
  const { zone } = build(documents(NETWORK, ...claims, node('a'), asking('a', 1, []), asking('b', 2, [])), {
    features: RELEASES['1.3']!,
  });
  expect(zone!.refusals.map(({ text }) => text)).toEqual([
    'pod ns/virt-launcher-b-abcde cannot get 10.1.0.9, which its IPAMClaim ns/b.default keeps: IPAMClaim ns/a.default has it already',
  ]);
});

describe('reserved and infrastructure subnets, from 1.2 on', () => {
  const RESERVED = NETWORK.replace(
    'subnets: [10.1.0.0/24]',
    'subnets: [10.1.0.0/24], reservedSubnets: [10.1.0.64/26], infrastructureSubnets: [10.1.0.0/29]',
  );
  it.each([
    ['10.1.0.70/24', '0a:58:0a:01:00:46 10.1.0.70 via 10.1.0.1'],
    ['10.1.0.5/24', 'address-reserved'],
  ])('%s: %s', (address, expected) => {
    const built = build(documents(RESERVED, node('a'), asking('b', 1, [address])), { features: RELEASES['1.2']! });
    expect(outcome(built, 'b')).toBe(expected);
  });
});

describe('what is granted and useless gets a warning', () => {
  it.each([
    [
      'an address twice',
      [asking('a', 1, ['10.1.0.10/24']), asking('b', 2, ['10.1.0.10/24'])],
      ['address-in-use', 'mac-in-use'],
    ],
    ['a MAC twice', [asking('a', 1, [], MAC), asking('b', 2, [], MAC)], ['mac-in-use']],
    ['an address of nowhere', [asking('b', 1, ['10.9.9.9/24'])], ['address-outside-subnets']],
    ["the gateway's address", [asking('b', 1, ['10.1.0.1/24'])], ['address-reserved']],
    ["the gateway's MAC", [asking('b', 1, [], '0a:58:0a:01:00:01')], ['mac-in-use']],
    ["the management port's MAC", [asking('b', 1, [], '0a:58:0a:01:00:02')], ['mac-in-use']],
    ['a router that nobody is', [asking('b', 1, ['10.1.0.9/28'])], []],
    ['another router', [asking('b', 1, ['10.1.0.99/28'])], ['address-outside-subnets']],
    ['free addresses', [asking('a', 1, []), asking('b', 2, [])], []],
  ])('%s', (_, pods, expected) => expect(codes(build(documents(NETWORK, node('a'), ...pods)))).toEqual(expected));

  it('one family of two', () =>
    expect(codes(build(documents(persistent(DUAL), node('a'), asking('b', 1, ['10.1.0.60/24']))))).toEqual([
      'address-families',
    ]));
});

describe('what virtual machines ask for', () => {
  const asks = (name: string, addresses: string, mac?: string) =>
    `kind: VirtualMachine
apiVersion: kubevirt.io/v1
metadata: {name: ${name}, namespace: ns}
spec:
  template:
    metadata: {annotations: {network.kubevirt.io/addresses: '${addresses}'}}
    spec:
      domain: {devices: {interfaces: [{name: eth0, masquerade: {}${mac ? `, macAddress: "${mac}"` : ''}}]}}
      networks: [{name: eth0, pod: {}}]`;

  it.each([
    ['{"eth0": ["10.1.0.60"]}', '0a:58:0a:01:00:3c 10.1.0.60 via 10.1.0.1'],
    ['{"other": ["10.1.0.60"]}', '0a:58:0a:01:00:03 10.1.0.3 via 10.1.0.1'],
    ['{"eth0": ["10.1.0.60/24"]}', 'addresses-malformed'],
    ['{"eth0": "10.1.0.60"}', 'addresses-malformed'],
    ['10.1.0.60', 'addresses-malformed'],
    ['{"eth0": ["fd00:1::60"]}', 'address-families'],
  ])('%s: %s', (addresses, expected) =>
    expect(outcome(build(documents(NETWORK, node('a'), asks('b', addresses))), 'b')).toBe(expected));
  it('for an interface that the machine lacks, with a warning', () => {
    const { diagnostics } = build(documents(NETWORK, node('a'), asks('b', '{"other": ["10.1.0.60"]}')));
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'request-ignored',
        message: expect.stringContaining(
          'asks for addresses of interface "other", which it does not have; it has eth0',
        ),
      }),
    );
  });
  it('in both families', () => {
    const built = build(documents(persistent(DUAL), node('a'), asks('b', '{"eth0": ["10.1.0.60", "fd00:1::60"]}')));
    expect(outcome(built, 'b')).toBe('0a:58:0a:01:00:3c 10.1.0.60 fd00:1::60 via 10.1.0.1');
  });
  it('with their MAC, with any binding', () =>
    expect(outcome(build(documents(NETWORK, node('a'), asks('b', '{}', MAC))), 'b')).toBe(
      `${MAC} 10.1.0.3 via 10.1.0.1`,
    ));
  it('useless, with a warning at the machine', () => {
    const { diagnostics } = build(documents(NETWORK, node('a'), asks('b', '{"eth0": ["10.1.0.1"]}')));
    const found = diagnostics.find(({ code }) => code === 'address-reserved');
    expect(lineAndColumn(found!.place!)).toMatchObject({ line: 11, column: 1, content: 'kind: VirtualMachine' });
  });
  it('has no effect where the network does not keep addresses', () => {
    const built = build(documents(CUDN, node('a'), asks('b', '{"eth0": ["10.1.0.60"]}', MAC)));
    expect(outcome(built, 'b')).toBe('0a:58:0a:01:00:03 10.1.0.3 via 10.1.0.1');
    expect(codes(built)).toEqual(['request-ignored']);
  });
});

describe('attachments', () => {
  const launcher = (networks: string) =>
    pod('virt-launcher-b-abcde', `annotations: {k8s.v1.cni.cncf.io/networks: '${networks}'}`);
  const portsIn = ({ nb }: ReturnType<typeof build>) =>
    nb.Logical_Switch_Port.filter(({ external_ids }) => external_ids.get('pod')).map(({ name, external_ids }) => [
      name,
      external_ids.get('k8s.ovn.org/nad'),
    ]);

  it('twice to one definition: no port', () => {
    const built = build(documents(LOCALNET, node('a'), launcher('lan,lan')));
    expect([portsIn(built), codes(built)]).toEqual([[], ['attachment-twice']]);
  });
  it('twice to one definition, from 1.3 on: two ports', () =>
    expect(portsIn(build(documents(LOCALNET, node('a'), launcher('lan,lan')), { features: RELEASES['1.3']! }))).toEqual(
      [
        ['ns.lan_ns_virt-launcher-b-abcde', 'ns/lan'],
        ['ns.lan.1_ns_virt-launcher-b-abcde', 'ns/lan/1'],
      ],
    ));
  it('to a primary network: no port on it', () => {
    const built = build(documents(CUDN, node('a'), launcher('blue')));
    expect([portsIn(built), codes(built)]).toEqual([[], ['primary-as-secondary']]);
  });
});

test('free addresses are the lowest ones, also after a request for a higher one', () => {
  const built = build(documents(NETWORK, node('a'), asking('a', 1, ['10.1.0.200/24']), asking('b', 2, [])));
  expect(outcome(built, 'b')).toBe('0a:58:0a:01:00:03 10.1.0.3 via 10.1.0.1');
});

describe('a namespace with the label and without a primary network', () => {
  const SECONDARY = CUDN.replace('role: Primary', 'role: Secondary');
  const namespace = (labels: string) => `kind: Namespace\nmetadata: {name: ns, labels: {${labels}}}`;
  const LABEL = 'k8s.ovn.org/primary-user-defined-network: ""';
  it.each([
    ['with the label', [namespace(LABEL), pod('p')], ['primary-network-missing']],
    ['without the label', [namespace(''), pod('p')], []],
    ['a pod on the network of its node', [namespace(LABEL), pod('p', '', 'hostNetwork: true')], []],
    ['a pod that is done', [namespace(LABEL), pod('p', '', '', 'phase: Succeeded')], []],
    ['without a Namespace object', [pod('p')], []],
  ])('%s', (_, objects, expected) =>
    expect(codes(build(documents(SECONDARY, node('a'), ...objects)))).toEqual(expected));
});
