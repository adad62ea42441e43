/** What is said of manifests with something wrong in them, and where. */
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { lineAndColumn } from '../../src/base/source-text.ts';
import { readManifests } from '../../src/spec/read-manifests.ts';

/** A title, a manifest, and all that is found: `LINE:COLUMN CODE`. */
type Case = readonly [title: string, manifest: string, found: readonly string[]];

const udn = (spec: string) =>
  `kind: UserDefinedNetwork\napiVersion: k8s.ovn.org/v1\nmetadata: {name: n}\nspec:\n${spec}`;
const layer2 = (fields: string) => udn(`  topology: Layer2\n  layer2: {${fields}}`);
const cudn = (network: string) =>
  `kind: ClusterUserDefinedNetwork\napiVersion: k8s.ovn.org/v1\nmetadata: {name: n}\nspec:\n  namespaceSelector: {}\n  network: {${network}}`;
const nad = (config: string) =>
  `kind: NetworkAttachmentDefinition\napiVersion: k8s.cni.cncf.io/v1\nmetadata: {name: n, namespace: ns}\nspec:\n  config: '${config}'`;
const OURS = '"type": "ovn-k8s-cni-overlay", "netAttachDefName": "ns/n"';
const SUBNET = 'subnets: [10.0.0.0/8]';

