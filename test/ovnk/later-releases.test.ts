/** The choices of networks and the differences of releases after 1.1, where no recording shows them. */
import { describe, expect, it } from 'vitest';
import { build, CUDN, codes, DUAL, documents, node, pod } from './cluster.ts';

const layer2 = (fields: string) => CUDN.replace('subnets: [10.1.0.0/24]', fields);
const rowsOf = (network: string, ...others: readonly string[]) => {
  const built = build(documents(network, node('a'), pod('p'), ...others), { release: '1.2' });
  return { ...built, port: built.nb.Logical_Switch_Port.find(({ name }) => name.endsWith('_ns_p'))! };
};
const managementOf = ({ nb }: ReturnType<typeof rowsOf>) =>
  nb.Logical_Switch_Port.find(({ name }) => name.startsWith('k8s-'))!.addresses.join();
const gatewayOf = ({ nb }: ReturnType<typeof rowsOf>) =>
  nb.Logical_Router_Port.find(({ name }) => name.startsWith('trtos-'))!;

describe('addresses that a network keeps for itself', () => {
  it.each([
    ['nothing chosen', 'subnets: [10.1.0.0/24]', '10.1.0.1', '10.1.0.2', '10.1.0.3'],
    ['a gateway', 'subnets: [10.1.0.0/24], defaultGatewayIPs: [10.1.0.254]', '10.1.0.254', '10.1.0.2', '10.1.0.1'],
    [
      "a gateway in the management port's place",
      'subnets: [10.1.0.0/24], defaultGatewayIPs: [10.1.0.2]',
      '10.1.0.2',
      '10.1.0.1',
      '10.1.0.3',
    ],
    [
      'infrastructure',
      'subnets: [10.1.0.0/24], infrastructureSubnets: [10.1.0.16/30]',
      '10.1.0.16',
      '10.1.0.17',
      '10.1.0.1',
    ],
    [
      'infrastructure at the beginning, without the first address of the subnet',
      'subnets: [10.1.0.0/24], infrastructureSubnets: [10.1.0.0/30]',
      '10.1.0.1',
      '10.1.0.2',
      '10.1.0.4',
    ],
    [
      'a gateway within the infrastructure',
      'subnets: [10.1.0.0/24], infrastructureSubnets: [10.1.0.16/30], defaultGatewayIPs: [10.1.0.16]',
      '10.1.0.16',
      '10.1.0.17',
      '10.1.0.1',
    ],
    [
      'infrastructure for one only',
      'subnets: [10.1.0.0/24], infrastructureSubnets: [10.1.0.16/32]',
      '10.1.0.16',
      '10.1.0.2',
      '10.1.0.1',
    ],
    [
      'reserved addresses',
      'subnets: [10.1.0.0/24], reservedSubnets: [10.1.0.0/28]',
      '10.1.0.1',
      '10.1.0.2',
      '10.1.0.16',
    ],
  ])('%s', (_, fields, gateway, management, first) => {
    const built = rowsOf(layer2(fields));
    expect(gatewayOf(built).networks).toEqual([`${gateway}/24`]);
    expect(managementOf(built).split(' ')[1]).toBe(management);
    expect(built.port.addresses[0]!.split(' ')[1]).toBe(first);
    expect(codes(built)).toEqual([]);
  });

  it('are in the leases of guests', () => {
    const guest = pod('p', 'labels: {vm.kubevirt.io/name: vm}');
    const { nb } = build(
      documents(layer2('subnets: [10.1.0.0/24], defaultGatewayIPs: [10.1.0.254]'), node('a'), guest),
      { features: ['default-gateway-ips'] },
    );
    expect(nb.DHCP_Options[0]!.options.get('router')).toBe('10.1.0.254');
    expect(nb.Logical_Router_Port[0]!.networks).toEqual(['10.1.0.254/24', '100.65.0.2/16']);
  });

  it('have no effect before the feature, with a warning', () => {
    const text = documents(layer2('subnets: [10.1.0.0/24], defaultGatewayIPs: [10.1.0.254]'), node('a'), pod('p'));
    const built = build(text);
    expect(built.nb.Logical_Router_Port[0]!.networks).toEqual(['10.1.0.1/24', '100.65.0.2/16']);
    expect(codes(built)).toEqual(['later-field']);
  });
});

