/**
 * Which DHCP server answers the guest on each interface of a virtual machine. This depends on the binding of the interface
 * and on its network (KubeVirt's user guide, "Interfaces and Networks"; docs/network of KubeVirt).
 */
import { type Prefix, parsePrefix, printAddress } from '../../base/ip.ts';
import { primaryNetworkOf } from '../../kubernetes/primary-network.ts';
import type { ClusterView, Machine, MachineInterface, NetworkPort, ObjectKey, UserNetwork } from './cluster-view.ts';

/** `plugin`: the program that emulates the network for the guest; `unknown`: udon does not know the network or the binding. */
export type AnsweringServer = 'OVN' | 'virt-launcher' | 'plugin' | 'outside' | 'nobody' | 'unknown';

export interface Answerer {
  readonly server: AnsweringServer;
  /** Why it is this server: a sentence without a full stop. */
  readonly why: string;
  /** The address that it gives, if it is known. */
  readonly address?: string | undefined;
  readonly router?: string | undefined;
  readonly mtu?: number | undefined;
  /** Whether this depends on a primary network that was not compiled. */
  readonly isUndecided?: true;
}

/** Whether requests go through OVN's flows to a server that is not OVN: outside, or in another guest. */
export const isThroughOvn = (link: MachineInterface, machine: Machine, cluster: ClusterView): boolean => {
  const network = networkBehind(link, machine, cluster);
  return [bridge, tap].includes(BINDINGS[link.binding]!) && network?.role === 'secondary' && !network.hasIpam;
};

/** An interface, with all that the manifests say about its network. */
interface Situation {
  readonly link: MachineInterface;
  readonly machine: Machine;
  readonly cluster: ClusterView;
  /** The user-defined network of the interface; undefined for the cluster's own, or if the manifests do not have it. */
  readonly network: UserNetwork | undefined;
  readonly port: NetworkPort | undefined;
}

export function whoAnswers(link: MachineInterface, machine: Machine, cluster: ClusterView): Answerer {
  const network = networkBehind(link, machine, cluster);
  const uncompiled = network ? undefined : uncompiledBehind(link, machine, cluster);
  if (uncompiled) return uncompiled;
  const port = network && portOf(link, machine, network);
  const situation = { link, machine, cluster, network, port };
  const rule =
    BINDINGS[link.binding] ??
    ((): Answerer => ({ server: 'unknown', why: `udon does not know the binding ${link.binding}` }));
  return rule(situation);
}

/** The user-defined network of an interface, also if its namespace lacks the label for it. */
export function networkBehind({ network }: MachineInterface, { namespace }: Machine, { networks }: ClusterView) {
  if (network === 'pod')
    return networks.find(
      each => each.role === 'primary' && [...each.namespaces, ...each.unlabelled].includes(namespace),
    );
  return networks.find(({ attachments }) => attachments.includes(`${network.namespace}/${network.name}`));
}

/** With these bindings, the server depends on the network. */
const OF_NETWORK: readonly string[] = ['bridge', 'l2bridge', 'managedTap'];

/** The answer for an interface on a network that was not compiled. OVN has no DHCP for attachments. */
function uncompiledBehind(
  { network, binding }: MachineInterface,
  { namespace }: Machine,
  { leftOut }: ClusterView,
): Answerer | undefined {
  if (!OF_NETWORK.includes(binding)) return undefined;
  const isOfPod = network === 'pod';
  const found = isOfPod
    ? primaryNetworkOf(namespace, leftOut)
    : leftOut.find(({ attachments }) => attachments.includes(`${network.namespace}/${network.name}`));
  if (!found) return undefined;
  const why = `namespace ${namespace}: ${found.statement}`;
  return { server: 'unknown', why, ...(isOfPod && { isUndecided: true }) };
}

/** The port of the VM's last pod, which is the target of a migration. */
const portOf = (link: MachineInterface, machine: Machine, network: UserNetwork): NetworkPort | undefined =>
  network.ports.findLast(
    ({ pod, attachment }) =>
      pod.namespace === machine.namespace &&
      pod.machine === machine.name &&
      attachmentsOf(link, machine, network).includes(attachment),
  );

/** The attachments that its port can have. Of interfaces with one attachment, all but the first have an index. */
export function attachmentsOf(
  link: MachineInterface,
  machine: Machine,
  { attachments }: UserNetwork,
): readonly string[] {
  const key = keyOf(link);
  if (key === undefined) return attachments;
  const earlier = machine.interfaces.slice(0, machine.interfaces.indexOf(link)).filter(each => keyOf(each) === key);
  return [earlier.length === 0 ? key : `${key}/${earlier.length}`];
}

const keyOf = ({ network }: MachineInterface): string | undefined =>
  network === 'pod' ? undefined : `${network.namespace}/${network.name}`;

type Rule = (situation: Situation) => Answerer;