const CASES: readonly Case[] = [
  ['a string that does not end', 'kind: "Pod', ['1:11 bad-yaml']],
  ['the same key twice', 'kind: Pod\nkind: Pod\n', ['2:1 bad-yaml']],
  ['an anchor inside itself', '&a [*a]', ['1:4 bad-yaml', '1:4 not-an-object']],
  ['an unknown anchor', 'kind: Pod\nmetadata: *a', ['2:11 bad-yaml', '2:11 missing-field']],
  ['nothing', '# nothing\n', ['1:1 no-objects']],
  ['a list', '- kind: Pod', ['1:1 not-an-object']],
  ['no kind', 'metadata: {name: a}', ['1:1 missing-kind']],
  ['a kind that is no text', 'kind: 1', ['1:7 missing-kind']],
  ['a list of objects', 'kind: List\nitems:\n- {kind: Pod}\n- 1', ['4:3 not-an-object', '3:3 missing-field']],
  [
    'other kinds, noted once each',
    'kind: A\n---\nkind: B\n---\nkind: A',
    ['5:1 kind-passed-over', '3:1 kind-passed-over'],
  ],
  ['no metadata', 'kind: Pod', ['1:1 missing-field']],
  ['no name', 'kind: Pod\nmetadata: {namespace: a}', ['2:11 missing-field']],
  ['a name that is none', 'kind: Pod\nmetadata: {name: My_Pod}', ['2:18 bad-name']],
  ['a number for a name', 'kind: Pod\nmetadata: {name: 1}', ['2:18 bad-type']],

  ['no spec', 'kind: UserDefinedNetwork\napiVersion: k8s.ovn.org/v1\nmetadata: {name: n}', ['1:1 missing-field']],
  ['no topology', udn(`  layer2: {role: Primary, ${SUBNET}}`), ['5:3 missing-field']],
  ['an empty topology', udn(`  topology:\n  layer2: {role: Primary, ${SUBNET}}`), ['5:12 missing-field']],
  ['an unknown topology', udn(`  topology: Layer4\n  layer2: {role: Primary, ${SUBNET}}`), ['5:13 bad-choice']],
  ['localnet in a namespace', udn('  topology: Localnet'), ['5:13 bad-choice']],
  ['layer3', udn('  topology: Layer3\n  layer3: {role: Primary}'), ['5:13 layer3-unsupported']],
  ['layer2 without its configuration', udn('  topology: Layer2'), ['5:3 missing-field']],
  [
    'layer2 with the configuration of layer3',
    udn(`  topology: Layer2\n  layer2: {role: Primary, ${SUBNET}}\n  layer3: {}`),
    ['7:11 wrong-topology'],
  ],
  ['no role', layer2(SUBNET), ['6:11 missing-field']],
  ['an unknown role', layer2(`role: primary, ${SUBNET}`), ['6:18 bad-choice']],
  ['no subnets', layer2('role: Primary'), ['6:11 missing-field']],
  ['a bad subnet', layer2('role: Primary, subnets: [10.0.0.0/33]'), ['6:37 bad-cidr']],
  ['a subnet without a length', layer2('role: Primary, subnets: [10.0.0.0]'), ['6:37 bad-cidr']],
  ['a subnet that is no text', layer2('role: Primary, subnets: [10]'), ['6:37 bad-type']],
  ['subnets that are no list', layer2('role: Primary, subnets: 10.0.0.0/8'), ['6:36 bad-type']],
  ['two subnets of one family', layer2('role: Primary, subnets: [10.0.0.0/8, 11.0.0.0/8]'), ['6:49 one-family']],
  ['three subnets', layer2('role: Primary, subnets: [10.0.0.0/8, "fd00::/64", 11.0.0.0/8]'), ['6:62 bad-count']],
  ['no subnet in the list', layer2('role: Primary, subnets: []'), ['6:36 bad-count']],
  [
    'two join subnets of one family',
    layer2(`role: Primary, ${SUBNET}, joinSubnets: [1.0.0.0/8, 2.0.0.0/8]`),
    ['6:75 one-family'],
  ],
  [
    'join subnets of a secondary network',
    layer2(`role: Secondary, ${SUBNET}, joinSubnets: [1.0.0.0/8]`),
    ['6:65 join-subnets-role'],
  ],
  ['a small mtu', layer2(`role: Primary, ${SUBNET}, mtu: 575`), ['6:55 out-of-range']],
  ['a large mtu', layer2(`role: Primary, ${SUBNET}, mtu: 65537`), ['6:55 out-of-range']],
  ['an mtu with a fraction', layer2(`role: Primary, ${SUBNET}, mtu: 1400.5`), ['6:55 bad-type']],
  ['a small mtu for IPv6', layer2('role: Primary, subnets: ["fd00::/64"], mtu: 1279'), ['6:56 small-mtu']],
  ['an empty ipam', layer2(`role: Primary, ${SUBNET}, ipam: {}`), ['6:56 empty-ipam']],
  ['a primary network without ipam', layer2('role: Primary, ipam: {mode: Disabled}'), ['6:40 primary-without-ipam']],
  ['subnets without ipam', layer2(`role: Secondary, ${SUBNET}, ipam: {mode: Disabled}`), ['6:38 subnets-without-ipam']],
  [
    'a lifecycle without ipam',
    layer2('role: Secondary, ipam: {mode: Disabled, lifecycle: Persistent}'),
    ['6:63 lifecycle-without-ipam'],
  ],
  [
    'a field of a later release',
    layer2(`role: Primary, ${SUBNET}, defaultGatewayIPs: [10.0.0.1]`),
    ['6:69 later-field'],
  ],
  ['a misspelt field', layer2(`role: Primary, ${SUBNET}, joinSubnet: []`), ['6:50 unknown-field']],
  [
    'a misplaced field, and what is missing for it',
    udn(`  topology: Layer2\n  layer2: {role: Primary}\n  ${SUBNET}`),
    ['7:3 unknown-field', '6:11 missing-field'],
  ],
  [
    'all faults at once',
    layer2('role: Third, mtu: 1, subnets: [a, b], ipam: {lifecycle: Never}'),
    ['6:18 bad-choice', '6:30 out-of-range', '6:43 bad-cidr', '6:46 bad-cidr', '6:68 bad-choice'],
  ],

  [
    'no selector',
    'kind: ClusterUserDefinedNetwork\napiVersion: k8s.ovn.org/v1\nmetadata: {name: n}\nspec: {network: {}}',
    ['4:7 missing-field', '4:17 missing-field'],
  ],
  [
    'a primary localnet',
    cudn(`topology: Localnet, localnet: {role: Primary, physicalNetworkName: p, ${SUBNET}}`),
    ['6:50 bad-choice'],
  ],
  [
    'a localnet without a physical network',
    cudn(`topology: Localnet, localnet: {role: Secondary, ${SUBNET}}`),
    ['6:43 missing-field'],
  ],
  [
    'a physical network with a comma',
    cudn(`topology: Localnet, localnet: {role: Secondary, physicalNetworkName: "a,b", ${SUBNET}}`),
    ['6:82 bad-name'],
  ],
  [
    'a vlan without an id',
    cudn(`topology: Localnet, localnet: {role: Secondary, physicalNetworkName: p, ${SUBNET}, vlan: {mode: Access}}`),
    ['6:114 missing-field'],
  ],
  [
    'a vlan out of range',
    cudn(
      `topology: Localnet, localnet: {role: Secondary, physicalNetworkName: p, ${SUBNET}, vlan: {mode: Access, access: {id: 4095}}}`,
    ),
    ['6:142 out-of-range'],
  ],
  [
    'excluded subnets without subnets',
    cudn(
      'topology: Localnet, localnet: {role: Secondary, physicalNetworkName: p, ipam: {mode: Disabled}, excludeSubnets: [1.0.0.0/8]}',
    ),
    ['6:125 exclude-without-subnets'],
  ],

  ['a configuration that is no JSON', nad('{"name": n}'), ['5:11 bad-json']],
  ['a configuration of another plugin', nad('{"type": "bridge"}'), ['1:1 nad-passed-over']],
  ['a configuration without a network', nad(`{${OURS}}`), ['5:12 missing-field', '5:12 missing-field']],
  ['a bad topology in JSON', nad(`{${OURS}, "name": "a", "topology": "Layer2"}`), ['5:97 bad-choice']],
  ['layer3 in JSON', nad(`{${OURS}, "name": "a", "topology": "layer3"}`), ['5:97 layer3-unsupported']],
  [
    "another object's name in JSON",
    nad(`{"type": "ovn-k8s-cni-overlay", "netAttachDefName": "ns/m", "name": "a", "topology": "layer2"}`),
    ['5:12 bad-nad-name'],
  ],
  [
    'a bad value in a block of JSON',
    `kind: NetworkAttachmentDefinition\napiVersion: k8s.cni.cncf.io/v1\nmetadata: {name: n, namespace: ns}\nspec:\n  config: |-\n    {\n      ${OURS},\n      "name": "a", "topology": "layer2",\n      "subnets": "10.0.0.0/40"\n    }`,
    ['9:18 bad-cidr'],
  ],
  [
    'an annotation that is no JSON',
    "kind: Pod\nmetadata:\n  name: a\n  annotations:\n    k8s.ovn.org/pod-networks: '{'",
    ['5:31 bad-json'],
  ],
  [
    'an annotation with a bad address',
    'kind: Pod\nmetadata:\n  name: a\n  annotations:\n    k8s.ovn.org/pod-networks: \'{"ns/n": {"ip_addresses": ["10.0.0.256/8"], "mac_address": "0a:58:00:00:00:01"}}\'',
    ['5:59 bad-cidr'],
  ],
  [
    'a node id that is no number',
    'kind: Node\nmetadata: {name: n, annotations: {k8s.ovn.org/node-id: two}}',
    ['2:56 bad-number'],
  ],
  [
    'an annotation that is no text',
    'kind: Node\nmetadata: {name: n, annotations: {k8s.ovn.org/node-id: 2}}',
    ['2:56 bad-type'],
  ],
  [
    'an interface without a network',
    'kind: VirtualMachine\napiVersion: kubevirt.io/v1\nmetadata: {name: a}\nspec: {template: {spec: {domain: {devices: {interfaces: [{name: x}]}}}}}',
    ['4:58 no-such-network'],
  ],
  [
    'an exception outside of its block',
    'kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {name: a}\nspec:\n  podSelector: {}\n  egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/8]}}]}]',
    ['6:55 except-outside'],
  ],
];

