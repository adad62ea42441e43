/** Policies as ACLs, from OVN-Kubernetes' sources and worked examples, in addition to the recordings. */
import { describe, expect, it } from 'vitest';
import type { BuildOptions } from '../../../src/ovnk/build-nb.ts';
import { dbIds, hashedName } from '../../../src/ovnk/vocabulary/db-ids.ts';
import { build, CUDN, codes, DUAL, documents, node, pod } from '../cluster.ts';

const BLUE = 'cluster_udn_blue-network-controller';
const ns = (annotations = '') =>
  `kind: Namespace
apiVersion: v1
metadata: {name: ns, labels: {k8s.ovn.org/primary-user-defined-network: ""}, annotations: {${annotations}}}`;

describe('a NetworkPolicy', () => {
  const policy = (spec: string) =>
    `kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {name: p, namespace: ns}\nspec: {podSelector: {}, ${spec}}`;
  const group = hashedName(dbIds('Port_Group', 'NetworkPolicy', BLUE, 'ns:p'));
  const acls = (spec: string, network = CUDN) => {
    const { nb } = build(documents(network, ns(), node('a'), pod('p'), policy(spec)));
    const own = nb.ACL.filter(({ external_ids }) => external_ids.get('k8s.ovn.org/owner-type') === 'NetworkPolicy');
    return own.map(({ match }) => match.replaceAll(group, 'PG'));
  };
  const denied = (spec: string) => {
    const { nb } = build(documents(CUDN, ns(), node('a'), pod('p'), policy(spec)));
    const groups = nb.Port_Group.filter(
      ({ external_ids }) => external_ids.get('k8s.ovn.org/owner-type') === 'NetpolNamespace',
    );
    return groups.filter(({ ports }) => ports.length).map(({ external_ids }) => external_ids.get('direction'));
  };

  it.each([
    ['everybody', 'ingress: [{}]', ['ip4 && outport == @PG']],
    ['everybody on ports', 'ingress: [{ports: [{port: 80}]}]', ['ip4 && tcp && tcp.dst==80 && outport == @PG']],
    [
      'several ports',
      'egress: [{ports: [{port: 80}, {port: 443}]}]',
      ['ip4 && tcp && tcp.dst=={80,443} && inport == @PG'],
    ],
    ['a range', 'egress: [{ports: [{port: 80, endPort: 90}]}]', ['ip4 && tcp && 80<=tcp.dst<=90 && inport == @PG']],
    [
      'ports and a range',
      'egress: [{ports: [{port: 80}, {port: 8000, endPort: 8010}, {port: 443}]}]',
      ['ip4 && tcp && (tcp.dst=={80,443} || 8000<=tcp.dst<=8010) && inport == @PG'],
    ],
    ['a protocol', 'egress: [{ports: [{protocol: SCTP}]}]', ['ip4 && sctp && inport == @PG']],
    ['a port by name', 'egress: [{ports: [{port: http}]}]', ['ip4 && tcp && inport == @PG']],
    [
      'a port by name beside numbers, which adds nothing',
      'ingress: [{ports: [{port: http}, {port: 443}, {protocol: UDP}]}]',
      ['ip4 && tcp && tcp.dst==443 && outport == @PG', 'ip4 && udp && outport == @PG'],
    ],
    [
      'a protocol beside a range, which adds nothing',
      'ingress: [{ports: [{port: 8000, endPort: 8100}, {protocol: TCP}]}]',
      ['ip4 && tcp && 8000<=tcp.dst<=8100 && outport == @PG'],
    ],
    [
      'a range of one port',
      'ingress: [{ports: [{port: 80, endPort: 80}]}]',
      ['ip4 && tcp && tcp.dst==80 && outport == @PG'],
    ],
    [
      'a block',
      'ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.0.0/16]}}]}]',
      ['ip4.src == 10.0.0.0/8 && ip4.src != {10.1.0.0/16, 10.2.0.0/16} && outport == @PG'],
    ],
    [
      'a block of a family that the network lacks',
      'egress: [{to: [{ipBlock: {cidr: "fd00::/8"}}]}]',
      ['ip6.dst == fd00::/8 && inport == @PG'],
    ],
    [
      'a block that is not in the usual form, which is copied',
      'egress: [{to: [{ipBlock: {cidr: "2001:DB8:0::/32", except: ["2001:db8:0:1::/64"]}}, {ipBlock: {cidr: 10.0.0.1/8}}]}]',
      [
        'ip6.dst == 2001:DB8:0::/32 && ip6.dst != {2001:db8:0:1::/64} && inport == @PG',
        'ip4.dst == 10.0.0.1/8 && inport == @PG',
      ],
    ],
  ])('about %s', (_, spec, expected) => expect(acls(spec)).toEqual(expected));

  it('on a dual-stack network is about both families', () =>
    expect(acls('ingress: [{}]', DUAL)).toEqual(['(ip4 || ip6) && outport == @PG']));

  it('about pods of other namespaces has a set of their addresses, named by the selectors', () => {
    const other = (name: string, labels: string) =>
      `kind: Namespace\nmetadata: {name: ${name}, labels: {team: ${labels}, k8s.ovn.org/primary-user-defined-network: ""}}`;
    const network = CUDN.replace('matchLabels: {kubernetes.io/metadata.name: ns}', '');
    const client = (name: string, namespace: string) =>
      pod(name, 'labels: {role: client}').replace('namespace: ns', `namespace: ${namespace}`);
    const peer = 'namespaceSelector: {matchLabels: {team: web}}, podSelector: {matchLabels: {role: client}}';
    const { nb } = build(
      documents(
        network,
        ns(),
        other('web', 'web'),
        other('db', 'db'),
        node('a'),
        client('p', 'ns'),
        client('q', 'web'),
        client('r', 'db'),
        policy(`ingress: [{from: [{${peer}}]}]`),
      ),
    );
    const ids = dbIds('Address_Set', 'PodSelector', BLUE, 'LS{ML:{team: web,},}_LS{ML:{role: client,},}', 'v4');
    const set = nb.Address_Set.find(({ name }) => name === hashedName(ids));
    expect(set?.addresses).toEqual(['10.1.0.4']);
    expect(nb.ACL.find(({ match }) => match.includes(`$${hashedName(ids)}`))?.match).toMatch(
      /^ip4\.src == \{\$a\d+\} &&/,
    );
  });

  it('about namespaces that do not exist has no ACL', () =>
    expect(acls('ingress: [{from: [{namespaceSelector: {matchLabels: {a: b}}}]}]')).toEqual([]));

  it.each([
    ['nothing', '', ['Ingress']],
    ['rules for ingress', 'ingress: [{}]', ['Ingress']],
    ['rules for egress', 'egress: [{}]', ['Ingress', 'Egress']],
    ['types', 'egress: [{}], policyTypes: [Egress]', ['Egress']],
    ['no types', 'egress: [{}], policyTypes: []', ['Ingress', 'Egress']],
  ])('that says %s denies what the API server makes of it', (_, spec, expected) =>
    expect(denied(spec)).toEqual(expected));

  it.each([
    [`k8s.ovn.org/acl-logging: '{"allow": "info", "deny": "alert"}'`, ['alert', 'info']],
    [`k8s.ovn.org/acl-logging: '{"deny": "alert"}'`, ['alert', undefined]],
    [`k8s.ovn.org/acl-logging: '{"allow": "loud", "deny": ""}'`, [undefined, undefined]],
    ['', [undefined, undefined]],
  ])('is logged as the namespace wants it: %s', (annotation, expected) => {
    const { nb } = build(documents(CUDN, ns(annotation), node('a'), pod('p'), policy('ingress: [{}]')));
    const severity = (ofType: string, type?: string) =>
      nb.ACL.find(({ external_ids: ids }) => ids.get('k8s.ovn.org/owner-type') === ofType && ids.get('type') === type)!;
    const [deny, allow] = [severity('NetpolNamespace', 'defaultDeny'), severity('NetworkPolicy')];
    expect([deny, allow].map(acl => acl.severity)).toEqual(expected);
    expect([deny, allow].map(({ log }) => log)).toEqual(expected.map(level => level !== undefined));
    expect(severity('NetpolNamespace', 'arpAllow').log).toBe(false);
  });
});