describe('the transit router', () => {
  const transitOf = (network: string, ...others: readonly string[]) =>
    rowsOf(network, ...others)
      .nb.Logical_Router_Port.filter(({ name }) => /^(trtos|trtor|rtotr)-/.test(name))
      .map(({ name, networks }) => [name.split('-')[0], networks]);

  it('has links in the families of the network', () =>
    expect(transitOf(layer2('subnets: [10.1.0.0/24, "fd00:1::/64"]'))).toEqual([
      ['trtos', ['10.1.0.1/24', 'fd00:1::1/64']],
      ['trtor', ['100.88.0.4/31', 'fd97::4/127']],
      ['rtotr', ['100.65.0.2/16', '100.88.0.5/31', 'fd97::5/127', 'fd99::2/64']],
    ]));

  it('advertises itself to guests in IPv6', () => {
    const { ipv6_ra_configs } = gatewayOf(rowsOf(layer2('subnets: [10.1.0.0/24, "fd00:1::/64"]')));
    expect(ipv6_ra_configs.get('address_mode')).toBe('dhcpv6_stateful');
  });

  it('gets out of the way of the network', () =>
    expect(transitOf(layer2('subnets: [100.88.0.0/15]')).find(([name]) => name === 'trtor')).toEqual([
      'trtor',
      ['100.90.0.4/31'],
    ]));

  it('gets out of the way of what is smaller, too', () =>
    expect(transitOf(layer2('subnets: [100.88.5.0/24]')).find(([name]) => name === 'trtor')).toEqual([
      'trtor',
      ['100.89.0.4/31'],
    ]));

  it('is where the cluster wants it', () => {
    const internal = (family: string, range: string) => `${family}: {internalTransitSwitchSubnet: "${range}"}`;
    const config = [internal('ipv4', '100.90.0.0/16'), internal('ipv6', 'fd90::/64')].join();
    const cluster = `kind: Network\napiVersion: operator.openshift.io/v1\nmetadata: {name: cluster}\nspec: {defaultNetwork: {ovnKubernetesConfig: {${config}}}}`;
    expect(transitOf(DUAL, cluster)[1]).toEqual(['trtor', ['100.90.0.4/31', 'fd90::4/127']]);
  });

  it('of a network in IPv6 alone has the MAC address of its IPv6 address', () => {
    const { mac, networks } = gatewayOf(rowsOf(layer2('subnets: ["fd00:1::/64"]')));
    // The first bytes of the SHA-256 of "fd00:1::1".
    expect([mac, networks]).toEqual(['0a:58:0b:c4:7e:39', ['fd00:1::1/64']]);
  });

  it('has a key of its own, and its network an id, that no other network has', () => {
    const attachment = (name: string, id: number, keys: string) => `kind: NetworkAttachmentDefinition
apiVersion: k8s.cni.cncf.io/v1
metadata: {name: ${name}, namespace: ${name}, annotations: {k8s.ovn.org/network-id: "${id}", k8s.ovn.org/tunnel-keys: "${keys}"}}
spec:
  config: '{"type": "ovn-k8s-cni-overlay", "name": "${name}", "netAttachDefName": "${name}/${name}", "topology": "layer2", "role": "primary", "subnets": "10.9.0.0/24"}'`;
    const { nb } = rowsOf(CUDN, attachment('red', 1, '[16711684,16715779]'));
    const keys = [...nb.Logical_Switch, ...nb.Logical_Router].map(row => [
      row.name.replace('cluster_udn_', ''),
      'other_config' in row ? row.other_config.get('requested-tnl-key') : row.options.get('requested-tnl-key'),
    ]);
    expect(Object.fromEntries(keys.filter(([, key]) => key))).toEqual({
      blue_ovn_layer2_switch: '16711685',
      blue_transit_router: '16715780',
      red_ovn_layer2_switch: '16711684',
      red_transit_router: '16715779',
    });
  });

  it('has the keys and the range of the attachment', () => {
    const nad = `kind: NetworkAttachmentDefinition
apiVersion: k8s.cni.cncf.io/v1
metadata:
  name: blue
  namespace: ns
  annotations: {k8s.ovn.org/network-name: cluster_udn_blue, k8s.ovn.org/network-id: "7", k8s.ovn.org/tunnel-keys: "[16711690,16715800]"}
spec:
  config: '{"type": "ovn-k8s-cni-overlay", "name": "cluster_udn_blue", "netAttachDefName": "ns/blue", "topology": "layer2", "role": "primary", "subnets": "10.1.0.0/24", "transitSubnet": "100.70.0.0/16"}'`;
    const { nb } = rowsOf(CUDN, nad);
    expect(nb.Logical_Switch[0]!.other_config.get('requested-tnl-key')).toBe('16711690');
    expect(nb.Logical_Router[0]!.options.get('requested-tnl-key')).toBe('16715800');
    expect(transitOf(CUDN, nad)[1]).toEqual(['trtor', ['100.70.0.4/31']]);
    const late = nad
      .replace('namespace: ns', 'namespace: other')
      .replace('ns/blue', 'other/blue')
      .replace('16715800', '16715900')
      .replace('100.70', '100.71');
    expect(rowsOf(CUDN, nad, late).nb.Logical_Router[0]!.options.get('requested-tnl-key')).toBe('16715800');
    expect(transitOf(CUDN, nad, late)[1]).toEqual(['trtor', ['100.70.0.4/31']]);
  });

  it('sends what pods send to the node, with routing via the host', () => {
    const cluster =
      'kind: Network\napiVersion: operator.openshift.io/v1\nmetadata: {name: cluster}\nspec: {defaultNetwork: {ovnKubernetesConfig: {gatewayConfig: {routingViaHost: true}}}}';
    const { nb } = rowsOf(CUDN, cluster);
    const [transit, gateway] = nb.Logical_Router;
    const routes = (router = transit) =>
      router!.static_routes.map(({ ip_prefix, policy, nexthop }) => [ip_prefix, policy, nexthop]);
    expect(routes()).toEqual([
      ['100.65.0.2', undefined, '100.88.0.5'],
      ['10.1.0.0/24', 'src-ip', '10.1.0.2'],
    ]);
    expect(transit!.policies.some(({ priority }) => priority === 99)).toBe(false);
    expect(gateway!.policies).toEqual([]);
  });
});