const summary = ({ place, code }: Diagnostic): string => {
  const { line, column } = lineAndColumn(place!);
  return `${line}:${column} ${code}`;
};

describe('faults', () => {
  it.each(CASES)('%s', (_, text, found) => {
    expect(readManifests([{ name: 'x.yaml', text }]).diagnostics.map(summary)).toEqual(found);
  });
});

describe('messages', () => {
  it.each([
    [udn('  topology: Layer4'), '"Layer4" is not allowed here: use Layer2 or Layer3; did you mean Layer2?'],
    [
      udn('  topology: Localnet'),
      '"Localnet" is not allowed here: use Layer2 or Layer3; Localnet is allowed only in a ClusterUserDefinedNetwork',
    ],
    [
      layer2(`role: Primary, ${SUBNET}, joinSubnet: []`),
      '"joinSubnet" is not a field here; did you mean "joinSubnets"?',
    ],
    [udn(`  topology: Layer3\n  ${SUBNET}`), '"subnets" is not a field here; it belongs in "layer2"'],
    [layer2(`role: Primary, ${SUBNET}, mtu: 100`), '100 is out of range: 576 to 65536 is allowed'],
    [
      layer2('role: Primary, subnets: [10.0.0.0/33]'),
      '"10.0.0.0/33" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16',
    ],
  ])('%#', (text, message) => {
    expect(readManifests([{ name: 'x.yaml', text }]).diagnostics[0]?.message).toBe(message);
  });
});
