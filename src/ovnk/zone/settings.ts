/**
 * Settings of the whole cluster, from OpenShift's Network object. Missing ones have the values of an OpenShift
 * installation (flags of openshift/cluster-network-operator).
 */
import { type Address, type Family, type Prefix, printAddress, printPrefix } from '../../base/ip.ts';
import {
  type ByFamily,
  bothFamilies,
  CLUSTER_JOIN,
  CLUSTER_PODS,
  CLUSTER_SERVICES,
  MASQUERADE,
  TRANSIT,
  withDefaults,
} from '../../manifests/types/cluster-defaults.ts';
import type { ClusterSpec } from '../../manifests/types/cluster-spec.ts';
import type { ServiceSpec } from '../../manifests/types/service-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import { nthAddress } from '../vocabulary/addresses.ts';
import type { Assume, Settings, SharedService } from './zone.ts';

const DEFAULT_MTU = 1400;

/** The DNS service of OpenShift or of plain Kubernetes. */
const DNS_SERVICES = ['openshift-dns/dns-default', 'kube-system/kube-dns'];
const API_SERVICE = 'default/kubernetes';

export function settingsOf(spec: UdnSpec, assume: Assume): Settings {
  const { cluster } = spec;
  const families = familiesOf(spec);
  if (!cluster) assume(`there is no Network object: assuming ${describe(families)}`);
  else for (const message of missingParts(cluster)) assume(`the Network object ${message}`, cluster.place);
  const masqueradeSubnets = withDefaults(cluster?.masqueradeSubnets ?? [], MASQUERADE);
  const serviceNetworks = cluster?.serviceNetworks.length
    ? cluster.serviceNetworks
    : families.map(family => CLUSTER_SERVICES[family]);
  const api = serviceOr(spec, [API_SERVICE], serviceNetworks, 1, assume);
  const dns = serviceOr(spec, DNS_SERVICES, serviceNetworks, 10, assume);
  return {
    families,
    mtu: cluster?.mtu ?? DEFAULT_MTU,
    isRoutingViaHost: cluster?.isRoutingViaHost || spec.nodes.some(({ gateway }) => gateway?.mode === 'local'),
    usesMultiNetworkPolicy:
      cluster?.usesMultiNetworkPolicy ?? spec.networkPolicies.some(({ attachments }) => attachments),
    masqueradeSubnets,
    defaultJoinSubnets: withDefaults(cluster?.joinSubnets ?? [], CLUSTER_JOIN),
    transitSubnets: withDefaults(cluster?.transitSubnets ?? [], TRANSIT),
    serviceNetworks,
    clusterNetworks: cluster?.clusterNetworks.length
      ? cluster.clusterNetworks
      : families.map(family => CLUSTER_PODS[family]),
    dnsAddresses: dns.clusterIps,
    sharedServices: [api, dns],
  };
}

/** The values that the cluster's object may have and does not have. */
function* missingParts({ clusterNetworks, serviceNetworks, masqueradeSubnets, mtu }: ClusterSpec): Generator<string> {
  const both = (networks: ByFamily) => bothFamilies(networks).map(printPrefix).join(' and ');
  if (!clusterNetworks.length) yield `has no "clusterNetwork": assuming ${both(CLUSTER_PODS)}`;
  if (!serviceNetworks.length) yield `has no "serviceNetwork": assuming ${both(CLUSTER_SERVICES)}`;
  if (!masqueradeSubnets.length) yield `has no "internalMasqueradeSubnet": assuming ${both(MASQUERADE)}`;
  if (mtu === undefined) yield `has no "mtu": assuming ${DEFAULT_MTU}`;
}

/** The families of the cluster's own network. If they are unknown, those of the primary user-defined networks. */
function familiesOf({ cluster, networks }: UdnSpec): readonly Family[] {
  const known = cluster?.clusterNetworks ?? [];
  const primary = networks.filter(({ role }) => role === 'primary').flatMap(({ subnets }) => subnets);
  const families = new Set([...(known.length ? known : primary)].map(({ family }) => family));
  return families.size ? [...families].sort() : [4];
}

const describe = (families: readonly Family[]): string =>
  `an OpenShift cluster for ${families.map(family => `IPv${family}`).join(' and ')}, with mtu ${DEFAULT_MTU}, services in ${families
    .map(family => printPrefix(CLUSTER_SERVICES[family]))
    .join(' and ')} and pods in ${families.map(family => printPrefix(CLUSTER_PODS[family])).join(' and ')}`;

/**
 * The first of the named services that exists. If none does, one as Kubernetes would make it, with the address at
 * `offset` in the service network.
 */
function serviceOr(
  { services }: UdnSpec,
  names: readonly string[],
  networks: readonly Prefix[],
  offset: number,
  assume: Assume,
): SharedService {
  const byName = new Map(services.map(service => [nameOf(service), service]));
  const found = names.map(name => byName.get(name)).find(service => service !== undefined);
  if (found) return found;
  const clusterIps: readonly Address[] = networks.map(network => nthAddress(network, offset));
  assume(`there is no Service ${names.join(' or ')}: assuming one with ${clusterIps.map(printAddress).join(' and ')}`);
  const [namespace, name] = names[0]!.split('/') as [string, string];
  return { namespace, name, clusterIps };
}

const nameOf = ({ namespace, name }: ServiceSpec): string => `${namespace}/${name}`;