describe('a MultiNetworkPolicy', () => {
  const NAD = (name: string, subnets = '') => `kind: NetworkAttachmentDefinition
apiVersion: k8s.cni.cncf.io/v1
metadata: {name: ${name}, namespace: ns}
spec:
  config: '{"type": "ovn-k8s-cni-overlay", "name": "lan", "netAttachDefName": "ns/${name}", "topology": "localnet"${subnets}}'`;
  const policy = (spec: string) => `kind: MultiNetworkPolicy
apiVersion: k8s.cni.cncf.io/v1beta1
metadata: {name: p, namespace: ns, annotations: {k8s.v1.cni.cncf.io/policy-for: "one"}}
spec: {podSelector: {}, ${spec}}`;
  const attached = pod('p', 'annotations: {k8s.v1.cni.cncf.io/networks: "one,two"}');
  const remote = pod('q', 'annotations: {k8s.v1.cni.cncf.io/networks: one}', 'nodeName: b');
  const cluster = (subnets: string, spec: string) =>
    build(documents(NAD('one', subnets), NAD('two', subnets), node('a'), node('b'), attached, remote, policy(spec)));
  const groupOf = ({ nb }: ReturnType<typeof build>, type: string) =>
    nb.Port_Group.filter(({ external_ids }) => external_ids.get('k8s.ovn.org/owner-type') === type);

  it('that names no network applies to none', () => {
    const nameless = policy('ingress: [{}]').replace(/, annotations: \{.*?\}/, '');
    const built = build(documents(NAD('one'), node('a'), attached, nameless));
    expect(groupOf(built, 'NetworkPolicy')).toEqual([]);
  });

  it('is about all ports that a pod has on the network', () => {
    const [group] = groupOf(cluster('', 'ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]'), 'NetworkPolicy');
    expect(group!.ports.map(({ name }) => name)).toEqual(['ns.one_ns_p', 'ns.two_ns_p']);
  });

  it('has no effect in a cluster that does not use them', () => {
    const settings = 'kind: Network\napiVersion: operator.openshift.io/v1\nmetadata: {name: cluster}\nspec: {}';
    const built = build(documents(settings, NAD('one'), node('a'), attached, policy('ingress: [{}]')));
    expect(groupOf(built, 'NetworkPolicy')).toEqual([]);
    expect(codes(built)).toContain('no-multi-policy');
  });

  it('without types denies nothing', () =>
    expect(groupOf(cluster('', 'ingress: [{}]'), 'NetpolNamespace').map(({ ports }) => ports.length)).toEqual([0, 0]));

  it('without addresses is about IPv4', () => {
    const [group] = groupOf(cluster('', 'ingress: [{}]'), 'NetworkPolicy');
    expect(group!.acls.map(({ match }) => match)).toEqual([`ip4 && outport == @${group!.name}`]);
  });

  it('cannot select peers without addresses, and is ignored with a warning', () => {
    const built = cluster('', 'ingress: [{from: [{podSelector: {}}]}]');
    expect(groupOf(built, 'NetworkPolicy')).toEqual([]);
    expect(codes(built)).toEqual(['selectors-without-ipam']);
  });

  it.each([
    ['without any field means all peers', 'from: [{}]', ['ip4 && outport == @PG']],
    [
      'without any field adds nothing to a block',
      'from: [{}, {ipBlock: {cidr: 10.0.0.0/8}}]',
      ['ip4.src == 10.0.0.0/8 && outport == @PG'],
    ],
    [
      'that is a block and a selector is the block',
      'from: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]',
      ['ip4.src == 10.0.0.0/8 && outport == @PG'],
    ],
  ])('with a peer %s: nothing checks it', (_, peers, expected) => {
    const built = cluster(', "subnets": "10.9.0.0/24"', `ingress: [{${peers}}]`);
    const [group] = groupOf(built, 'NetworkPolicy');
    expect(group!.acls.map(({ match }) => match.replace(group!.name, 'PG'))).toEqual(expected);
    expect(codes(built)).toEqual([]);
  });

  it.each([
    ['a range', 'port: 80, endPort: 90', '80<=tcp.dst<=90'],
    ['a range from a port by name, which counts as 0', 'port: http, endPort: 90', '0<=tcp.dst<=90'],
  ])('with %s: nothing checks it', (_, port, match) => {
    const [group] = groupOf(cluster('', `ingress: [{ports: [{protocol: TCP, ${port}}]}]`), 'NetworkPolicy');
    expect(group!.acls.map(acl => acl.match)).toEqual([`ip4 && tcp && ${match} && outport == @${group!.name}`]);
  });

  it('knows the addresses of pods on other nodes, though they have no port here', () => {
    const { nb } = cluster(', "subnets": "10.9.0.0/24"', 'ingress: [{from: [{podSelector: {}}]}]');
    const ofNetwork = nb.Address_Set.filter(({ external_ids }) =>
      external_ids.get('k8s.ovn.org/name')?.startsWith('ns'),
    );
    expect(ofNetwork.map(({ addresses }) => addresses)).toEqual([
      ['10.9.0.1', '10.9.0.2', '10.9.0.3'],
      ['10.9.0.1', '10.9.0.2', '10.9.0.3'],
    ]);
    expect(nb.Logical_Switch_Port.map(({ name }) => name)).toEqual([
      'ns.one_ns_p',
      'ns.two_ns_p',
      'lan_ovn_localnet_port',
    ]);
  });
});