const INSIDE = parsePrefix('10.0.2.0/24')!;

const masquerade: Rule = ({ link: { vmNetworkCidr = INSIDE }, cluster, network }) => ({
  server: 'virt-launcher',
  why: network
    ? "the guest is behind the address of its pod: its requests end in the pod and never reach OVN's flow for the port"
    : 'the guest is behind the address of its pod: its requests end in the pod',
  address: printNth(vmNetworkCidr, 2n),
  router: printNth(vmNetworkCidr, 1n).split('/')[0],
  mtu: network?.mtu ?? cluster.mtu,
});

const bridge: Rule = situation => {
  const { link, network, machine } = situation;
  if (link.network !== 'pod') return bridgeToAttachment(situation, link.network);
  if (!network) return ofPodAddress(situation, "virt-launcher gives the pod's own address to the guest");
  const why =
    "virt-launcher answers in the pod first, and OVN's flow may answer, too: with the binding l2bridge or managedTap, only OVN answers";
  return { ...ofPort(situation), server: 'virt-launcher', why: `${machine.name} is on a primary network; ${why}` };
};

function bridgeToAttachment(situation: Situation, attachment: ObjectKey): Answerer {
  const { network } = situation;
  if (!network) return notAmongManifests(attachment);
  if (network.hasIpam)
    return {
      ...ofPort(situation),
      router: undefined,
      server: 'virt-launcher',
      why: "OVN has no DHCP for secondary networks; virt-launcher gives the address of the pod's interface to the guest",
    };
  return withoutIpam(network);
}

/** Bindings that connect the guest to the network directly: nothing in the pod answers. */
const tap: Rule = situation => {
  const { network, link } = situation;
  if (network?.role === 'primary')
    return {
      ...ofPort(situation),
      server: 'OVN',
      why: 'ovn-controller answers on the node, by a flow in ls_in_dhcp_options',
    };
  if (link.network === 'pod')
    return {
      server: 'nobody',
      why: "the manifests have no primary network for the namespace, and on the cluster's own network nothing answers with this binding",
    };
  if (!network) return notAmongManifests(link.network);
  if (network.hasIpam)
    return {
      server: 'nobody',
      why: 'OVN has no DHCP for secondary networks, and nothing in the pod answers with this binding',
    };
  return withoutIpam(network);
};

const physical: Rule = ({ link }) => ({
  server: 'outside',
  why: `${link.binding} connects the guest to the physical network, without OVN`,
});

const emulated: Rule = ({ link, ...situation }) => ({
  ...(link.binding.startsWith('passt') && ofPodAddress({ link, ...situation }, '')),
  server: 'plugin',
  why: `${link.binding} itself answers the guest`,
});

const BINDINGS: Readonly<Record<string, Rule>> = {
  masquerade,
  bridge,
  l2bridge: tap,
  managedTap: tap,
  sriov: physical,
  macvtap: physical,
  slirp: emulated,
  passt: emulated,
  passtBinding: emulated,
};

const notAmongManifests = ({ namespace, name }: ObjectKey): Answerer => ({
  server: 'unknown',
  why: `no network in the manifests matches attachment ${namespace}/${name}`,
});

function withoutIpam({ topology, vlan }: UserNetwork): Answerer {
  if (topology === 'layer2')
    return {
      server: 'nobody',
      why: 'the network has no IPAM and stays in the cluster: run a DHCP server in a guest on it, or give the VM a static address',
    };
  const where = vlan === undefined ? 'the physical network' : `VLAN ${vlan}`;
  return {
    server: 'outside',
    why: `a DHCP server on ${where} may answer; if there is none, give the VM a static address`,
  };
}

/** The address, router and MTU of the pod's interface on the network. */
const ofPort = ({ port, network }: Situation) => ({
  address: port && printHost(port.addresses),
  router: port?.gateways.filter(({ family }) => family === 4).map(printAddress)[0],
  mtu: network?.mtu,
});

/** The address of the pod on its primary network, which may be the cluster's own. */
function ofPodAddress(situation: Situation, why: string): Answerer {
  if (situation.network) return { server: 'virt-launcher', why, ...ofPort(situation) };
  const { machine, cluster } = situation;
  const pod = cluster.pods.findLast(each => each.namespace === machine.namespace && each.machine === machine.name);
  const given = pod?.attachments?.find(({ nad }) => nad === 'default');
  return { server: 'virt-launcher', why, address: given && printHost(given.addresses), mtu: cluster.mtu };
}

const printHost = (addresses: readonly Prefix[]): string | undefined =>
  addresses.filter(({ family }) => family === 4).map(each => `${printAddress(each)}/${each.prefixLength}`)[0];

const printNth = (network: Prefix, n: bigint): string =>
  `${printAddress({ ...network, value: network.value + n })}/${network.prefixLength}`;
