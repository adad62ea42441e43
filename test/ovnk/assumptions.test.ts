/** The values that are assumed if the manifests lack them, and the notes about them. */
import { describe, expect, it } from 'vitest';
import { LABELS } from '../../src/kubernetes/labels.ts';
import { build, CUDN, codes, documents, LOCALNET, machine, node, pod, portOf } from './cluster.ts';

describe('a network and a virtual machine, nothing else', () => {
  const built = build(documents(CUDN, machine('vm')));
  const port = portOf(built, 'virt-launcher-vm-');

  it('has a port for the virtual machine', () => {
    expect(port?.addresses).toEqual(['0a:58:0a:01:00:03 10.1.0.3']);
    expect(port?.name).toMatch(/^ns\.blue_ns_virt-launcher-vm-[a-z0-9]{5}$/);
    expect(port?.dhcpv4_options?.options.get('dns_server')).toBe('172.30.0.10');
  });
  it('has the same port each time', () =>
    expect(portOf(build(documents(CUDN, machine('vm'))), 'virt-launcher')).toEqual(port));
  it('says what it assumes', () => expect(built.diagnostics.length).toBeGreaterThan(5));
  it('has one node', () =>
    expect(built.nb.Logical_Router.map(({ name }) => name)).toEqual(['GR_cluster_udn_blue_worker-0']));
});

describe('pods', () => {
  it.each([
    ['on the host network', pod('p', '', 'nodeName: a, hostNetwork: true')],
    ['that are done', pod('p', '', 'nodeName: a', 'phase: Succeeded')],
    ['elsewhere', pod('p').replace('namespace: ns', 'namespace: other')],
  ])('%s have no port', (_, text) => expect(portOf(build(documents(CUDN, pod('q'), text)), '_p')).toBeUndefined());

  it('of virtual machines that do not run do not exist', () =>
    expect(portOf(build(documents(CUDN, machine('vm', 'runStrategy: Halted, '))), 'virt-launcher')).toBeUndefined());

  it('of virtual machines run on the node of their instance', () => {
    const instance = `kind: VirtualMachineInstance\napiVersion: kubevirt.io/v1\nmetadata: {name: vm, namespace: ns}\nspec: {}\nstatus: {nodeName: b}`;
    const halted = machine('vm', 'runStrategy: Halted, ');
    const built = build(documents(CUDN, node('a'), node('b'), halted, instance));
    expect(portOf(built, 'virt-launcher')).toMatchObject({ type: 'remote', options: expect.any(Map) });
    expect(portOf(built, 'virt-launcher')!.options.get('requested-chassis')).toBe('b');
  });
  it('that are not created yet get their addresses last', () => {
    const CREATED = 'creationTimestamp: "2025-01-01T00:00:00Z"';
    const built = build(documents(CUDN, node('a'), machine('vm'), pod('q', CREATED), pod('r')));
    const addresses = ['_q', '_r', 'virt-launcher'].map(name => portOf(built, name)!.addresses[0]!.split(' ')[1]);
    expect(addresses).toEqual(['10.1.0.3', '10.1.0.4', '10.1.0.5']);
  });

  it('on another node are remote', () => {
    const built = build(documents(CUDN, node('a'), node('b'), pod('p', '', 'nodeName: b')));
    expect(portOf(built, '_p')).toMatchObject({ type: 'remote' });
    expect(portOf(built, 'switch_b')).toMatchObject({ type: 'remote', addresses: ['0a:58:64:41:00:03 100.65.0.3/16'] });
  });
  it('are local on the chosen node', () =>
    expect(
      portOf(build(documents(CUDN, node('a'), node('b'), pod('p', '', 'nodeName: b')), { node: 'b' }), '_p')?.type,
    ).toBe(''));
  it('cannot choose their addresses on a secondary network with IPAM', () => {
    const request = `annotations: {k8s.v1.cni.cncf.io/networks: '[{"name": "lan", "ips": ["192.168.4.77/24"]}]'}`;
    const built = build(documents(LOCALNET, node('a'), pod('p', request)));
    expect(portOf(built, '_ns_p')).toBeUndefined();
    expect(codes(built)).toEqual(['address-on-secondary']);
    const plain = LOCALNET.replace('subnets: [192.168.4.0/24]', 'ipam: {mode: Disabled}');
    expect(portOf(build(documents(plain, node('a'), pod('p', request))), '_ns_p')?.addresses).toEqual([
      '0a:58:c0:a8:04:4d 192.168.4.77',
    ]);
  });
  it('get the addresses that they request', () => {
    const request = `annotations: {v1.multus-cni.io/default-network: '[{"name": "default", "ips": ["10.1.0.77/24"], "mac": "02:03:04:05:06:07"}]'}`;
    expect(portOf(build(documents(CUDN, pod('p', request))), '_p')?.addresses).toEqual(['02:03:04:05:06:07 10.1.0.77']);
  });
});