describe('an EgressFirewall', () => {
  const OPTIONS: BuildOptions = { features: ['egress-firewall-on-udn'] };
  const group = hashedName(dbIds('Port_Group', 'Namespace', BLUE, 'ns'));
  const rows = (to: string, ports = '', { network = CUDN, logging = '', type = 'Deny' } = {}) => {
    const firewall = `kind: EgressFirewall
apiVersion: k8s.ovn.org/v1
metadata: {name: default, namespace: ns}
spec: {egress: [{type: ${type}, to: {${to}}${ports}}]}`;
    const hosts = node('c', `annotations: {k8s.ovn.org/host-cidrs: '["198.51.100.1/24", "192.0.2.3/24"]'}`);
    const { nb } = build(documents(network, ns(logging), node('b'), hosts, node('a'), pod('p'), firewall), OPTIONS);
    return nb.ACL.filter(({ external_ids }) => external_ids.get('k8s.ovn.org/owner-type') === 'EgressFirewall');
  };
  const match = (...args: Parameters<typeof rows>) =>
    rows(...args).map(acl => acl.match.replaceAll(group, 'PG').replace(/\$a\d+/g, '$AS'));

  it.each([
    ['a network', 'cidrSelector: 8.8.8.0/24', '', ['(ip4.dst == 8.8.8.0/24) && inport == @PG']],
    [
      'a network around the own one',
      'cidrSelector: 10.0.0.0/8',
      '',
      ['(ip4.dst == 10.0.0.0/8 && ip4.dst != 10.1.0.0/24) && inport == @PG'],
    ],
    ['a name', 'dnsName: example.com', '', ['(ip4.dst == $AS) && inport == @PG']],
    [
      'all nodes, in order',
      'nodeSelector: {}',
      '',
      [
        '(ip4.dst == 192.0.2.11 || ip4.dst == 192.0.2.13 || ip4.dst == 192.0.2.3 || ip4.dst == 198.51.100.1) && inport == @PG',
      ],
    ],
    ['no node', 'nodeSelector: {matchLabels: {a: b}}', '', []],
    [
      'a network that is not in the usual form, which is copied',
      'cidrSelector: 2001:DB8::1/32',
      '',
      ['(ip6.dst == 2001:DB8::1/32) && inport == @PG'],
    ],
    [
      'protocols without ports, in the order of OVN-Kubernetes',
      'cidrSelector: 8.8.8.0/24',
      ', ports: [{protocol: SCTP}, {protocol: TCP}, {protocol: UDP, port: 53}]',
      ['(ip4.dst == 8.8.8.0/24) && inport == @PG && ((udp && ( udp.dst == 53 )) || (tcp) || (sctp))'],
    ],
    [
      'ports, by protocol',
      'cidrSelector: 8.8.8.0/24',
      ', ports: [{protocol: TCP, port: 80}, {protocol: UDP, port: 53}, {protocol: TCP, port: 443}]',
      [
        '(ip4.dst == 8.8.8.0/24) && inport == @PG && ((udp && ( udp.dst == 53 )) || (tcp && ( tcp.dst == 80 || tcp.dst == 443 )))',
      ],
    ],
    [
      'a protocol',
      'cidrSelector: 8.8.8.0/24',
      ', ports: [{protocol: TCP, port: 80}, {protocol: TCP}]',
      ['(ip4.dst == 8.8.8.0/24) && inport == @PG && ((tcp))'],
    ],
  ])('about %s', (_, to, ports, expected) => expect(match(to, ports)).toEqual(expected));

  it('matches in the egress pipeline, by the port of the sender', () =>
    expect(rows('cidrSelector: 8.8.8.0/24')[0]).toMatchObject({
      priority: 10000,
      direction: 'to-lport',
      action: 'drop',
      name: 'EF:ns:0',
      tier: 2,
    }));

  it.each([
    ['Allow', 'allow', 'info'],
    ['Deny', 'drop', 'alert'],
  ])('to %s is logged as the namespace wants it', (type, action, severity) => {
    const logging = `k8s.ovn.org/acl-logging: '{"allow": "info", "deny": "alert"}'`;
    expect(rows('cidrSelector: 8.8.8.0/24', '', { type, logging })).toMatchObject([{ action, severity, log: true }]);
  });

  describe('about a DNS name', () => {
    const firewall = (name: string) => `kind: EgressFirewall
apiVersion: k8s.ovn.org/v1
metadata: {name: default, namespace: ns}
spec: {egress: [{type: Allow, to: {dnsName: "${name}"}}, {type: Deny, to: {cidrSelector: 0.0.0.0/0}}]}`;
    const resolver = (name: string, ...addresses: readonly string[]) => `kind: DNSNameResolver
apiVersion: network.openshift.io/v1alpha1
metadata: {name: dns-1, namespace: openshift-ovn-kubernetes}
spec: {name: "${name}"}
status: {resolvedNames: [${addresses.map(ip => `{dnsName: "${name}", resolvedAddresses: [{ip: "${ip}"}]}`).join()}]}`;
    const answer = (name: string, ...resolvers: readonly string[]) => {
      const built = build(documents(CUDN, ns(), node('a'), pod('p'), firewall(name), ...resolvers), OPTIONS);
      const ofOwner = <R extends { readonly external_ids: ReadonlyMap<string, string> }>(rows: readonly R[]) =>
        rows.filter(({ external_ids: ids }) => ids.get('k8s.ovn.org/owner-type')?.startsWith('EgressFirewall'));
      const [set] = ofOwner(built.nb.Address_Set);
      return {
        acls: ofOwner(built.nb.ACL).length,
        set: set && [set.external_ids.get('k8s.ovn.org/name'), set.addresses],
        codes: codes(built),
      };
    };

    it('without the resolver has an empty set with the name as written', () =>
      expect(answer('WWW.example.com')).toEqual({ acls: 2, set: ['WWW.example.com', []], codes: [] }));

    it('with a wildcard needs the resolver: without it the whole object is refused', () =>
      expect(answer('*.example.com')).toEqual({ acls: 0, set: undefined, codes: ['unknown-dns-name'] }));

    it.each([
      ['*.Example.com', '*.example.com.'],
      ['www.example.com', 'www.example.com.'],
      ['www.example.com.', 'www.example.com.'],
    ])('with the resolver has a set for the full name: %s', (name, full) =>
      expect(answer(name, resolver(full, '192.0.2.7', '10.128.0.9', '2001:db8::1'))).toEqual({
        acls: 2,
        set: [full, ['192.0.2.7']],
        codes: [],
      }));

    it('with the resolver needs two parts', () =>
      expect(answer('localhost', resolver('a.example.'))).toEqual({
        acls: 0,
        set: undefined,
        codes: ['unknown-dns-name'],
      }));
  });

  it('has no effect without the feature', () => {
    const firewall =
      'kind: EgressFirewall\napiVersion: k8s.ovn.org/v1\nmetadata: {name: default, namespace: ns}\nspec: {egress: []}';
    expect(codes(build(documents(CUDN, ns(), node('a'), pod('p'), firewall)))).toEqual(['no-egress-firewall']);
    expect(codes(build(documents(CUDN, ns(), node('a'), pod('p'), firewall), { release: '1.2' }))).toEqual([]);
  });
});

