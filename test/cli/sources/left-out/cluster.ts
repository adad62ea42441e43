/**
 * A cluster as clusters are: 20 VMs on Layer2 networks, beside Layer3 and EVPN networks, attachments of other plugins and a
 * pod with an annotation that cannot be read.
 */

const LABEL = 'k8s.ovn.org/primary-user-defined-network: ""';

const namespace = (name: string, labels = LABEL) =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {kubernetes.io/metadata.name: ${name}, ${labels}}}`;

const layer3 = (name: string, index: number) =>
  `${namespace(name)}
---
apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: routed, namespace: ${name}}
spec: {topology: Layer3, layer3: {role: Primary, subnets: [{cidr: 10.2${index}.0.0/16, hostSubnet: 24}]}}`;

const evpn = (name: string, index: number) =>
  `${namespace(name)}
---
apiVersion: k8s.ovn.org/v1
kind: ClusterUserDefinedNetwork
metadata: {name: ${name}}
spec:
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${name}}}
  network:
    topology: Layer2
    layer2: {role: Primary, subnets: [10.3${index}.0.0/16]}
    transport: EVPN
    evpn: {vtep: tor, macVRF: {vni: 10${index}}}`;

const attachment = (name: string, config: string) =>
  `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: ${name}, namespace: fabric}\nspec:\n  config: '${config}'`;

const ATTACHMENTS: Readonly<Record<string, string>> = {
  bridge: '{"cniVersion": "0.3.1", "name": "bridge", "type": "cnv-bridge", "bridge": "br1", "vlan": 100}',
  macvlan:
    '{"cniVersion": "0.3.1", "type": "macvlan", "master": "eth1", "ipam": {"type": "whereabouts", "range": "10.9.0.0/24"}}',
  sriov: '{"cniVersion": "1.0.0", "name": "sriov", "type": "sriov", "vlan": 7, "mtu": "9000"}',
  chain: '{"cniVersion": "1.0.0", "name": "chain", "plugins": [{"type": "bridge"}, {"type": "tuning"}]}',
  broken: '{"cniVersion": "1.0.0", "name": "broken", "type": "ipvlan",}',
};

const tenant = (name: string, subnet: string) =>
  `${namespace(name)}
---
apiVersion: k8s.ovn.org/v1
kind: UserDefinedNetwork
metadata: {name: flat, namespace: ${name}}
spec: {topology: Layer2, layer2: {role: Primary, subnets: [${subnet}], ipam: {lifecycle: Persistent}}}`;

const machine = (name: string, tenantName: string) =>
  `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: ${name}, namespace: ${tenantName}}
spec:
  runStrategy: Always
  template:
    spec:
      domain: {devices: {interfaces: [{name: default, binding: {name: l2bridge}}]}}
      networks: [{name: default, pod: {}}]`;

const BROKEN_POD = `apiVersion: v1
kind: Pod
metadata: {name: web-0, namespace: tenant-a, annotations: {k8s.ovn.org/pod-networks: "{tenant-a/flat"}}
spec: {nodeName: worker-0, containers: [{name: web, image: web}]}
status: {phase: Running}`;

const TENANTS = { 'tenant-a': '10.50.0', 'tenant-b': '10.60.0' } as const;

/** Ten in each tenant. OVN-Kubernetes gives the first free addresses, from .3 on, in the order of the manifests. */
const MACHINES = Object.entries(TENANTS).flatMap(([tenantName, prefix]) =>
  Array.from({ length: 10 }, (_, index) => ({
    namespace: tenantName,
    name: `vm-${String(index).padStart(2, '0')}`,
    address: `${prefix}.${index + 3}/24`,
  })),
);

export const CLUSTER = {
  manifests: [
    ...['routed-a', 'routed-b', 'routed-c'].map(layer3),
    ...['fabric-a', 'fabric-b'].map(evpn),
    namespace('fabric', 'team: fabric'),
    ...Object.entries(ATTACHMENTS).map(([name, config]) => attachment(name, config)),
    ...Object.entries(TENANTS).map(([name, prefix]) => tenant(name, `${prefix}.0/24`)),
    BROKEN_POD,
    ...MACHINES.map(({ namespace, name }) => machine(name, namespace)),
  ].join('\n---\n'),
  /** How the line about each begins. */
  leftOut: [
    ...['routed-a', 'routed-b', 'routed-c'].map(name => `UserDefinedNetwork ${name}/routed is left out`),
    ...['fabric-a', 'fabric-b'].map(name => `ClusterUserDefinedNetwork ${name} is left out`),
    ...Object.keys(ATTACHMENTS).map(name => `NetworkAttachmentDefinition fabric/${name} is left out`),
    'tenant-a/web-0: annotation k8s.ovn.org/pod-networks cannot be read',
  ],
  machines: MACHINES.map(({ namespace, name, address }) => [`${namespace}/${name}`, 'leased', address] as const),
};
