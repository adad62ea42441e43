/** Objects that udon does not compile, and what it says about them. */
import { describe, expect, it, test } from 'vitest';
import { build, CUDN, documents, LOCALNET, node, pod } from './cluster.ts';

const NS = `kind: Namespace
apiVersion: v1
metadata: {name: ns, labels: {team: a, k8s.ovn.org/primary-user-defined-network: ""}}`;
const object = (kind: string, group: string, spec: string, namespace = '') =>
  `kind: ${kind}\napiVersion: ${group}/v1\nmetadata: {name: x${namespace && `, namespace: ${namespace}`}}\nspec: {${spec}}`;
const LABELLED = CUDN.replace('{name: blue}', '{name: blue, labels: {bgp: "yes"}}');
const VM = pod('p', 'labels: {vm.kubevirt.io/name: vm, app: web}');

const said = (...texts: readonly string[]) =>
  build(documents(LABELLED, LOCALNET, NS, node('a'), VM, ...texts))
    .diagnostics.filter(({ code }) => code === 'not-compiled')
    .map(({ severity, message }) => `${severity}: ${message}`);

const POLICY = 'policy.networking.k8s.io';
const OWN = "OVN-Kubernetes applies it to the cluster's own network, which udon does not compile";
const NOBODY = 'is not compiled: it is about no network here';

describe('policies of administrators have no effect on a primary network, as the recorded clusters show', () => {
  test.each([
    [
      'AdminNetworkPolicy',
      'priority: 5, subject: {namespaces: {matchLabels: {team: a}}}',
      `warning: AdminNetworkPolicy x has no effect on network cluster_udn_blue: ${OWN}`,
    ],
    [
      'BaselineAdminNetworkPolicy',
      'subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}',
      `warning: BaselineAdminNetworkPolicy x has no effect on network cluster_udn_blue: ${OWN}`,
    ],
    [
      'AdminNetworkPolicy',
      'subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: db}}}}',
      `note: AdminNetworkPolicy x ${NOBODY}`,
    ],
    ['AdminNetworkPolicy', 'subject: {namespaces: {matchLabels: {team: b}}}', `note: AdminNetworkPolicy x ${NOBODY}`],
  ])('%s with %s', (kind, spec, expected) => expect(said(object(kind, POLICY, spec))).toEqual([expected]));

  test('in a note if they select no virtual machine', () => {
    const policy = object(
      'AdminNetworkPolicy',
      POLICY,
      'subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: db}}}}',
    );
    expect(said(policy, pod('q', 'labels: {app: db}'))).toEqual([
      `note: AdminNetworkPolicy x has no effect on network cluster_udn_blue: ${OWN}`,
    ]);
  });
});

describe('of two primary networks in a namespace, the first one counts', () => {
  const LAYER3 = `kind: UserDefinedNetwork
apiVersion: k8s.ovn.org/v1
metadata: {name: l3, namespace: ns}
spec: {topology: Layer3, layer3: {role: Primary, subnets: [{cidr: 10.4.0.0/16}]}}`;
  const EVPN = `kind: ClusterUserDefinedNetwork
apiVersion: k8s.ovn.org/v1
metadata: {name: l3}
spec:
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ns}}
  network: {topology: Layer2, layer2: {role: Primary, subnets: [10.4.0.0/16]}, transport: EVPN, evpn: {vtep: v, macVRF: {vni: 1}}}`;
  const created = (text: string, year: string) =>
    text.replace('metadata: {', `metadata: {${year && `creationTimestamp: "${year}-01-01T00:00:00Z", `}`);
  const found = (uncompiled: string, [own, other]: readonly [string, string]) => {
    const { zone, nb } = build(documents(created(CUDN, own), created(uncompiled, other), NS, node('a'), pod('p')));
    const statements = zone!.leftOut.filter(({ namespaces }) => namespaces.length).map(({ statement }) => statement);
    const ports = nb.Logical_Switch_Port.filter(({ external_ids }) => external_ids.get('pod')).length;
    return [ports, ...statements, ...zone!.refusals];
  };
  const UNKNOWN =
    /^its pods are on ClusterUserDefinedNetwork blue, or on (Layer3|EVPN) network (ns\/)?l3, .*created first$/;

  describe.each([
    ['Layer3', LAYER3],
    ['EVPN', EVPN],
  ])('%s', (_, uncompiled) => {
    it('if it is the first', () =>
      expect(found(uncompiled, ['2026', '2025'])).toEqual([
        0,
        expect.stringMatching(/^its pods are on (Layer3|EVPN) network (ns\/)?l3, which udon does not compile$/),
      ]));
    it('if it is the second', () => expect(found(uncompiled, ['2025', '2026'])).toEqual([1]));
    it.each<[string, string]>([
      ['', ''],
      ['2025', ''],
      ['', '2026'],
      ['2026', '2026'],
    ])('if the manifests do not tell: %o', (...years) =>
      expect(found(uncompiled, years)).toEqual([0, expect.stringMatching(UNKNOWN)]));
  });
});

