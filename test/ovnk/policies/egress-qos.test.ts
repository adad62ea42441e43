/** EgressQoS beyond the recorded clusters, from OVN-Kubernetes' sources (go-controller/pkg/ovn/egressqos.go). */
import { describe, expect, it } from 'vitest';
import type { BuildOptions } from '../../../src/ovnk/build-nb.ts';
import { build, CUDN, codes, DUAL_STACK, documents, LOCALNET, node, pod } from '../cluster.ts';

const qos = (rules: string, name = 'default') =>
  `kind: EgressQoS\napiVersion: k8s.ovn.org/v1\nmetadata: {name: ${name}, namespace: ns}\nspec: {egress: [${rules}]}`;
const onDefault = (name: string, address: string, more = '', spec?: string, status?: string) =>
  pod(
    name,
    `labels: {app: ${name}}, annotations: {k8s.ovn.org/pod-networks: '{"default": {"mac_address": "0a:58:00:00:00:01", "ip_addresses": ["${address}/23"]}}'}${more}`,
    spec,
    status,
  );
const PODS = [
  onDefault('p', '10.128.2.3'),
  onDefault('q', '10.128.2.4'),
  onDefault('remote', '10.128.4.5', '', 'nodeName: b'),
  onDefault('done', '10.128.2.6', '', 'nodeName: a', 'phase: Succeeded'),
  onDefault('host', '10.128.2.7', '', 'nodeName: a, hostNetwork: true'),
  onDefault('pending', '10.128.2.8', '', 'containers: []'),
];
const cluster = (rules: string, options?: BuildOptions, more: readonly string[] = []) =>
  build(documents(CUDN, LOCALNET, node('a'), node('b'), ...PODS, qos(rules), ...more), options);
const rulesOf = ({ nb }: ReturnType<typeof build>) =>
  nb.QoS.filter(({ external_ids: ids }) => ids.get('k8s.ovn.org/owner-type') === 'EgressQoS').map(
    ({ priority, match, action, direction }) => [
      priority,
      match.replace(/\$a\d+/g, '$AS'),
      action.get('dscp'),
      direction,
    ],
  );
const setsOf = ({ nb }: ReturnType<typeof build>) =>
  nb.Address_Set.map(({ external_ids, addresses }) => [external_ids.get('k8s.ovn.org/id')!, addresses] as const).filter(
    ([id]) => /EgressQoS|^default-network-controller:Namespace/.test(id),
  );

describe('the rules of an EgressQoS', () => {
  it('have falling priorities, and a destination or any', () =>
    expect(rulesOf(cluster('{dscp: 46, dstCIDR: 1.2.3.0/24}, {dscp: 30, dstCIDR: "fd00::/8"}, {dscp: 0}'))).toEqual([
      [1000, '(ip4.dst == 1.2.3.0/24) && ip4.src == $AS', 46, 'to-lport'],
      [999, '(ip6.dst == fd00::/8) && ip4.src == $AS', 30, 'to-lport'],
      [998, '(ip4.dst == 0.0.0.0/0 || ip6.dst == ::/0) && ip4.src == $AS', 0, 'to-lport'],
    ]));

  it('are about both families in a dual-stack cluster', () =>
    expect(rulesOf(cluster('{dscp: 46, dstCIDR: 1.2.3.0/24}', {}, [DUAL_STACK]))).toEqual([
      [1000, '(ip4.dst == 1.2.3.0/24) && (ip4.src == $AS || ip6.src == $AS)', 46, 'to-lport'],
    ]));

  it('are on the switches of all networks, but not on external ones', () => {
    const { nb } = cluster('{dscp: 46}');
    const rule = nb.QoS.find(({ external_ids: ids }) => ids.get('k8s.ovn.org/owner-type') === 'EgressQoS')!;
    const switches = nb.Logical_Switch.filter(({ qos_rules }) => qos_rules.includes(rule));
    expect(switches.map(({ name }) => name)).toEqual([
      'cluster_udn_blue_ovn_layer2_switch',
      'cluster_udn_lan_ovn_localnet_switch',
    ]);
    expect(nb.Logical_Switch).toHaveLength(3);
  });
});

describe("the pods of an EgressQoS's rule, with their addresses on the cluster's own network", () => {
  it.each([
    [
      'all: the set of the namespace',
      '{dscp: 46}',
      {},
      [['default-network-controller:Namespace:ns:v4', ['10.128.2.3', '10.128.2.4', '10.128.4.5']]],
    ],
    [
      'selected: a set of the rule, with the pods of this node',
      '{dscp: 46}, {dscp: 1, podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [q]}]}}',
      {},
      [
        ['default-network-controller:Namespace:ns:v4', ['10.128.2.3', '10.128.2.4', '10.128.4.5']],
        ['default-network-controller:EgressQoS:ns:999:v4', ['10.128.2.3']],
      ],
    ],
    [
      'all, with the feature: a set of the rule, too',
      '{dscp: 46, podSelector: {}}',
      { features: ['egress-qos-sets'] },
      [['default-network-controller:EgressQoS:ns:1000:v4', ['10.128.2.3', '10.128.2.4']]],
    ],
  ] as const)('%s', (_, rules, options, sets) => expect(setsOf(cluster(rules, options))).toEqual(sets));
});

it('an EgressQoS has the name "default"', () => {
  const built = build(documents(CUDN, node('a'), pod('p'), qos('{dscp: 1}', 'mine')));
  expect(codes(built)).toEqual(['bad-name']);
  expect(rulesOf(built)).toEqual([]);
});
