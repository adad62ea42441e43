/** Packets in the sample network `cudn2`, as arguments of ovn-trace: across nodes, to services, to the internet, and back. */
import type { OpenOptions } from '../../../src/app/sources/opened.ts';

export type Packet = readonly [title: string, args: readonly string[]];

/** What differs between the zones of nodes and the topologies of releases. */
interface Zone extends OpenOptions {
  readonly node: 'worker-0' | 'worker-1';
  /** Where the pods send packets for other networks. */
  readonly gatewayMac: string;
  /** The router port of the gateway router that leads to the pods, and its MAC. */
  readonly inner: readonly [port: string, mac: string];
}

const ON_GATEWAY = 'rtos-cluster_udn_cudn2_ovn_layer2_switch';

/** A gateway router on each node, from the zones of both nodes; and a transit router, with firewalls on user-defined networks. */
export const ZONES: readonly Zone[] = [
  { node: 'worker-0', gatewayMac: '0a:58:64:41:00:02', inner: [ON_GATEWAY, '0a:58:64:41:00:02'] },
  { node: 'worker-1', gatewayMac: '0a:58:64:41:00:03', inner: [ON_GATEWAY, '0a:58:64:41:00:03'] },
  {
    node: 'worker-0',
    ovnkRelease: '1.2',
    release: '25.03.0',
    gatewayMac: '0a:58:ac:16:00:01',
    inner: ['rtotr-GR_cluster_udn_cudn2_worker-0', '0a:58:64:41:00:02'],
  },
];

const from = (port: string, mac: string, ip: string): string =>
  `inport == "${port}" && eth.src == ${mac} && ip4.src == ${ip} && ip.ttl == 64`;
const VM = from('proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv', '0a:58:ac:16:00:06', '172.22.0.6');
const WEB = from('proj2.cudn2_proj2_web-0', '0a:58:ac:16:00:07', '172.22.0.7');
const CLIENT = from('proj2.cudn2_proj2_client-0', '0a:58:ac:16:00:08', '172.22.0.8');
const CLIENT_MAC = 'eth.dst == 0a:58:ac:16:00:08';

const states = (...each: readonly string[]): readonly string[] => each.flatMap(state => ['--ct', state]);
/** For each lookup of a new connection, however many a path has. */
const NEW = states(...Array.from({ length: 12 }, () => 'new'));
const REPLY = states(...Array.from({ length: 12 }, () => 'est,rpl'));

export function packetsOf({ node, gatewayMac, inner: [port, mac] }: Zone): readonly Packet[] {
  const gateway = `eth.dst == ${gatewayMac}`;
  const router = `GR_cluster_udn_cudn2_${node}`;
  const outerMac = node === 'worker-0' ? '52:54:00:00:0b:11' : '52:54:00:00:0b:12';
  const outside = `eth.src == 52:54:00:5e:00:01 && eth.dst == ${outerMac} && ip.ttl == 64`;
  const bridge = `inport == "br-ex_cluster_udn_cudn2_${node}" && ${outside}`;
  const requests: readonly (readonly [string, string])[] = [
    ['to a pod of the other node', `${VM} && ${CLIENT_MAC} && ip4.dst == 172.22.0.8 && tcp.dst == 8080`],
    ['to a pod of the other node, by the gateway', `${VM} && ${gateway} && ip4.dst == 172.22.0.8 && tcp.dst == 8080`],
    ['to a ClusterIP of the cluster', `${VM} && ${gateway} && ip4.dst == 10.200.0.10 && udp.dst == 53`],
    ['to a service of the network', `${CLIENT} && ${gateway} && ip4.dst == 10.200.31.7 && tcp.dst == 80`],
    ['to a service, which a policy does not allow', `${VM} && ${gateway} && ip4.dst == 10.200.31.7 && tcp.dst == 80`],
    ['to a service of its own', `${WEB} && ${gateway} && ip4.dst == 10.200.31.7 && tcp.dst == 80`],
    ['to the internet', `${VM} && ${gateway} && ip4.dst == 8.8.8.8 && tcp.dst == 443`],
    ['to the internet, which a firewall does not allow', `${VM} && ${gateway} && ip4.dst == 1.1.1.1 && tcp.dst == 443`],
    ['to the internet, which a policy does not allow', `${WEB} && ${gateway} && ip4.dst == 8.8.8.8 && tcp.dst == 443`],
    ['to the other node', `${VM} && ${gateway} && ip4.dst == 192.168.122.12 && tcp.dst == 6443`],
    ['to its gateway', `${VM} && ${gateway} && ip4.dst == 172.22.0.1 && icmp4.type == 8 && icmp4.code == 0`],
    ['with its last hop', `${VM.replace('64', '1')} && ${gateway} && ip4.dst == 8.8.8.8 && udp.dst == 33434`],
    ['to a service, from outside', `${bridge} && ip4.src == 192.168.122.1 && ip4.dst == 10.200.31.7 && tcp.dst == 80`],
  ];
  const replies: readonly (readonly [string, string])[] = [
    ['back to the masquerade address', `${bridge} && ip4.src == 8.8.8.8 && ip4.dst == 169.254.0.11 && tcp.src == 443`],
    [
      'back to the VM, after conntrack restored its address',
      `inport == "rtoe-${router}" && ${outside} && ip4.src == 8.8.8.8 && ip4.dst == 172.22.0.6 && tcp.src == 443`,
    ],
    [
      'back from the router to the switch',
      `inport == "${port}" && eth.dst == ${mac} && ip.ttl == 64 && ip4.src == 172.22.0.6 && ip4.dst == 8.8.8.8 && tcp.src == 80`,
    ],
    ['back from a service', `${WEB} && ${CLIENT_MAC} && ip4.dst == 172.22.0.8 && tcp.src == 8080`],
  ];
  return [
    ...requests.map(([title, microflow]) => [title, ['--all', ...NEW, microflow]] as const),
    ...replies.map(([title, microflow]) => [title, ['--all', ...REPLY, microflow]] as const),
  ];
}