describe('kinds of OVN-Kubernetes', () => {
  const cudns = (selector: string) =>
    `networkSelectors: [{networkSelectionType: ClusterUserDefinedNetworks, clusterUserDefinedNetworkSelector: {networkSelector: {${selector}}}}]`;
  const ROUTES = 'may have other NAT, routes and ACLs of advertised networks, which are missing here';

  test.each([
    [
      'RouteAdvertisements',
      cudns('matchLabels: {bgp: "yes"}'),
      `warning: RouteAdvertisements x is not compiled: cluster_udn_blue ${ROUTES}`,
    ],
    [
      'RouteAdvertisements',
      cudns(''),
      `warning: RouteAdvertisements x is not compiled: cluster_udn_blue and cluster_udn_lan ${ROUTES}`,
    ],
    ['RouteAdvertisements', cudns('matchLabels: {bgp: "no"}'), `note: RouteAdvertisements x ${NOBODY}`],
    [
      'RouteAdvertisements',
      'networkSelectors: [{networkSelectionType: DefaultNetwork}]',
      `note: RouteAdvertisements x ${NOBODY}`,
    ],
    [
      'ClusterNetworkConnect',
      cudns('matchLabels: {bgp: "yes"}'),
      'warning: ClusterNetworkConnect x is not compiled: cluster_udn_blue may have the ports, routes and policies between connected networks, which are missing here',
    ],
    [
      'ClusterNetworkConnect',
      'networkSelectors: [{networkSelectionType: PrimaryUserDefinedNetworks, primaryUserDefinedNetworkSelector: {namespaceSelector: {}}}]',
      `note: ClusterNetworkConnect x ${NOBODY}`,
    ],
    [
      'AdminPolicyBasedExternalRoute',
      'from: {namespaceSelector: {}}, nextHops: {}',
      `warning: AdminPolicyBasedExternalRoute x has no effect on network cluster_udn_blue: ${OWN}`,
    ],
  ])('%s with %s', (kind, spec, expected) => expect(said(object(kind, 'k8s.ovn.org', spec))).toEqual([expected]));

  test.each([
    ['EgressService', 'ns', '', `warning: EgressService ns/x has no effect on network cluster_udn_blue: ${OWN}`],
    ['EgressService', 'other', '', `note: EgressService other/x ${NOBODY}`],
    [
      'NetworkQoS',
      'ns',
      'priority: 1, egress: []',
      'warning: NetworkQoS ns/x is not compiled: cluster_udn_blue may have QoS rules, in clusters with --enable-network-qos, which are missing here',
    ],
    [
      'NetworkQoS',
      'ns',
      'networkSelectors: [{networkSelectionType: NetworkAttachmentDefinitions, networkAttachmentDefinitionSelector: {namespaceSelector: {}, networkSelector: {}}}]',
      'warning: NetworkQoS ns/x is not compiled: cluster_udn_blue may have QoS rules, in clusters with --enable-network-qos, which are missing here',
    ],
    ['NetworkQoS', 'ns', 'podSelector: {matchLabels: {app: db}}', `note: NetworkQoS ns/x ${NOBODY}`],
  ])('%s in namespace %s with %s', (kind, namespace, spec, expected) =>
    expect(said(object(kind, 'k8s.ovn.org', spec, namespace))).toEqual([expected]));

  test('a network of a namespace', () => {
    const udn = `kind: UserDefinedNetwork
apiVersion: k8s.ovn.org/v1
metadata: {name: own, namespace: ns}
spec: {topology: Layer2, layer2: {role: Primary, subnets: [10.5.0.0/16]}}`;
    const connect = object(
      'ClusterNetworkConnect',
      'k8s.ovn.org',
      'networkSelectors: [{networkSelectionType: PrimaryUserDefinedNetworks, primaryUserDefinedNetworkSelector: {namespaceSelector: {matchLabels: {team: a}}}}]',
    );
    const { diagnostics } = build(documents(udn, NS, node('a'), pod('p'), connect));
    expect(diagnostics.find(({ code }) => code === 'not-compiled')?.message).toMatch(/: ns_own may have/);
  });
});