describe('an EgressIP', () => {
  const EIP = `kind: EgressIP
apiVersion: k8s.ovn.org/v1
metadata: {name: eip, annotations: {k8s.ovn.org/egressip-mark: "50007"}}
spec: {egressIPs: [192.0.2.100, 192.0.2.101], namespaceSelector: {}}
status: {items: [{node: a, egressIP: 192.0.2.100}, {node: b, egressIP: 192.0.2.101}]}`;
  const text = documents(CUDN, node('a'), node('b'), pod('p'), pod('q', '', 'nodeName: b'), EIP);
  const policies = (release: '1.1' | '1.2', more = '') =>
    build(documents(text, ...(more ? [more] : [])), { release }).nb.Logical_Router.map(router => [
      router.name.replace('cluster_udn_blue_', ''),
      router.policies
        .filter(({ priority }) => priority < 102)
        .map(({ priority, match, action, nexthops, options }) => [
          priority,
          match,
          action,
          nexthops.join(),
          options.get('pkt_mark'),
        ]),
    ]);
  const P = 'ip4.src == 10.1.0.3';
  const Q = 'ip4.src == 10.1.0.4';

  it('reroutes on the gateway router, to the next router or straight out', () =>
    expect(policies('1.1')).toEqual([
      [
        'GR_a',
        [
          [100, P, 'reroute', '100.65.0.3,192.0.2.1', '50007'],
          [100, Q, 'reroute', '192.0.2.1', '50007'],
        ],
      ],
    ]));

  it('reroutes on the transit router to gateway routers, which mark once more', () =>
    expect(policies('1.2')).toEqual([
      [
        'transit_router',
        [
          [100, P, 'reroute', '100.88.0.5,100.88.0.7', '50007'],
          [100, Q, 'reroute', '100.88.0.5', '50007'],
        ],
      ],
      [
        'GR_a',
        [
          [95, `${P} && pkt.mark == 0`, 'allow', '', '50007'],
          [95, `${Q} && pkt.mark == 0`, 'allow', '', '50007'],
        ],
      ],
    ]));

  it('serves a pod alone: of several the first', () => {
    const other = EIP.replace('name: eip', 'name: other').replace('50007', '50008');
    expect(policies('1.1', other)).toEqual(policies('1.1'));
  });

  it('is assigned to nodes that are willing, and marked, where that is not done yet', () => {
    const plain = EIP.replace(', annotations: {k8s.ovn.org/egressip-mark: "50007"}', '').replace(/\nstatus.*/, '');
    const willing = (name: string) =>
      `kind: Node\nmetadata: {name: ${name}, labels: {k8s.ovn.org/egress-assignable: ""}}`;
    const { nb, diagnostics } = build(documents(CUDN, willing('a'), node('b'), pod('p'), plain));
    const reroute = nb.Logical_Router_Policy.find(({ priority }) => priority === 100);
    expect([reroute?.nexthops, reroute?.options.get('pkt_mark')]).toEqual([['192.0.2.1'], '50000']);
    const said = diagnostics.map(({ message }) => message).filter(message => message.startsWith('EgressIP'));
    expect(said).toEqual([
      'EgressIP eip has no k8s.ovn.org/egressip-mark: assuming 50000',
      'EgressIP eip is not assigned to a node yet: assuming 192.0.2.100 on a',
    ]);
  });

  it('of two, each gets a mark of its own, and the node that has less to do', () => {
    const plain = (name: string, address: string) =>
      EIP.replace('name: eip', `name: ${name}`)
        .replace(', annotations: {k8s.ovn.org/egressip-mark: "50007"}', '')
        .replace('192.0.2.100, 192.0.2.101', address)
        .replace(/\nstatus.*/, '');
    const willing = (name: string) => node(name, 'labels: {k8s.ovn.org/egress-assignable: ""}');
    const marked = EIP.replace('50007', '50000').replace(/, \{node: b.*\}/, ']}');
    const { diagnostics } = build(
      documents(
        CUDN,
        willing('a'),
        willing('b'),
        pod('p'),
        marked,
        plain('x', '192.0.2.102'),
        plain('y', '192.0.2.103'),
      ),
    );
    const said = diagnostics.map(({ message }) => message).filter(message => message.startsWith('EgressIP'));
    expect(said).toEqual([
      'EgressIP x has no k8s.ovn.org/egressip-mark: assuming 50001',
      'EgressIP x is not assigned to a node yet: assuming 192.0.2.102 on b',
      'EgressIP y has no k8s.ovn.org/egressip-mark: assuming 50002',
      'EgressIP y is not assigned to a node yet: assuming 192.0.2.103 on a',
    ]);
  });

  it('on another node is no affair of this one, for pods that are there, too', () => {
    const there = EIP.replace('{node: a, egressIP: 192.0.2.100}, ', '');
    const { nb } = build(documents(CUDN, node('a'), node('b'), pod('p'), pod('q', '', 'nodeName: b'), there));
    const reroutes = nb.Logical_Router_Policy.filter(({ priority }) => priority === 100);
    expect(reroutes.map(({ match, nexthops }) => [match, nexthops])).toEqual([[P, ['100.65.0.3']]]);
  });

  it('on a node that does not exist is reported', () =>
    expect(codes(build(documents(CUDN, node('a'), pod('p'), EIP)))).toContain('no-such-node'));

  it('that is on another network of a node after the first address serves no pod, but the first address is used', () => {
    const host = (name: string, address: string) =>
      node(
        name,
        `annotations: {k8s.ovn.org/l3-gateway-config: '{"default": {"mac-address": "52:54:00:00:0b:11", "ip-addresses": ["${address}/24"], "next-hops": ["192.0.2.1"]}}'}`,
      );
    const served = (second: string) => {
      const eip = EIP.replaceAll('192.0.2.101', second);
      const { nb } = build(documents(CUDN, host('a', '192.0.2.11'), host('b', '192.0.2.12'), pod('p'), eip));
      const set = nb.Address_Set.find(({ external_ids: ids }) =>
        ids.get('k8s.ovn.org/id')?.includes('egressip-served'),
      );
      const reroutes = nb.Logical_Router_Policy.filter(({ priority }) => priority === 100);
      return [set?.addresses, reroutes.flatMap(({ nexthops }) => nexthops)];
    };
    expect(served('192.0.2.101')).toEqual([['10.1.0.3'], ['100.65.0.3', '192.0.2.1']]);
    expect(served('203.0.113.1')).toEqual([[], ['192.0.2.1']]);
  });

  it('whose first address is on another network of a node is of no use: OVN-Kubernetes stops there', () => {
    const gateway = `kind: Node
metadata:
  name: a
  annotations: {k8s.ovn.org/l3-gateway-config: '{"default": {"mac-address": "52:54:00:00:0b:11", "ip-addresses": ["198.51.100.11/24"], "next-hops": ["198.51.100.1"]}}'}`;
    const built = build(documents(CUDN, gateway, node('b'), pod('p'), EIP));
    expect(codes(built)).toEqual(['egress-ip-elsewhere']);
    expect(built.nb.Logical_Router_Policy.filter(({ priority }) => priority === 100)).toEqual([]);
  });
});