describe('multicast', () => {
  const enabled = ns('k8s.ovn.org/multicast-enabled: "true"');
  const acls = (network: string) => {
    const { nb } = build(documents(network, enabled, node('a'), pod('p')));
    const own = nb.ACL.filter(({ external_ids }) => external_ids.get('k8s.ovn.org/owner-type') === 'MulticastNS');
    return own.map(({ match, priority, direction }) => [direction, priority, match.replace(/([@$])a\d+/g, '$1X')]);
  };

  it('is allowed among the pods of a namespace that asks for it', () =>
    expect(acls(CUDN)).toEqual([
      ['from-lport', 1012, 'inport == @X && ip4.mcast'],
      ['to-lport', 1012, 'outport == @X && (igmp || (ip4.src == $X && ip4.mcast))'],
    ]));

  it('in both families', () =>
    expect(acls(DUAL)).toEqual([
      [
        'from-lport',
        1012,
        'inport == @X && (ip4.mcast || (mldv1 || mldv2 || (ip6.dst[120..127] == 0xff && ip6.dst[116] == 1)))',
      ],
      [
        'to-lport',
        1012,
        'outport == @X && ((igmp || (ip4.src == $X && ip4.mcast)) || (mldv1 || mldv2 || (ip6.src == $X && (ip6.dst[120..127] == 0xff && ip6.dst[116] == 1))))',
      ],
    ]));
});
