/**
 * Manifests with faults and their diagnostics: `LINE:COLUMN MESSAGE`. Each rule has a case; faults.test.ts checks that.
 */
export type Case = readonly [title: string, manifest: string, said: readonly string[]];

const udn = (spec: string) =>
  `kind: UserDefinedNetwork\napiVersion: k8s.ovn.org/v1\nmetadata: {name: n}\nspec:\n${spec}`;
const layer2 = (fields: string) => udn(`  topology: Layer2\n  layer2: {${fields}}`);
const cudn = (network: string) =>
  `kind: ClusterUserDefinedNetwork\napiVersion: k8s.ovn.org/v1\nmetadata: {name: n}\nspec:\n  namespaceSelector: {}\n  network: {${network}}`;
const nad = (config: string) =>
  `kind: NetworkAttachmentDefinition\napiVersion: k8s.cni.cncf.io/v1\nmetadata: {name: n, namespace: ns}\nspec:\n  config: '${config}'`;
const localnet = (fields: string) =>
  cudn(`topology: Localnet, localnet: {role: Secondary, physicalNetworkName: p, ${fields}}`);
const CLUSTER4 =
  'kind: Network\napiVersion: operator.openshift.io/v1\nmetadata: {name: cluster}\nspec: {clusterNetwork: [{cidr: 10.128.0.0/14}], serviceNetwork: [172.30.0.0/16]}';
const CLUSTER = CLUSTER4.replace('10.128.0.0/14}', '10.128.0.0/14}, {cidr: "fd01::/48"}').replace(
  '172.30.0.0/16',
  '172.30.0.0/16, "fd02::/112"',
);
const OWN_SUBNETS =
  '{ipv4: {internalJoinSubnet: 100.99.0.0/16}, gatewayConfig: {ipv6: {internalMasqueradeSubnet: "fd00:f::/112"}}}';
const OURS = '"type": "ovn-k8s-cni-overlay", "netAttachDefName": "ns/n"';
const SUBNET = 'subnets: [10.0.0.0/8]';

