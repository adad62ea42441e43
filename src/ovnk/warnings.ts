/** Warnings for specifications that are valid, but likely a mistake. */
import { type Diagnostic, note, warning } from '../base/diagnostic.ts';
import { printAddress } from '../base/ip.ts';
import { LABELS } from '../kubernetes/labels.ts';
import { primaryNetworkOf } from '../kubernetes/primary-network.ts';
import { assumedOverlapsOf } from '../manifests/overlaps.ts';
import type { NetworkSpec } from '../manifests/types/network-spec.ts';
import type { PodSpec } from '../manifests/types/pod-spec.ts';
import type { UdnSpec } from '../manifests/types/udn-spec.ts';
import type { VirtualMachineSpec } from '../manifests/types/virtual-machine-spec.ts';
import { uselessAddresses } from './ipam/useless-addresses.ts';
import { missingClaims } from './missing-claims.ts';
import { policyWarnings } from './policies/policy-warnings.ts';
import { uncompiledWarnings } from './uncompiled-warnings.ts';
import { featureHint } from './vocabulary/features.ts';
import { isOnNodeNetwork } from './zone/egress-assignments.ts';
import { isMember, mayHavePrimary } from './zone/namespaces.ts';
import type { Zone } from './zone/zone.ts';

export function* zoneWarnings(zone: Zone, spec: UdnSpec): Generator<Diagnostic> {
  for (const network of spec.networks) yield* networkWarnings(network, zone, spec.cluster);
  yield* egressIpWarnings(zone);
  yield* serviceNotes(zone, spec);
  yield* refusalWarnings(zone);
  yield* uselessWarnings(zone, spec);
  yield* missingClaims(zone, spec);
  yield* ignoredRequests(spec, zone);
  yield* policyWarnings(zone, spec);
  yield* uncompiledWarnings(zone, spec);
}

function* networkWarnings(network: NetworkSpec, zone: Zone, cluster: UdnSpec['cluster']): Generator<Diagnostic> {
  const { title, place } = network;
  if (hasChoices(network) && !zone.features.has('default-gateway-ips')) {
    const message = `${title}: its choice of addresses has no effect ${featureHint('default-gateway-ips')}`;
    yield warning('later-field', message, place);
  }
  for (const { why, place } of assumedOverlapsOf(network, cluster)) {
    const message = `${title}: ${why}, which is assumed: if the cluster uses that range, OVN-Kubernetes does not make this network; add the cluster's Network object`;
    yield warning('assumed-overlap', message, place);
  }
  const members = zone.namespaces.filter(namespace => isMember(network, namespace));
  if (!members.length) yield warning('no-namespace', `${title} selects no namespace`, place);
  if (network.role !== 'primary') return;
  const hosts = zone.networks.find(({ name }) => name === network.name)!.namespaces;
  for (const member of members.filter(({ name }) => !hosts.includes(name))) {
    yield mayHavePrimary(member)
      ? warning('second-primary', secondPrimary(member.name, title, zone), place)
      : warning('unlabelled-namespace', missingLabel(member.name, title), member.place);
  }
}

function secondPrimary(namespace: string, title: string, { leftOut }: Zone): string {
  const uncompiled = primaryNetworkOf(
    namespace,
    leftOut.filter(({ isRefused }) => !isRefused),
  );
  return uncompiled
    ? `namespace "${namespace}" has no rows of ${title}: ${uncompiled.statement}`
    : `namespace "${namespace}" already has a primary network, so it does not get ${title}`;
}

const hasChoices = ({ defaultGatewayIps, infrastructureSubnets, reservedSubnets }: NetworkSpec): boolean =>
  [defaultGatewayIps, infrastructureSubnets, reservedSubnets].some(choice => choice.length > 0);

const missingLabel = (namespace: string, title: string): string =>
  `namespace "${namespace}" lacks the label ${LABELS.primaryNetwork}, so its pods do not use ${title}; a namespace has to have the label from its creation on`;

