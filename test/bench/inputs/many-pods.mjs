/**
 * A namespace with its own network and any number of VMs, as manifests. Each VM has a virt-launcher pod. Every other pod has
 * its addresses in an annotation; udon computes those of the others.
 */
const NAMESPACE = 'vms';
const NETWORK = 'vms';

/** The objects in the form in which an API server lists them. */
export const manyPods = count => [
  namespace(),
  node(),
  network(),
  ...Array.from({ length: count }, (_, index) => virtLauncher(index)),
];

const namespace = () => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: NAMESPACE, labels: { 'k8s.ovn.org/primary-user-defined-network': '' } },
});

const node = () => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: 'worker-0',
    annotations: { 'k8s.ovn.org/zone-name': 'worker-0', 'k8s.ovn.org/node-id': '2' },
  },
  status: { addresses: [{ type: 'InternalIP', address: '192.168.122.11' }] },
});

const network = () => ({
  apiVersion: 'k8s.ovn.org/v1',
  kind: 'UserDefinedNetwork',
  metadata: { name: NETWORK, namespace: NAMESPACE },
  spec: {
    topology: 'Layer2',
    layer2: { role: 'Primary', subnets: ['172.16.0.0/12'], ipam: { lifecycle: 'Persistent' } },
  },
});

function virtLauncher(index) {
  const vm = `vm-${index}`;
  const given = index % 2 === 0 ? { 'k8s.ovn.org/pod-networks': JSON.stringify(podNetworks(index)) } : {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `virt-launcher-${vm}`,
      namespace: NAMESPACE,
      uid: `7a0f2f9e-15d4-4c8a-8b43-${index.toString(16).padStart(12, '0')}`,
      labels: { 'kubevirt.io': 'virt-launcher', 'vm.kubevirt.io/name': vm },
      annotations: {
        'kubevirt.io/domain': vm,
        'kubevirt.io/allow-pod-bridge-network-live-migration': '',
        ...given,
      },
    },
    spec: { nodeName: 'worker-0' },
    status: { phase: 'Running' },
  };
}

/** Far from the addresses that are assigned first. */
function podNetworks(index) {
  const bytes = [172, 20 + (index >> 16), (index >> 8) & 0xff, index & 0xff];
  const address = bytes.join('.');
  const mac = `0a:58:${bytes.map(byte => byte.toString(16).padStart(2, '0')).join(':')}`;
  const routes = [
    { dest: '10.96.0.0/16', nextHop: '172.16.0.1' },
    { dest: '100.65.0.0/16', nextHop: '172.16.0.1' },
  ];
  return {
    [`${NAMESPACE}/${NETWORK}`]: {
      ip_addresses: [`${address}/12`],
      mac_address: mac,
      gateway_ips: ['172.16.0.1'],
      routes,
      ip_address: `${address}/12`,
      gateway_ip: '172.16.0.1',
      tunnel_id: index + 2,
      role: 'primary',
    },
  };
}