describe('persistent addresses', () => {
  const PERSISTENT = CUDN.replace('subnets: [10.1.0.0/24]', 'subnets: [10.1.0.0/24], ipam: {lifecycle: Persistent}');
  const claim = (name: string, address: string, network = 'cluster_udn_blue') => `kind: IPAMClaim
apiVersion: k8s.cni.cncf.io/v1alpha1
metadata: {name: ${name}, namespace: ns}
spec: {network: ${network}, interface: ovn-udn1}
status: {ips: [${address}/24]}`;
  const addressOf = (network: string, metadata: string, ...claims: readonly string[]) =>
    build(documents(network, node('a'), pod('p', metadata), ...claims)).nb.Logical_Switch_Port.find(({ name }) =>
      name.endsWith('_p'),
    )!.addresses;
  const REFERENCE = 'annotations: {k8s.ovn.org/primary-udn-ipamclaim: c}';
  const REQUEST = `annotations: {k8s.ovn.org/primary-udn-ipamclaim: other, v1.multus-cni.io/default-network: '[{"name": "default", "namespace": "openshift-ovn-kubernetes", "ipam-claim-reference": "c"}]'}`;

  it.each([
    ['by annotation', PERSISTENT, REFERENCE, [claim('c', '10.1.0.50')], '0a:58:0a:01:00:32 10.1.0.50'],
    ['by request, which goes before', PERSISTENT, REQUEST, [claim('c', '10.1.0.50')], '0a:58:0a:01:00:32 10.1.0.50'],
    [
      'without an address yet',
      PERSISTENT,
      REFERENCE,
      [claim('c', '').replace(/\nstatus.*/, '')],
      '0a:58:0a:01:00:03 10.1.0.3',
    ],
    ['of another network', PERSISTENT, REFERENCE, [claim('c', '10.1.0.50', 'x')], '0a:58:0a:01:00:03 10.1.0.3'],
    ['on a network that keeps none', CUDN, REFERENCE, [claim('c', '10.1.0.50')], '0a:58:0a:01:00:03 10.1.0.3'],
    ['of another pod are not assigned', PERSISTENT, '', [claim('x', '10.1.0.3')], '0a:58:0a:01:00:04 10.1.0.4'],
  ])('%s', (_, network, metadata, claims, expected) =>
    expect(addressOf(network, metadata, ...claims)).toEqual([expected]));

  it("of a machine without a pod are found by KubeVirt's names", () => {
    const machine =
      'kind: VirtualMachine\napiVersion: kubevirt.io/v1\nmetadata: {name: vm, namespace: ns}\nspec: {template: {spec: {domain: {devices: {interfaces: [{name: blue, binding: {name: l2bridge}}]}}, networks: [{name: blue, pod: {}}]}}}';
    const { nb } = build(documents(PERSISTENT, node('a'), machine, claim('vm.blue', '10.1.0.77')));
    expect(nb.Logical_Switch_Port.find(({ name }) => name.includes('launcher'))?.addresses).toEqual([
      '0a:58:0a:01:00:4d 10.1.0.77',
    ]);
  });
});