function* egressIpWarnings({ egressIps, nodes }: Zone): Generator<Diagnostic> {
  for (const { name, assignments, place } of egressIps) {
    for (const { node, egressIP } of assignments) {
      const host = nodes.find(each => each.name === node);
      const known = nodes.map(each => each.name).join(', ');
      const address = printAddress(egressIP);
      if (!host)
        yield warning(
          'no-such-node',
          `EgressIP ${name}: ${address} is on node "${node}", which does not exist; the nodes are ${known}`,
          place,
        );
      else if (!isOnNodeNetwork(egressIP, host)) {
        const message = `EgressIP ${name}: ${address} is not in the network of node ${node}'s bridge, so user-defined networks use neither it nor the addresses after it`;
        yield warning('egress-ip-elsewhere', message, place);
      }
    }
  }
}

function* serviceNotes({ networks }: Zone, { services, endpointSlices }: UdnSpec): Generator<Diagnostic> {
  for (const { namespace, name, selector, clusterIps, place } of services.filter(({ selector }) => selector.size)) {
    const network = primaryNetworkOf(namespace, networks);
    const isKnown = endpointSlices.some(
      slice => slice.namespace === namespace && slice.service === name && slice.network === network?.name,
    );
    if (!network || isKnown || !clusterIps.length) continue;
    const labels = [...selector].map(([key, value]) => `${key}=${value}`).join(',');
    const message = `service ${namespace}/${name} has no EndpointSlice of network ${network.name}: assuming the pods with ${labels} as its endpoints`;
    yield note('assumed', message, place);
  }
}

function* refusalWarnings({ refusals }: Zone): Generator<Diagnostic> {
  for (const { code, text, place } of refusals) yield warning(code, text, place);
}

/** What pods get, although it is of little use. A pod that is not among the manifests is that of a virtual machine. */
function* uselessWarnings({ networks }: Zone, { pods, virtualMachines }: UdnSpec): Generator<Diagnostic> {
  const places = (objects: readonly Placed[]) =>
    new Map(objects.map(({ namespace, name, place }) => [`${namespace}/${name}`, place]));
  const [ofPods, ofMachines] = [places(pods), places(virtualMachines)];
  for (const network of networks) {
    for (const { code, text, pod } of uselessAddresses(network)) {
      const { namespace, name, machine } = pod;
      const place = ofPods.get(`${namespace}/${name}`) ?? ofMachines.get(`${namespace}/${machine}`);
      yield warning(code, text, place);
    }
  }
}
type Placed = Pick<PodSpec, 'namespace' | 'name' | 'place'>;

/** KubeVirt's IPAM extension passes requests on only if the network keeps addresses. */
function* ignoredRequests({ virtualMachines, networks: specs }: UdnSpec, { networks }: Zone): Generator<Diagnostic> {
  for (const machine of virtualMachines) {
    const { namespace, name, addresses, place } = machine;
    yield* unknownInterfaces(machine);
    const network = primaryNetworkOf(namespace, networks);
    const spec = specs.find(each => each.name === network?.name);
    if (!spec || spec.hasPersistentIps || (addresses !== 'malformed' && !addresses.size)) continue;
    const message = `virtual machine ${namespace}/${name} asks for addresses in vain: KubeVirt passes requests on only where the network has "ipam.lifecycle: Persistent", unlike ${spec.title}`;
    yield warning('request-ignored', message, place);
  }
}

/** The annotation names interfaces of the virtual machine, not networks. */
function* unknownInterfaces({
  namespace,
  name,
  addresses,
  interfaces,
  place,
}: VirtualMachineSpec): Generator<Diagnostic> {
  const known = interfaces.map(each => each.name);
  for (const asked of addresses === 'malformed' ? [] : addresses.keys()) {
    if (known.includes(asked)) continue;
    const message = `virtual machine ${namespace}/${name} asks for addresses of interface "${asked}", which it does not have; it has ${known.join(', ') || 'none'}`;
    yield warning('request-ignored', message, place);
  }
}