describe('live migration', () => {
  const launcher = (name: string, second: number, more = '', status = '') =>
    pod(
      name,
      `creationTimestamp: "2025-01-01T00:00:0${second}Z", labels: {vm.kubevirt.io/name: vm}, annotations: {${more}}`,
      `nodeName: ${name}`,
      status,
    );
  const planned = (name: string, more = '') => launcher(name, 0, more).replace(/creationTimestamp: ".*?", /, '');
  const READY = 'kubevirt.io/migration-target-ready-timestamp: "2025-01-01T00:01:00Z"';
  const ADDRESSES = ['0a:58:0a:01:00:03 10.1.0.3'];

  it.each([
    ['before', [launcher('a', 1)], { a: [undefined, ADDRESSES] }],
    ['under way', [launcher('a', 1), launcher('b', 2)], { a: [undefined, ADDRESSES], b: [false, []] }],
    ['when the target is ready', [launcher('a', 1), launcher('b', 2, READY)], { a: [false, []], b: [true, ADDRESSES] }],
    ['after', [launcher('a', 1, '', 'phase: Succeeded'), launcher('b', 2, READY)], { b: [undefined, ADDRESSES] }],
    ['before they are created', [planned('a'), planned('b', READY)], { a: [false, []], b: [true, ADDRESSES] }],
    ['failed', [launcher('a', 1), launcher('b', 2, '', 'phase: Failed')], { a: [true, ADDRESSES] }],
  ])('%s', (_, pods, expected) => {
    const { nb } = build(documents(CUDN, ...pods));
    const ports = nb.Logical_Switch_Port.filter(port => port.external_ids.get('pod'));
    const found = ports.map(({ name, enabled, addresses }) => [name.slice(-1), [enabled, addresses]]);
    expect(Object.fromEntries(found)).toEqual(expected);
    expect(ports.every(port => port.port_security.join() === ADDRESSES.join())).toBe(true);
  });

  it.each([
    ['after', [launcher('a', 1, '', 'phase: Succeeded'), launcher('b', 2, READY)], true],
    ['long after', [launcher('b', 2, READY)], true],
    ['after a restart', [launcher('a', 1, '', 'phase: Succeeded'), launcher('b', 2)], undefined],
  ])('%s, in release 1.3', (_, pods, enabled) => {
    const { nb } = build(documents(CUDN, ...pods), { release: '1.3' });
    expect(nb.Logical_Switch_Port.find(port => port.external_ids.get('pod'))?.enabled).toBe(enabled);
  });
});

describe('a Localnet network', () => {
  const networks = `k8s.v1.cni.cncf.io/networks: lan`;
  const built = build(
    documents(
      LOCALNET,
      node('a'),
      node('b'),
      pod('p', `annotations: {${networks}}`),
      pod('q', `annotations: {${networks}}`, 'nodeName: b'),
    ),
  );

  it('has a switch with a port to the physical network', () => {
    expect(built.nb.Logical_Switch.map(({ name, other_config }) => [name, [...other_config]])).toEqual([
      ['cluster_udn_lan_ovn_localnet_switch', [['subnet', '192.168.4.0/24']]],
    ]);
    expect(portOf(built, 'localnet_port')).toMatchObject({
      type: 'localnet',
      addresses: ['unknown'],
      tag_request: 1924,
      options: new Map([['network_name', 'datacenter']]),
    });
  });
  it('has ports of the own node only, without tunnel keys', () => {
    expect(portOf(built, '_q')).toBeUndefined();
    expect([...portOf(built, '_p')!.options.keys()]).toEqual(['iface-id-ver', 'requested-chassis']);
  });
  it('without IPAM has ports without addresses', () => {
    const plain = LOCALNET.replace('subnets: [192.168.4.0/24]', 'ipam: {mode: Disabled}');
    const given = `k8s.ovn.org/pod-networks: '{"ns/lan": {"ip_addresses": null, "mac_address": "0a:58:0a:01:00:09"}}'`;
    const { nb } = build(documents(plain, node('a'), pod('p', `annotations: {${networks}, ${given}}`)));
    expect(nb.Logical_Switch_Port.find(({ name }) => name.endsWith('_p'))!.addresses).toEqual(['0a:58:0a:01:00:09']);
  });
  it('has no router and no ACLs', () =>
    expect([built.nb.Logical_Router, built.nb.ACL, built.nb.Meter.length]).toEqual([[], [], 10]));
});