export const CASES: readonly Case[] = [
  ['a string that does not end', 'kind: "Pod', ['1:11 Missing closing "quote']],
  [
    'the same key twice, of which the last counts',
    'kind: Pod\nkind: Namespace\nmetadata: {name: a}',
    ['2:1 warning: "kind" is here twice; this one counts'],
  ],
  ['an anchor inside itself', '&a [*a]', ['1:4 an anchor must not contain itself']],
  ['an unknown anchor', 'kind: Pod\nmetadata: *a', ['2:11 there is no anchor a']],
  ['nothing', '# nothing\n', ['1:1 there is no Kubernetes object in this file']],
  ['a list', '- kind: Pod', ['1:1 a Kubernetes object has to be a mapping, not a list']],
  ['a long text', 'x'.repeat(80), [`1:1 a Kubernetes object has to be a mapping, not "${'x'.repeat(59)}..."`]],
  ['no kind', 'metadata: {name: a}', ['1:1 a Kubernetes object needs a "kind"']],
  ['a kind that is no text', 'kind: 1', ['1:7 a Kubernetes object needs a "kind"']],
  [
    'a list of objects',
    'kind: List\nitems:\n- {kind: Pod}\n- 1',
    ['4:3 a Kubernetes object has to be a mapping, not 1', '3:3 "metadata" is missing here'],
  ],
  [
    'nothing in a list of objects',
    'kind: List\nitems: [null]',
    ['2:9 a Kubernetes object has to be a mapping, not nothing'],
  ],
  [
    'anchors in the places of a name and a value',
    'kind: Pod\nmetadata: {labels: {&n name: &v My_Pod}, *n : *v}',
    [
      '2:33 "My_Pod" is not a name: small letters, digits, "-" and "." are allowed, with a letter or digit first and last',
    ],
  ],
  [
    'a name that is a list',
    'kind: Pod\nmetadata: {name: a, labels: {[b]: c, {d: e}: f}}',
    ['2:30 a name has to be a string, not a list'],
  ],
  [
    'other kinds, noted once each',
    'kind: A\n---\nkind: B\n---\nkind: A',
    ['5:1 note: objects of kind A are skipped', '3:1 note: objects of kind B are skipped'],
  ],
  ['no metadata', 'kind: Pod', ['1:1 "metadata" is missing here']],
  ['no name', 'kind: Pod\nmetadata: {namespace: a}', ['2:11 "name" is missing here']],
  [
    'an invalid name',
    'kind: Pod\nmetadata: {name: My_Pod}',
    [
      '2:18 "My_Pod" is not a name: small letters, digits, "-" and "." are allowed, with a letter or digit first and last',
    ],
  ],
  ['a number for a name', 'kind: Pod\nmetadata: {name: 1}', ['2:18 a string is needed here, not the number 1']],
  ['metadata that are a list', 'kind: Pod\nmetadata: [1]', ['2:11 a mapping is needed here, not a list']],
  [
    'labels that are a string',
    'kind: Pod\nmetadata: {name: a, labels: b}',
    ['2:29 a mapping is needed here, not the string "b"'],
  ],
  [
    'a text in the place of true',
    'kind: Pod\nmetadata: {name: a}\nspec: {hostNetwork: "true"}',
    ['3:21 true or false is needed here, not the string "true"'],
  ],

  [
    'no spec',
    'kind: UserDefinedNetwork\napiVersion: k8s.ovn.org/v1\nmetadata: {name: n}',
    ['1:1 "spec" is missing here'],
  ],
  [
    'no topology',
    udn(`  layer2: {role: Primary, ${SUBNET}}`),
    ['5:3 "topology" is missing here: use Layer2 or Layer3'],
  ],
  [
    'an empty topology',
    udn(`  topology:\n  layer2: {role: Primary, ${SUBNET}}`),
    ['5:12 "topology" is missing here: use Layer2 or Layer3'],
  ],
  [
    'an unknown topology',
    udn(`  topology: Layer4\n  layer2: {role: Primary, ${SUBNET}}`),
    ['5:13 "Layer4" is not allowed here: use Layer2 or Layer3; did you mean Layer2?'],
  ],
  [
    'localnet in a namespace',
    udn('  topology: Localnet'),
    [
      '5:13 "Localnet" is not allowed here: use Layer2 or Layer3; Localnet is allowed only in a ClusterUserDefinedNetwork',
    ],
  ],
  [
    'layer3',
    udn('  topology: Layer3\n  layer3: {role: Primary}'),
    ['1:1 warning: UserDefinedNetwork default/n is left out: udon does not compile Layer3 networks'],
  ],
  [
    'layer2 without its configuration',
    udn('  topology: Layer2'),
    ['5:3 "layer2" is missing here; topology Layer2 needs it'],
  ],
  [
    'layer2 with the configuration of layer3',
    udn(`  topology: Layer2\n  layer2: {role: Primary, ${SUBNET}}\n  layer3: {}`),
    ['7:11 "layer3" is allowed only where "topology" is Layer3'],
  ],
  ['no role', layer2(SUBNET), ['6:11 "role" is missing here: use Primary or Secondary']],
  [
    'an unknown role',
    layer2(`role: primary, ${SUBNET}`),
    ['6:18 "primary" is not allowed here: use Primary or Secondary; did you mean Primary?'],
  ],
  [
    'no subnets',
    layer2('role: Primary'),
    ['6:11 "subnets" is missing here; it may be left out only where "ipam.mode" is Disabled'],
  ],
  [
    'a bad subnet',
    layer2('role: Primary, subnets: [10.0.0.0/33]'),
    ['6:37 "10.0.0.0/33" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16'],
  ],
  [
    'a subnet without a length',
    layer2('role: Primary, subnets: [10.0.0.0]'),
    ['6:37 "10.0.0.0" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16'],
  ],
  [
    'a subnet that is no text',
    layer2('role: Primary, subnets: [10]'),
    ['6:37 a string is needed here, not the number 10'],
  ],
  [
    'subnets that are no list',
    layer2('role: Primary, subnets: 10.0.0.0/8'),
    ['6:36 a list is needed here, not the string "10.0.0.0/8"'],
  ],
  [
    'two subnets of one family',
    layer2('role: Primary, subnets: [10.0.0.0/8, 11.0.0.0/8]'),
    ['6:49 two subnets have to be of different families, one IPv4 and one IPv6'],
  ],
  [
    'three subnets',
    layer2('role: Primary, subnets: [10.0.0.0/8, "fd00::/64", 11.0.0.0/8]'),
    ['6:62 at most 2 are allowed here, not 3'],
  ],
  ['no subnet in the list', layer2('role: Primary, subnets: []'), ['6:36 at least 1 is needed here']],
  [
    'two join subnets of one family',
    layer2(`role: Primary, ${SUBNET}, joinSubnets: [1.0.0.0/8, 2.0.0.0/8]`),
    ['6:75 two join subnets have to be of different families, one IPv4 and one IPv6'],
  ],
  [
    'join subnets of a secondary network',
    layer2(`role: Secondary, ${SUBNET}, joinSubnets: [1.0.0.0/8]`),
    ['6:65 "joinSubnets" is allowed only where "role" is Primary'],
  ],
  ['a small mtu', layer2(`role: Primary, ${SUBNET}, mtu: 575`), ['6:55 575 is out of range: 576 to 65536 is allowed']],
  [
    'a large mtu',
    layer2(`role: Primary, ${SUBNET}, mtu: 65537`),
    ['6:55 65537 is out of range: 576 to 65536 is allowed'],
  ],
  [
    'an mtu with a fraction',
    layer2(`role: Primary, ${SUBNET}, mtu: 1400.5`),
    ['6:55 a whole number is needed here, not the number 1400.5'],
  ],
  [
    'a small mtu for IPv6',
    layer2('role: Primary, subnets: ["fd00::/64"], mtu: 1279'),
    ['6:56 an IPv6 subnet needs an mtu of at least 1280'],
  ],
  [
    'an empty ipam',
    layer2(`role: Primary, ${SUBNET}, ipam: {}`),
    ['6:56 "ipam" needs at least one of "mode" and "lifecycle"'],
  ],
  [
    'a primary network without ipam',
    layer2('role: Primary, ipam: {mode: Disabled}'),
    ['6:40 "ipam.mode" may be Disabled only where "role" is Secondary'],
  ],
  [
    'subnets without ipam',
    layer2(`role: Secondary, ${SUBNET}, ipam: {mode: Disabled}`),
    ['6:38 "subnets" is not allowed where "ipam.mode" is Disabled'],
  ],
  [
    'a lifecycle without ipam',
    layer2('role: Secondary, ipam: {mode: Disabled, lifecycle: Persistent}'),
    ['6:63 "lifecycle" is allowed only where "mode" is Enabled'],
  ],
  ['a field of a later release', layer2(`role: Primary, ${SUBNET}, defaultGatewayIPs: [10.0.0.1]`), []],
  [
    'a misspelt field',
    layer2(`role: Primary, ${SUBNET}, joinSubnet: []`),
    ['6:50 warning: "joinSubnet" is not a field here; did you mean "joinSubnets"?'],
  ],
  [
    'a misplaced field, and what is missing for it',
    udn(`  topology: Layer2\n  layer2: {role: Primary}\n  ${SUBNET}`),
    [
      '7:3 "subnets" is not a field here; it belongs in "layer2": spec.layer2.subnets',
      '6:11 "subnets" is missing here; it may be left out only where "ipam.mode" is Disabled',
    ],
  ],
  [
    'all faults at once',
    layer2('role: Third, mtu: 1, subnets: [a, b], ipam: {lifecycle: Never}'),
    [
      '6:18 "Third" is not allowed here: use Primary or Secondary',
      '6:30 1 is out of range: 576 to 65536 is allowed',
      '6:43 "a" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16',
      '6:46 "b" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16',
      '6:68 "Never" is not allowed here: use Persistent',
    ],
  ],

  [
    'no selector',
    'kind: ClusterUserDefinedNetwork\napiVersion: k8s.ovn.org/v1\nmetadata: {name: n}\nspec: {network: {}}',
    ['4:7 "namespaceSelector" is missing here', '4:17 "topology" is missing here: use Layer2 or Layer3 or Localnet'],
  ],
  [
    'a primary localnet',
    cudn(`topology: Localnet, localnet: {role: Primary, physicalNetworkName: p, ${SUBNET}}`),
    ['6:50 "Primary" is not allowed here: use Secondary; a Localnet network cannot be primary'],
  ],
  [
    'a localnet without a physical network',
    cudn(`topology: Localnet, localnet: {role: Secondary, ${SUBNET}}`),
    ['6:43 "physicalNetworkName" is missing here'],
  ],
  [
    'a physical network with a comma',
    cudn(`topology: Localnet, localnet: {role: Secondary, physicalNetworkName: "a,b", ${SUBNET}}`),
    ['6:82 "a,b" is not a physical network: 1 to 253 characters without "," and ":"'],
  ],
  [
    'a vlan without an id',
    cudn(`topology: Localnet, localnet: {role: Secondary, physicalNetworkName: p, ${SUBNET}, vlan: {mode: Access}}`),
    ['6:114 "access" is missing here; mode Access needs it'],
  ],
  [
    'a vlan out of range',
    cudn(
      `topology: Localnet, localnet: {role: Secondary, physicalNetworkName: p, ${SUBNET}, vlan: {mode: Access, access: {id: 4095}}}`,
    ),
    ['6:142 4095 is out of range: 1 to 4094 is allowed'],
  ],
  [
    'excluded subnets without subnets',
    cudn(
      'topology: Localnet, localnet: {role: Secondary, physicalNetworkName: p, ipam: {mode: Disabled}, excludeSubnets: [1.0.0.0/8]}',
    ),
    ['6:125 "excludeSubnets" is allowed only with "subnets"'],
  ],

  [
    'a configuration that is not JSON',
    nad('{"name": n}'),
    [
      '5:11 warning: NetworkAttachmentDefinition ns/n is left out: this string has to be JSON: Unexpected token \'}\', "{"name": n}" is not valid JSON',
    ],
  ],
  [
    'a configuration that is no string',
    nad('').replace("''", '{name: n}'),
    ['5:11 a string is needed here, not a mapping'],
  ],
  [
    'a configuration that is null',
    nad('null'),
    ['1:1 warning: NetworkAttachmentDefinition ns/n is left out: it has no "type" of a plugin'],
  ],
  [
    'a configuration with a name twice, of which the last counts',
    nad('{"type": "ovn-k8s-cni-overlay", "type": "bridge"}'),
    ['1:1 warning: NetworkAttachmentDefinition ns/n is left out: it is of type "bridge", not ovn-k8s-cni-overlay'],
  ],
  [
    'a configuration that is nested too deeply',
    nad('['.repeat(50_000) + ']'.repeat(50_000)),
    ['5:11 warning: NetworkAttachmentDefinition ns/n is left out: this string has to be JSON: it is nested too deeply'],
  ],
  [
    'a configuration of another plugin',
    nad('{"type": "bridge"}'),
    ['1:1 warning: NetworkAttachmentDefinition ns/n is left out: it is of type "bridge", not ovn-k8s-cni-overlay'],
  ],
  [
    'a configuration without a network',
    nad(`{${OURS}}`),
    ["1:1 note: ns/n is of the cluster's own network and is skipped"],
  ],
  [
    'a bad topology in JSON',
    nad(`{${OURS}, "name": "a", "topology": "Layer2"}`),
    [
      '5:97 warning: NetworkAttachmentDefinition ns/n is left out: "Layer2" is not allowed here: use layer2 or layer3 or localnet; did you mean layer2?',
    ],
  ],
  [
    'layer3 in JSON',
    nad(`{${OURS}, "name": "a", "topology": "layer3"}`),
    ['1:1 warning: NetworkAttachmentDefinition ns/n is left out: udon does not compile Layer3 networks'],
  ],
  [
    'layer3 in JSON, with the subnets of its nodes',
    nad(`{${OURS}, "name": "a", "topology": "layer3", "subnets": "10.0.0.0/16/24"}`),
    ['1:1 warning: NetworkAttachmentDefinition ns/n is left out: udon does not compile Layer3 networks'],
  ],
  [
    'names of fields in any case',
    nad(`{${OURS}, "name": "a", "Topology": "layer2", "vlanid": 4, "SUBNETS": "10.0.0.0/8"}`),
    [],
  ],
  [
    "another object's name in JSON",
    nad(`{"type": "ovn-k8s-cni-overlay", "netAttachDefName": "ns/m", "name": "a", "topology": "layer2"}`),
    [
      '5:12 warning: NetworkAttachmentDefinition ns/n is left out: "netAttachDefName" has to be "ns/n", the namespace and name of this object',
    ],
  ],
  [
    'a bad value in a block of JSON',
    `kind: NetworkAttachmentDefinition\napiVersion: k8s.cni.cncf.io/v1\nmetadata: {name: n, namespace: ns}\nspec:\n  config: |-\n    {\n      ${OURS},\n      "name": "a", "topology": "layer2",\n      "subnets": "10.0.0.0/40"\n    }`,
    [
      '9:18 warning: NetworkAttachmentDefinition ns/n is left out: "10.0.0.0/40" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16',
    ],
  ],
  [
    'a bad value in a string with escapes, which has no places of its own',
    nad('').replace("''", JSON.stringify(`{${OURS}, "name": "a", "topology": "Layer2"}`)),
    [
      '5:11 warning: NetworkAttachmentDefinition ns/n is left out: "Layer2" is not allowed here: use layer2 or layer3 or localnet; did you mean layer2?',
    ],
  ],
  [
    'an annotation that is not JSON',
    "kind: Pod\nmetadata:\n  name: a\n  annotations:\n    k8s.ovn.org/pod-networks: '{'",
    [
      "5:31 warning: a: annotation k8s.ovn.org/pod-networks cannot be read, so the pod gets no port: this string has to be JSON: Expected property name or '}' in JSON at position 1",
    ],
  ],
  [
    'an annotation with a bad address',
    'kind: Pod\nmetadata:\n  name: a\n  annotations:\n    k8s.ovn.org/pod-networks: \'{"ns/n": {"ip_addresses": ["10.0.0.256/8"], "mac_address": "0a:58:00:00:00:01"}}\'',
    [
      '5:59 warning: a: annotation k8s.ovn.org/pod-networks cannot be read, so the pod gets no port: "10.0.0.256/8" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16',
    ],
  ],
  [
    'an annotation with a bad MAC address',
    'kind: Pod\nmetadata:\n  name: a\n  annotations:\n    k8s.ovn.org/pod-networks: \'{"ns/n": {"mac_address": "0a:58"}}\'',
    [
      '5:57 warning: a: annotation k8s.ovn.org/pod-networks cannot be read, so the pod gets no port: "0a:58" is not a MAC address such as 0a:58:ac:16:00:06',
    ],
  ],
  [
    'an annotation with JSON that is no string',
    'kind: Pod\nmetadata: {name: a, annotations: {k8s.ovn.org/pod-networks: {}}}',
    ['2:61 a string with JSON is needed here, not a mapping'],
  ],
  [
    'annotations that are null, which says nothing',
    "kind: Pod\nmetadata: {name: a, annotations: {k8s.ovn.org/pod-networks: 'null'}}",
    [],
  ],
  [
    'a gateway without addresses',
    `kind: Node\nmetadata: {name: n, annotations: {k8s.ovn.org/l3-gateway-config: '{"default": {"mac-address": "0a:58:00:00:00:01", "ip-addresses": []}}'}}`,
    [
      '2:132 warning: n: annotation k8s.ovn.org/l3-gateway-config cannot be read, so it is ignored: at least 1 is needed here',
    ],
  ],
  [
    'a node id that is not a number',
    'kind: Node\nmetadata: {name: n, annotations: {k8s.ovn.org/node-id: two}}',
    ['2:56 warning: n: annotation k8s.ovn.org/node-id cannot be read, so it is ignored: "two" is not a whole number'],
  ],
  [
    'an annotation that is no text',
    'kind: Node\nmetadata: {name: n, annotations: {k8s.ovn.org/node-id: 2}}',
    ['2:56 a string is needed here, not the number 2'],
  ],
  [
    'an interface without a network',
    'kind: VirtualMachine\napiVersion: kubevirt.io/v1\nmetadata: {name: a}\nspec: {template: {spec: {domain: {devices: {interfaces: [{name: x}]}}}}}',
    ['4:58 interface "x" has no network with that name, so KubeVirt refuses the VM, and it does not run'],
  ],
  [
    'an exception outside of its block',
    'kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {name: a}\nspec:\n  podSelector: {}\n  egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/8]}}]}]',
    ['6:55 every network of "except" has to lie within "cidr"'],
  ],
  [
    'two gateways of one family',
    layer2('role: Primary, subnets: [10.0.0.0/8, "fd00::/64"], defaultGatewayIPs: [10.0.0.1, 10.0.0.2]'),
    ['6:93 two gateways have to be of different families, one IPv4 and one IPv6'],
  ],
  [
    'a gateway elsewhere',
    layer2(`role: Primary, ${SUBNET}, defaultGatewayIPs: [11.0.0.1]`),
    ['6:69 every gateway has to lie within one of "subnets"'],
  ],
  [
    'an invalid gateway',
    layer2(`role: Primary, ${SUBNET}, defaultGatewayIPs: [10.0.0.1/8]`),
    ['6:70 "10.0.0.1/8" is not an IP address'],
  ],
  ['no gateway', layer2(`role: Primary, ${SUBNET}, defaultGatewayIPs: []`), ['6:69 at least 1 is needed here']],
  [
    'one gateway for two subnets',
    layer2('role: Primary, subnets: [10.0.0.0/8, "fd00::/64"], defaultGatewayIPs: [10.0.0.1]'),
    ['6:82 "defaultGatewayIPs" needs one gateway for each of "subnets"'],
  ],
  [
    'gateways of a secondary network',
    layer2(`role: Secondary, ${SUBNET}, defaultGatewayIPs: [10.0.0.1]`),
    ['6:71 "defaultGatewayIPs" is allowed only where "role" is Primary'],
  ],
  [
    'a gateway outside of the infrastructure',
    layer2(`role: Primary, ${SUBNET}, defaultGatewayIPs: [10.0.0.1], infrastructureSubnets: [10.1.0.0/16]`),
    ['6:69 every gateway has to lie within one of "infrastructureSubnets"'],
  ],
  [
    'reserved subnets of a secondary network',
    layer2(`role: Secondary, ${SUBNET}, reservedSubnets: [10.1.0.0/16]`),
    ['6:69 "reservedSubnets" is allowed only where "role" is Primary'],
  ],
  [
    'reserved subnets without subnets',
    layer2('role: Secondary, ipam: {mode: Disabled}, reservedSubnets: [10.1.0.0/16]'),
    [
      '6:70 "reservedSubnets" is allowed only where "role" is Primary',
      '6:70 "reservedSubnets" is allowed only with "subnets"',
    ],
  ],
  [
    'a reserved subnet elsewhere',
    layer2(`role: Primary, ${SUBNET}, reservedSubnets: [11.0.0.0/16]`),
    ['6:67 each of "reservedSubnets" has to lie within one of "subnets"'],
  ],
  [
    'a reserved subnet with host bits',
    layer2(`role: Primary, ${SUBNET}, reservedSubnets: [10.1.0.1/16]`),
    ['6:67 each of "reservedSubnets" has to begin with its first address: use 10.0.0.0/24, not 10.0.0.7/24'],
  ],
  [
    'too many reserved subnets',
    layer2(
      `role: Primary, ${SUBNET}, reservedSubnets: [${Array.from({ length: 26 }, (_, index) => `10.${index}.0.0/16`)}]`,
    ),
    ['6:383 at most 25 are allowed here, not 26'],
  ],
  [
    'infrastructure of a secondary network',
    layer2(`role: Secondary, ${SUBNET}, infrastructureSubnets: [10.1.0.0/16]`),
    ['6:75 "infrastructureSubnets" is allowed only where "role" is Primary'],
  ],
  [
    'infrastructure without subnets',
    layer2('role: Secondary, ipam: {mode: Disabled}, infrastructureSubnets: [10.1.0.0/16]'),
    [
      '6:76 "infrastructureSubnets" is allowed only where "role" is Primary',
      '6:76 "infrastructureSubnets" is allowed only with "subnets"',
    ],
  ],
  [
    'infrastructure elsewhere',
    layer2(`role: Primary, ${SUBNET}, infrastructureSubnets: [11.0.0.0/16]`),
    ['6:73 each of "infrastructureSubnets" has to lie within one of "subnets"'],
  ],
  [
    'infrastructure with host bits',
    layer2(`role: Primary, ${SUBNET}, infrastructureSubnets: [10.1.0.1/16]`),
    ['6:73 each of "infrastructureSubnets" has to begin with its first address: use 10.0.0.0/24, not 10.0.0.7/24'],
  ],
  [
    'too much infrastructure',
    layer2(
      `role: Primary, ${SUBNET}, infrastructureSubnets: [10.1.0.0/16, 10.2.0.0/16, 10.3.0.0/16, 10.4.0.0/16, 10.5.0.0/16]`,
    ),
    ['6:126 at most 4 are allowed here, not 5'],
  ],
  [
    'infrastructure that is reserved',
    layer2(`role: Primary, ${SUBNET}, infrastructureSubnets: [10.1.0.0/16], reservedSubnets: [10.1.2.0/24]`),
    ['6:73 "infrastructureSubnets" and "reservedSubnets" must not overlap'],
  ],
  ['what a later release knows', layer2(`role: Primary, ${SUBNET}, defaultGatewayIPs: [10.0.0.1]`), []],
  [
    'a subnet with a leading zero',
    layer2('role: Primary, subnets: [10.0.0.0/08]'),
    ['6:37 "10.0.0.0/08" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16'],
  ],
  [
    'an unknown mode',
    layer2('role: Secondary, ipam: {mode: None}'),
    ['6:42 "None" is not allowed here: use Enabled or Disabled'],
  ],
  [
    'the join subnet of all networks',
    layer2('role: Primary, subnets: [100.65.0.0/24]'),
    [
      '6:37 warning: UserDefinedNetwork default/n is left out: 100.65.0.0/24 overlaps with the join subnet 100.65.0.0/16',
    ],
  ],
  [
    "the cluster's join subnet",
    layer2('role: Primary, subnets: [100.64.0.0/10]'),
    [
      '6:37 warning: UserDefinedNetwork default/n is left out: 100.64.0.0/10 overlaps with the join subnet 100.65.0.0/16',
    ],
  ],
  [
    'the masquerade subnet',
    layer2('role: Secondary, subnets: [169.254.0.0/16]'),
    [
      '6:39 warning: UserDefinedNetwork default/n is left out: 169.254.0.0/16 overlaps with the masquerade subnet 169.254.0.0/17',
    ],
  ],
  [
    'an own join subnet within the subnets',
    layer2('role: Primary, subnets: [10.0.0.0/8], joinSubnets: [10.1.0.0/16]'),
    ['6:37 warning: UserDefinedNetwork default/n is left out: 10.0.0.0/8 overlaps with the join subnet 10.1.0.0/16'],
  ],
  [
    'the subnets that the cluster chose for itself',
    `${CLUSTER.replace('spec: {', `spec: {defaultNetwork: {ovnKubernetesConfig: ${OWN_SUBNETS}}, `)}\n---\n${layer2('role: Primary, subnets: [100.99.1.0/24, "fd00:f::/64"]')}`,
    [
      "11:37 warning: UserDefinedNetwork default/n is left out: 100.99.1.0/24 overlaps with the cluster's join subnet 100.99.0.0/16",
    ],
  ],
  [
    'excluded subnets, which get in the way of nobody',
    nad(`{${OURS}, "name": "a", "topology": "layer2", "subnets": "100.64.0.0/10", "excludeSubnets": "100.64.0.0/15"}`),
    [],
  ],
  [
    "the cluster's pods and services",
    `${CLUSTER}\n---\n${layer2('role: Primary, subnets: [10.128.2.0/24, "fd02::/64"]')}`,
    [
      "11:37 warning: UserDefinedNetwork default/n is left out: 10.128.2.0/24 overlaps with the cluster's pod network 10.128.0.0/14",
    ],
  ],
  ['a localnet on those of the cluster', `${CLUSTER}\n---\n${localnet('subnets: [10.128.2.0/24]')}`, []],
  [
    'a field two levels too high',
    udn(`  topology: Layer2\n  layer2: {role: Primary, ${SUBNET}}\n  lifecycle: Persistent`),
    ['7:3 "lifecycle" is not a field here; it belongs in "layer2.ipam": spec.layer2.ipam.lifecycle'],
  ],
  [
    'a field in a topology that is not there',
    cudn(`topology: Localnet, vlan: {mode: Access}`),
    [
      '6:33 "vlan" is not a field here; it belongs in "localnet": spec.network.localnet.vlan',
      '6:12 "localnet" is missing here; topology Localnet needs it',
    ],
  ],
  [
    'a field of two topologies, of which one is there',
    cudn(`topology: Localnet, localnet: {role: Secondary, physicalNetworkName: p}, ${SUBNET}`),
    [
      '6:86 "subnets" is not a field here; it belongs in "localnet": spec.network.localnet.subnets',
      '6:43 "subnets" is missing here; it may be left out only where "ipam.mode" is Disabled',
    ],
  ],
  [
    'a field of two topologies, of which neither is there',
    cudn(`topology: Localnet, ${SUBNET}`),
    [
      '6:33 "subnets" is not a field here; it belongs in "layer2": spec.network.layer2.subnets',
      '6:12 "localnet" is missing here; topology Localnet needs it',
    ],
  ],

  [
    'layer2 in a localnet',
    cudn(`topology: Localnet, layer2: {role: Secondary, ${SUBNET}}`),
    [
      '6:41 "layer2" is allowed only where "topology" is Layer2',
      '6:12 "localnet" is missing here; topology Localnet needs it',
    ],
  ],
  [
    'localnet in a layer2',
    cudn(
      `topology: Layer2, layer2: {role: Primary, ${SUBNET}}, localnet: {role: Secondary, physicalNetworkName: p, ${SUBNET}}`,
    ),
    ['6:89 "localnet" is allowed only where "topology" is Localnet'],
  ],
  [
    'layer3 without its configuration',
    cudn('topology: Layer3'),
    ['6:12 "layer3" is missing here; topology Layer3 needs it'],
  ],
  [
    'no overlay',
    cudn(`topology: Layer2, layer2: {role: Primary, ${SUBNET}}, transport: NoOverlay`),
    ['6:90 transport NoOverlay is for primary Layer3 networks only: use Geneve or leave it out'],
  ],
  [
    'EVPN',
    cudn(`topology: Layer2, layer2: {role: Primary, ${SUBNET}}, transport: EVPN`),
    ['1:1 warning: ClusterUserDefinedNetwork n is left out: udon does not compile networks with transport EVPN'],
  ],
  [
    'an unknown transport',
    cudn(`topology: Layer2, layer2: {role: Primary, ${SUBNET}}, transport: VXLAN`),
    ['6:90 "VXLAN" is not allowed here: use Geneve or NoOverlay or EVPN'],
  ],
  [
    'a localnet without subnets',
    localnet('mtu: 1500'),
    ['6:43 "subnets" is missing here; it may be left out only where "ipam.mode" is Disabled'],
  ],
  [
    'a localnet without ipam, but with subnets',
    localnet(`${SUBNET}, ipam: {mode: Disabled}`),
    ['6:94 "subnets" is not allowed where "ipam.mode" is Disabled'],
  ],
  [
    'a localnet with two subnets of one family',
    localnet('subnets: [10.0.0.0/8, 11.0.0.0/8]'),
    ['6:107 two subnets have to be of different families, one IPv4 and one IPv6'],
  ],
  [
    'a small mtu for IPv6 on a localnet',
    localnet('subnets: ["fd00::/64"], mtu: 1000'),
    ['6:114 an IPv6 subnet needs an mtu of at least 1280'],
  ],
  [
    'a localnet that excludes what it does not have',
    localnet(`${SUBNET}, excludeSubnets: [11.0.0.0/16]`),
    ['6:124 each of "excludeSubnets" has to lie within one of "subnets"'],
  ],
  [
    'too much that is excluded',
    localnet(`${SUBNET}, excludeSubnets: [${Array.from({ length: 26 }, (_, index) => `10.${index}.0.0/16`)}]`),
    ['6:440 at most 25 are allowed here, not 26'],
  ],
  [
    'a vlan without a mode',
    localnet(`${SUBNET}, vlan: {access: {id: 5}}`),
    ['6:114 "mode" is missing here: use Access'],
  ],
  ['a trunk', localnet(`${SUBNET}, vlan: {mode: Trunk}`), ['6:121 "Trunk" is not allowed here: use Access']],
  [
    'an empty name of a physical network',
    cudn(`topology: Localnet, localnet: {role: Secondary, physicalNetworkName: "", ${SUBNET}}`),
    ['6:82 "" is not a physical network: 1 to 253 characters without "," and ":"'],
  ],

  [
    'a configuration without a name',
    nad(`{${OURS}, "topology": "layer2"}`),
    ['5:12 warning: NetworkAttachmentDefinition ns/n is left out: "name" is missing here: the name of the network'],
  ],
  [
    'a reserved name',
    nad(`{${OURS}, "name": "default", "topology": "layer2"}`),
    [
      '5:80 warning: NetworkAttachmentDefinition ns/n is left out: the names "default" and "ovn-kubernetes" are for the cluster\'s own network',
    ],
  ],
  [
    'a primary network without subnets in JSON',
    nad(`{${OURS}, "name": "a", "topology": "layer2", "role": "primary"}`),
    [
      '5:12 warning: NetworkAttachmentDefinition ns/n is left out: "subnets" is missing here; a primary network needs it',
    ],
  ],
  [
    'a primary localnet in JSON',
    nad(`{${OURS}, "name": "a", "topology": "localnet", "role": "primary"}`),
    [
      '5:117 warning: NetworkAttachmentDefinition ns/n is left out: a localnet network cannot be primary: use "role": "secondary"',
    ],
  ],
  [
    'a localnet with a router in JSON',
    nad(`{${OURS}, "name": "a", "topology": "localnet", "joinSubnet": "100.66.0.0/16"}`),
    [
      '5:123 warning: NetworkAttachmentDefinition ns/n is left out: "joinSubnet" is not allowed here: a localnet network has no routers',
    ],
  ],
  [
    'an IPAM plugin',
    nad(`{${OURS}, "name": "a", "topology": "layer2", "ipam": {"type": "whereabouts"}}`),
    [
      '5:124 warning: NetworkAttachmentDefinition ns/n is left out: an IPAM plugin is not allowed here: OVN-Kubernetes assigns addresses itself, from "subnets"',
    ],
  ],
  ['no IPAM plugin', nad(`{${OURS}, "name": "a", "topology": "localnet", "ipam": {}}`), []],
  [
    'excluded subnets elsewhere in JSON',
    nad(`{${OURS}, "name": "a", "topology": "layer2", "subnets": "10.0.0.0/16", "excludeSubnets": "10.1.0.0/24"}`),
    [
      '5:151 warning: NetworkAttachmentDefinition ns/n is left out: each of "excludeSubnets" has to lie within one of "subnets"',
    ],
  ],
  [
    'a vlan out of range in JSON',
    nad(`{${OURS}, "name": "a", "topology": "localnet", "vlanID": 4096}`),
    ['5:119 warning: NetworkAttachmentDefinition ns/n is left out: 4096 is out of range: 0 to 4095 is allowed'],
  ],
  [
    'a list of plugins',
    nad(`{"name": "a", "plugins": [{${OURS}, "topology": "layer9"}]}`),
    [
      '5:110 warning: NetworkAttachmentDefinition ns/n is left out: "layer9" is not allowed here: use layer2 or layer3 or localnet; did you mean layer2?',
    ],
  ],
  [
    'a list of plugins without a name',
    nad(`{"plugins": [{${OURS}, "name": "a", "topology": "layer2"}]}`),
    ['5:25 warning: NetworkAttachmentDefinition ns/n is left out: "name" is missing here: the name of the network'],
  ],
  [
    'a list of plugins of others without a name',
    nad('{"plugins": [{"type": "macvlan"}]}'),
    ['1:1 warning: NetworkAttachmentDefinition ns/n is left out: it is of type "macvlan", not ovn-k8s-cni-overlay'],
  ],
  [
    'no plugin in the list',
    nad('{"name": "a", "plugins": []}'),
    ['1:1 warning: NetworkAttachmentDefinition ns/n is left out: it has no "type" of a plugin'],
  ],
  [
    'a chain of plugins',
    nad(`{"name": "a", "plugins": [{${OURS}, "topology": "layer2"}, {"type": "tuning"}]}`),
    [
      '5:121 warning: NetworkAttachmentDefinition ns/n is left out: ovn-k8s-cni-overlay has to be the only one of "plugins"',
    ],
  ],
  [
    "the cluster's own network",
    nad('{"type": "ovn-k8s-cni-overlay", "name": "ovn-kubernetes"}'),
    ["1:1 note: ns/n is of the cluster's own network and is skipped"],
  ],
  [
    'two attachments that differ',
    `${nad(`{${OURS}, "name": "a", "topology": "layer2"}`)}\n---\n${nad(`{${OURS.replace('ns/n', 'ns/m')}, "name": "a", "topology": "localnet"}`).replace('name: n,', 'name: m,')}`,
    [
      '7:1 warning: NetworkAttachmentDefinition ns/m is left out: it says topology localnet of network "a", but NetworkAttachmentDefinition ns/n says layer2',
    ],
  ],
  [
    'attachments of one network with other subnets',
    [
      nad(`{${OURS}, "name": "a", "topology": "layer2"}`),
      nad(`{${OURS.replace('ns/n', 'ns/m')}, "name": "a", "topology": "layer2", "subnets": "10.0.0.0/8"}`).replace(
        'name: n,',
        'name: m,',
      ),
      nad(`{${OURS}, "name": "b", "topology": "layer2", "subnets": "10.0.0.0/8"}`)
        .replace('ns/n', 'ns/o')
        .replace('name: n,', 'name: o,'),
      nad(`{${OURS}, "name": "b", "topology": "layer2"}`).replace('ns/n', 'ns/p').replace('name: n,', 'name: p,'),
    ].join('\n---\n'),
    [
      '7:1 warning: NetworkAttachmentDefinition ns/m is left out: it says subnets 10.0.0.0/8 of network "a", but NetworkAttachmentDefinition ns/n says none',
      '19:1 warning: NetworkAttachmentDefinition ns/p is left out: it says subnets none of network "b", but NetworkAttachmentDefinition ns/o says 10.0.0.0/8',
    ],
  ],
  [
    'a family that the cluster lacks',
    `${CLUSTER4}\n---\n${layer2('role: Primary, subnets: ["fd00::/64"]')}`,
    [
      '11:37 warning: UserDefinedNetwork default/n is left out: the cluster has no IPv6, so a primary network cannot have fd00::/64',
    ],
  ],

  [
    'an egress firewall without a destination',
    'kind: EgressFirewall\napiVersion: k8s.ovn.org/v1\nmetadata: {name: default}\nspec:\n  egress: [{type: Allow, to: {}}]',
    ['5:30 exactly one of "cidrSelector", "dnsName" and "nodeSelector" is needed here'],
  ],
  [
    'an egress firewall with two destinations',
    'kind: EgressFirewall\napiVersion: k8s.ovn.org/v1\nmetadata: {name: default}\nspec:\n  egress: [{type: Allow, to: {cidrSelector: 1.0.0.0/8, dnsName: a.b}}]',
    ['5:30 exactly one of "cidrSelector", "dnsName" and "nodeSelector" is needed here'],
  ],
  [
    'an invalid egress IP',
    'kind: EgressIP\napiVersion: k8s.ovn.org/v1\nmetadata: {name: a}\nspec: {egressIPs: [1.2.3], namespaceSelector: {}}',
    ['4:20 warning: EgressIP a is left out: "1.2.3" is not an IP address'],
  ],
  [
    'an egress firewall to no network',
    'kind: EgressFirewall\napiVersion: k8s.ovn.org/v1\nmetadata: {name: default}\nspec:\n  egress: [{type: Allow, to: {cidrSelector: 1.0.0.0}}]',
    [
      '5:45 warning: EgressFirewall default is left out: "1.0.0.0" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16',
    ],
  ],
  [
    'a multi network policy for no network',
    'kind: MultiNetworkPolicy\napiVersion: k8s.cni.cncf.io/v1beta1\nmetadata: {name: a, namespace: b}\nspec:\n  podSelector: {}\n  egress: [{to: [{ipBlock: {cidr: any}}]}]',
    [
      '6:35 warning: MultiNetworkPolicy b/a is left out: "any" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16',
    ],
  ],
  [
    'a claim with a malformed address',
    'kind: IPAMClaim\napiVersion: k8s.cni.cncf.io/v1alpha1\nmetadata: {name: a}\nspec: {network: n1}\nstatus: {ips: [x]}',
    ['5:16 warning: IPAMClaim a is left out: "x" is not an IP address'],
  ],
  [
    'a peer of two kinds',
    'kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {name: a}\nspec:\n  podSelector: {}\n  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]}]',
    ['6:31 a peer is either an ipBlock or selectors, not both'],
  ],
  [
    'a peer that is nobody',
    'kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {name: a}\nspec:\n  podSelector: {}\n  ingress: [{from: [{}]}]',
    ['6:21 a peer needs an ipBlock or a selector; to allow all peers, leave out the list of peers'],
  ],
  [
    'the end of a range of ports without its start',
    'kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {name: a}\nspec:\n  podSelector: {}\n  ingress: [{ports: [{port: http, endPort: 90}, {endPort: 90}]}]',
    [
      '6:44 "endPort" needs a number as "port", where the range begins',
      '6:59 "endPort" needs a number as "port", where the range begins',
    ],
  ],
  [
    'the end of a range of ports before its start',
    'kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {name: a}\nspec:\n  podSelector: {}\n  ingress: [{ports: [{port: 91, endPort: 90}]}]',
    ['6:42 "endPort" has to be at least "port"'],
  ],
  [
    'an egress firewall by another name',
    'kind: EgressFirewall\napiVersion: k8s.ovn.org/v1\nmetadata: {name: a}\nspec: {egress: []}',
    ['1:1 an EgressFirewall has to be named "default", not "a"'],
  ],
  [
    'an endpoint that is neither address nor name',
    'kind: EndpointSlice\napiVersion: discovery.k8s.io/v1\nmetadata: {name: a}\nendpoints: [{addresses: ["1.2.3"]}]',
    ['4:26 "1.2.3" is not an IP address'],
  ],
  [
    'an IPAMClaim of no network',
    'kind: IPAMClaim\napiVersion: k8s.cni.cncf.io/v1alpha1\nmetadata: {name: a}\nspec: {interface: net1}',
    ['4:7 "network" is missing here'],
  ],
];
