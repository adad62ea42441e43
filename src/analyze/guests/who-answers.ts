/**
 * Which DHCP server the guest meets on each interface of a virtual machine: it follows from the interface's binding and
 * from the network behind it (KubeVirt's user guide, "Interfaces and Networks"; docs/network of KubeVirt).
 */
import { type Prefix, parsePrefix, printAddress } from '../../base/ip.ts';
import { virtualMachineIn } from '../../kubernetes/names.ts';
import type { ClusterView, Machine, MachineInterface, NetworkPort, ObjectKey, UserNetwork } from './cluster-view.ts';

/** `plugin`: the program that emulates the network for the guest; `unknown`: what is there is not among the manifests. */
export type AnsweringServer = 'OVN' | 'virt-launcher' | 'plugin' | 'outside' | 'nobody' | 'unknown';

export interface Answerer {
  readonly server: AnsweringServer;
  /** Why it is this one: a sentence without a full stop. */
  readonly why: string;
  /** What it gives, as far as that is known. */
  readonly address?: string | undefined;
  readonly router?: string | undefined;
  readonly mtu?: number | undefined;
}

/** An interface with all that the manifests say of what is behind it. */
interface Situation {
  readonly link: MachineInterface;
  readonly machine: Machine;
  readonly cluster: ClusterView;
  /** The user-defined network behind it; undefined for the cluster's own, or for one that is not there. */
  readonly network: UserNetwork | undefined;
  readonly port: NetworkPort | undefined;
}

export function whoAnswers(link: MachineInterface, machine: Machine, cluster: ClusterView): Answerer {
  const network = networkBehind(link, machine, cluster);
  const port = network && portOf(machine, network);
  const situation = { link, machine, cluster, network, port };
  const rule =
    BINDINGS[link.binding] ??
    ((): Answerer => ({ server: 'unknown', why: `udon does not know the binding ${link.binding}` }));
  return rule(situation);
}

/** The user-defined network that an interface is on, or would be, if its namespace had the label for it. */
export function networkBehind({ network }: MachineInterface, { namespace }: Machine, { networks }: ClusterView) {
  if (network === 'pod')
    return networks.find(
      each => each.role === 'primary' && [...each.namespaces, ...each.unlabelled].includes(namespace),
    );
  return networks.find(({ attachments }) => attachments.includes(`${network.namespace}/${network.name}`));
}

/** The last of its pods counts: the target of a migration. */
export const portOf = ({ namespace, name }: Machine, { ports }: UserNetwork): NetworkPort | undefined =>
  ports.findLast(({ pod }) => pod.namespace === namespace && virtualMachineIn(pod.name) === name);

type Rule = (situation: Situation) => Answerer;

const INSIDE = parsePrefix('10.0.2.0/24')!;

const masquerade: Rule = ({ link: { vmNetworkCidr = INSIDE }, cluster, network }) => ({
  server: 'virt-launcher',
  why: network
    ? "the guest is hidden behind its pod's address: its requests end in the pod, so OVN's flow for the port never sees one"
    : "the guest is hidden behind its pod's address: its requests end in the pod",
  address: printNth(vmNetworkCidr, 2n),
  router: printNth(vmNetworkCidr, 1n).split('/')[0],
  mtu: network?.mtu ?? cluster.mtu,
});

const bridge: Rule = situation => {
  const { link, network, machine } = situation;
  if (link.network !== 'pod') return bridgeToAttachment(situation, link.network);
  if (!network) return ofPodAddress(situation, "the pod's own address is handed on to the guest");
  const why =
    "virt-launcher answers in the pod before OVN's flow could, and they may both answer: use the binding l2bridge or managedTap for OVN alone";
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
      why: "OVN has no DHCP for secondary networks; virt-launcher hands on the address of the pod's interface",
    };
  return withoutIpam(network);
}

/** Bindings that put the guest on the network as it is, with nobody in the pod who answers. */
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
      why: "no primary network of the namespace is among the manifests, and on the cluster's own nobody answers behind this binding",
    };
  if (!network) return notAmongManifests(link.network);
  if (network.hasIpam)
    return {
      server: 'nobody',
      why: 'OVN has no DHCP for secondary networks, and nobody answers in the pod behind this binding',
    };
  return withoutIpam(network);
};

const physical: Rule = ({ link }) => ({
  server: 'outside',
  why: `${link.binding} puts the guest on the physical network, past OVN`,
});

const emulated: Rule = ({ link, ...situation }) => ({
  ...(link.binding.startsWith('passt') && ofPodAddress({ link, ...situation }, '')),
  server: 'plugin',
  why: `${link.binding} answers itself, for the guest behind it`,
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
  why: `attachment ${namespace}/${name} is of no network among the manifests`,
});

function withoutIpam({ topology, vlan }: UserNetwork): Answerer {
  if (topology === 'layer2')
    return {
      server: 'nobody',
      why: 'the network has no IPAM and ends at the cluster: unless a guest on it serves DHCP, give the VM a static address',
    };
  const where = vlan === undefined ? 'the physical network' : `VLAN ${vlan}`;
  return { server: 'outside', why: `whoever serves ${where} answers, or nobody: then give the VM a static address` };
}

/** What the pod's interface on the network has. */
const ofPort = ({ port, network }: Situation) => ({
  address: port && printHost(port.addresses),
  router: port?.gateways.filter(({ family }) => family === 4).map(printAddress)[0],
  mtu: network?.mtu,
});

/** What the pod has on the network that is its own, be it the cluster's or a primary one. */
function ofPodAddress(situation: Situation, why: string): Answerer {
  if (situation.network) return { server: 'virt-launcher', why, ...ofPort(situation) };
  const { machine, cluster } = situation;
  const pod = cluster.pods.findLast(
    ({ namespace, name }) => namespace === machine.namespace && virtualMachineIn(name) === machine.name,
  );
  const given = pod?.attachments?.find(({ nad }) => nad === 'default');
  return { server: 'virt-launcher', why, address: given && printHost(given.addresses), mtu: cluster.mtu };
}

const printHost = (addresses: readonly Prefix[]): string | undefined =>
  addresses.filter(({ family }) => family === 4).map(each => `${printAddress(each)}/${each.prefixLength}`)[0];

const printNth = (network: Prefix, n: bigint): string =>
  `${printAddress({ ...network, value: network.value + n })}/${network.prefixLength}`;