describe('a network that the cluster does not make', () => {
  const LABELLED = `kind: Namespace\nmetadata: {name: ns, labels: {${LABELS.primaryNetwork}: ""}}`;
  const attachment = (name: string, role: string, annotations = '') => `kind: NetworkAttachmentDefinition
apiVersion: k8s.cni.cncf.io/v1
metadata: {name: ${name}, namespace: ns, annotations: {${annotations}}}
spec:
  config: '{"type": "ovn-k8s-cni-overlay", "name": "${name}", "netAttachDefName": "ns/${name}", "topology": "layer2", "role": "${role}", "subnets": "10.9.0.0/24"}'`;
  const switches = (...texts: readonly string[]) =>
    build(documents(node('a'), pod('p'), ...texts))
      .nb.Logical_Switch.map(({ name }) => name)
      .filter(name => !name.startsWith('ext_'));
  const attached = (name: string) =>
    attachment(name, 'primary', 'k8s.ovn.org/network-id: "7"')
      .replace(`"name": "${name}"`, `"name": "cluster_udn_${name}"`)
      .replace('10.9.0.0', '10.1.0.0');
  const BLUE = 'cluster_udn_blue_ovn_layer2_switch';
  const RED = 'cluster_udn_red_ovn_layer2_switch';
  const red = CUDN.replace('name: blue', 'name: red');

  it.each<[string, readonly string[], readonly string[]]>([
    ['in a namespace without the label', [CUDN, LABELLED.replace(LABELS.primaryNetwork, 'x')], []],
    ['in no namespace', [CUDN.replace('name: ns', 'name: none'), LABELLED], []],
    ['in a namespace that has a primary network', [CUDN, red, LABELLED], [BLUE]],
    ['unless it is the one that exists', [CUDN, red, attached('red'), LABELLED], [RED]],
    [
      'by an attachment, in a namespace that has another',
      [attachment('x', 'primary'), attachment('y', 'primary'), LABELLED],
      ['x_ovn_layer2_switch'],
    ],
    [
      'by an attachment, made without the label, too',
      [attachment('x', 'primary'), LABELLED.replace(LABELS.primaryNetwork, 'x')],
      ['x_ovn_layer2_switch'],
    ],
    [
      'by an attachment, made as a secondary one beside it',
      [CUDN, attachment('y', 'secondary'), LABELLED],
      [BLUE, 'y_ovn_layer2_switch'],
    ],
  ])('%s', (_, texts, expected) => expect(switches(...texts)).toEqual(expected));

  it('has no id', () => {
    const { nb } = build(
      documents(node('a'), pod('p'), CUDN.replace('metadata.name: ns', 'metadata.name: none'), red, LABELLED),
    );
    expect(nb.Logical_Switch[0]!.other_config.get('requested-tnl-key')).toBe('16711684');
  });

  it('has no port for pods of a namespace without the label', () => {
    const { nb } = build(
      documents(node('a'), pod('p'), attachment('x', 'primary'), LABELLED.replace(LABELS.primaryNetwork, 'x')),
    );
    expect(nb.Logical_Switch_Port.filter(({ external_ids }) => external_ids.has('pod'))).toEqual([]);
  });
});

describe('a pod without a node', () => {
  const ports = (status: string) =>
    build(documents(CUDN, node('a'), pod('p', '', '', status))).nb.Logical_Switch_Port.filter(({ external_ids }) =>
      external_ids.has('pod'),
    ).length;

  it('has no port while it is pending', () => expect(ports('phase: Pending')).toBe(0));
  it('is taken to be on the node where its status is unknown', () => expect(ports('')).toBe(1));
});

describe('overlaps with ranges of the cluster that are assumed', () => {
  const wide = (subnet: string) => documents(CUDN.replace('10.1.0.0/24', subnet), pod('p'));
  const CLUSTER =
    'kind: Network\napiVersion: config.openshift.io/v1\nmetadata: {name: cluster}\nspec: {clusterNetwork: [{cidr: 10.200.0.0/16}], serviceNetwork: [10.201.0.0/16]}';
  const said = (text: string) =>
    build(text).diagnostics.flatMap(({ code, message }) => (code === 'assumed-overlap' ? [message.split(':')[1]] : []));

  it.each([
    ['pods', wide('10.128.0.0/16'), [' 10.128.0.0/16 overlaps with the pod network 10.128.0.0/14, which is assumed']],
    [
      'services',
      wide('172.0.0.0/8'),
      [' 172.0.0.0/8 overlaps with the service network 172.30.0.0/16, which is assumed'],
    ],
    ['none', wide('10.1.0.0/16'), []],
    ['a Localnet network may', documents(LOCALNET.replace('192.168.4.0/24', '10.128.0.0/16'), pod('p')), []],
    ['with a Network object', documents(CLUSTER, wide('10.128.0.0/16')), []],
  ])('%s', (_, text, expected) => expect(said(text)).toEqual(expected));
});

describe('likely mistakes', () => {
  const namespace = (labels: string) => `kind: Namespace\nmetadata: {name: ns, labels: {${labels}}}`;
  it.each([
    ['a namespace without the label', documents(CUDN, namespace(''), pod('p')), ['unlabelled-namespace']],
    ['a network without namespaces', CUDN, ['no-namespace']],
    ['a second primary network', documents(CUDN, CUDN.replace('blue', 'red'), pod('p')), ['second-primary']],
    ['no network', pod('p'), ['no-network']],
    [
      'an egress firewall',
      documents(
        CUDN,
        pod('p'),
        'kind: EgressFirewall\napiVersion: k8s.ovn.org/v1\nmetadata: {name: default}\nspec: {egress: []}',
      ),
      ['no-egress-firewall'],
    ],
  ])('%s', (_, text, expected) => expect(codes(build(text))).toEqual(expected));

  it('a node that does not exist', () => {
    const built = build(documents(CUDN, node('a'), pod('p')), { node: 'c' });
    expect(codes(built)).toEqual(['no-such-node']);
    expect(built.diagnostics[0]?.message).toBe('the manifests have no node "c"; they have a');
  });
});
