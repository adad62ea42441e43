/**
 * Names the objects that udon does not compile, and what they are about: a warning if it is a virtual machine or a whole
 * network, else a note. Of most of these kinds, OVN-Kubernetes makes rows of the cluster's own network only (releases 1.1
 * to 1.3, go-controller/pkg/ovn/controller).
 */
import { type Diagnostic, note, warning } from '../base/diagnostic.ts';
import { selects } from '../manifests/reader/selector.ts';
import type { NetworkSpec } from '../manifests/types/network-spec.ts';
import type { UdnSpec } from '../manifests/types/udn-spec.ts';
import type { NetworkChoice, UncompiledKind, UncompiledSpec } from '../manifests/types/uncompiled-spec.ts';
import type { PodPort, Zone, ZoneNetwork } from './zone/zone.ts';

const OWN_NETWORK = "OVN-Kubernetes applies it to the cluster's own network, which udon does not compile";

/** Whether OVN-Kubernetes changes nothing on user-defined networks for a kind, and why or what it changes. */
const EFFECTS: Readonly<Record<UncompiledKind, { readonly hasNone: boolean; readonly text: string }>> = {
  AdminNetworkPolicy: { hasNone: true, text: OWN_NETWORK },
  AdminPolicyBasedExternalRoute: { hasNone: true, text: OWN_NETWORK },
  BaselineAdminNetworkPolicy: { hasNone: true, text: OWN_NETWORK },
  EgressService: { hasNone: true, text: OWN_NETWORK },
  ClusterNetworkConnect: { hasNone: false, text: 'the ports, routes and policies between connected networks' },
  NetworkQoS: { hasNone: false, text: 'QoS rules, in clusters with --enable-network-qos' },
  RouteAdvertisements: { hasNone: false, text: 'other NAT, routes and ACLs of advertised networks' },
};

export function* uncompiledWarnings(zone: Zone, spec: UdnSpec): Generator<Diagnostic> {
  for (const object of spec.uncompiled) yield sayUncompiled(object, zone, spec);
}

function sayUncompiled(object: UncompiledSpec, zone: Zone, spec: UdnSpec): Diagnostic {
  const { kind, title, place, pods } = object;
  const networks = zone.networks.filter(network => isAbout(object, network, zone, spec));
  const names = networks.map(({ name }) => name).join(' and ');
  const { hasNone, text } = EFFECTS[kind];
  if (!networks.length) return note('not-compiled', `${title} is not compiled: it is about no network here`, place);
  const machines = networks.flatMap(({ ports }) => ports).filter(port => isChosen(object, port, zone));
  const isOfVm = machines.some(({ pod }) => pod.virtualMachine !== undefined);
  const message = hasNone
    ? `${title} has no effect on ${networks.length > 1 ? 'the networks' : 'network'} ${names}: ${text}`
    : `${title} is not compiled: ${names} may have ${text}, which are missing here`;
  return (pods && !isOfVm ? note : warning)('not-compiled', message, place);
}

function isAbout(object: UncompiledSpec, network: ZoneNetwork, zone: Zone, { networks }: UdnSpec): boolean {
  const { pods, networks: choices } = object;
  if (pods && !network.ports.some(port => isChosen(object, port, zone))) return false;
  if (!choices) return network.role === 'primary';
  const spec = networks.find(({ name }) => name === network.name);
  return choices.some(choice => spec && choosesNetwork(choice, spec, network, zone));
}

function isChosen({ pods: choice }: UncompiledSpec, { pod }: PodPort, { namespaces }: Zone): boolean {
  if (!choice) return true;
  const { namespaces: chosen, pods } = choice;
  const namespace = namespaces.find(({ name }) => name === pod.namespace);
  const isInside =
    typeof chosen === 'string' ? chosen === pod.namespace : namespace && selects(chosen, namespace.labels);
  return Boolean(isInside) && selects(pods, pod.labels);
}

/** The kind and role of the networks of each type of choice. Others are of the cluster's own network. */
const CHOICES: Readonly<Record<string, readonly [kind: string, role?: NetworkSpec['role']]>> = {
  ClusterUserDefinedNetworks: ['ClusterUserDefinedNetwork'],
  PrimaryUserDefinedNetworks: ['UserDefinedNetwork', 'primary'],
  SecondaryUserDefinedNetworks: ['UserDefinedNetwork', 'secondary'],
  NetworkAttachmentDefinitions: [''],
};

function choosesNetwork(choice: NetworkChoice, spec: NetworkSpec, network: ZoneNetwork, { namespaces }: Zone): boolean {
  const row = CHOICES[choice.type];
  if (!row) return false;
  const [kind, role] = row;
  const isOfKind = kind === '' || spec.title.startsWith(`${kind} `);
  const hasLabels = kind === '' || selects(choice.networks, spec.labels);
  const hosts = namespaces.filter(({ name }) => network.namespaces.includes(name));
  const isInside = hosts.some(({ labels }) => selects(choice.namespaces, labels));
  return isOfKind && hasLabels && isInside && (role === undefined || network.role === role);
}
