/**
 * What holds for the whole cluster: read from OpenShift's Network object, or else as OpenShift installs it (flags of
 * openshift/cluster-network-operator; defaults of OVN-Kubernetes release 1.1, go-controller/pkg/config/config.go).
 */
import { type Address, type Family, type Network, parseNetwork, printAddress, printNetwork } from '../base/ip.ts';
import type { ServiceSpec, UdnSpec } from '../spec/udn-spec.ts';
import { nthAddress, ofFamily } from './addresses.ts';
import type { Assume, Settings, SharedService } from './zone.ts';

type ByFamily = Readonly<Record<Family, Network>>;
const byFamily = (v4: string, v6: string): ByFamily => ({ 4: parseNetwork(v4)!, 6: parseNetwork(v6)! });

const DEFAULT_MTU = 1400;
const DEFAULT_CLUSTER = byFamily('10.128.0.0/14', 'fd01::/48');
const DEFAULT_SERVICES = byFamily('172.30.0.0/16', 'fd02::/112');
/** Upstream's are smaller, but user-defined networks need room in them. */
const DEFAULT_MASQUERADE = byFamily('169.254.0.0/17', 'fd69::/112');
const DEFAULT_JOIN = byFamily('100.64.0.0/16', 'fd98::/64');

/** Where the DNS service may be found: OpenShift's, or plain Kubernetes'. */
const DNS_SERVICES = ['openshift-dns/dns-default', 'kube-system/kube-dns'];
const API_SERVICE = 'default/kubernetes';

export function settingsOf(spec: UdnSpec, assume: Assume): Settings {
  const { cluster } = spec;
  const families = familiesOf(spec);
  if (!cluster) assume(`there is no Network object: the cluster is taken to be ${describe(families)}`);
  const masqueradeSubnets = chosen(cluster?.masqueradeSubnets ?? [], DEFAULT_MASQUERADE);
  const serviceNetworks = cluster?.serviceNetworks.length
    ? cluster.serviceNetworks
    : families.map(family => DEFAULT_SERVICES[family]);
  const api = serviceOr(spec, [API_SERVICE], serviceNetworks, 1, assume);
  const dns = serviceOr(spec, DNS_SERVICES, serviceNetworks, 10, assume);
  return {
    families,
    mtu: cluster?.mtu ?? DEFAULT_MTU,
    isRoutingViaHost: cluster?.isRoutingViaHost ?? false,
    usesMultiNetworkPolicy:
      cluster?.usesMultiNetworkPolicy ?? spec.networkPolicies.some(({ attachments }) => attachments),
    masqueradeSubnets,
    defaultJoinSubnets: chosen(cluster?.joinSubnets ?? [], DEFAULT_JOIN),
    clusterNetworks: cluster?.clusterNetworks.length
      ? cluster.clusterNetworks
      : families.map(family => DEFAULT_CLUSTER[family]),
    dnsAddresses: dns.clusterIps,
    sharedServices: [api, dns],
  };
}

/** Those of the cluster's own network; where that is not known, what its user-defined networks need. */
function familiesOf({ cluster, networks }: UdnSpec): readonly Family[] {
  const known = cluster?.clusterNetworks ?? [];
  const primary = networks.filter(({ role }) => role === 'primary').flatMap(({ subnets }) => subnets);
  const families = new Set([...(known.length ? known : primary)].map(({ family }) => family));
  return families.size ? [...families].sort() : [4];
}

const describe = (families: readonly Family[]): string =>
  `OpenShift's for ${families.map(family => `IPv${family}`).join(' and ')}, with mtu ${DEFAULT_MTU}, services in ${families
    .map(family => printNetwork(DEFAULT_SERVICES[family]))
    .join(' and ')} and pods in ${families.map(family => printNetwork(DEFAULT_CLUSTER[family])).join(' and ')}`;

const chosen = (given: readonly Network[], defaults: ByFamily): ByFamily => ({
  4: ofFamily(4, given)[0] ?? defaults[4],
  6: ofFamily(6, given)[0] ?? defaults[6],
});

/** The first of the named services that there is, or one as Kubernetes would make it at this place in the service network. */
function serviceOr(
  { services }: UdnSpec,
  names: readonly string[],
  networks: readonly Network[],
  offset: number,
  assume: Assume,
): SharedService {
  const byName = new Map(services.map(service => [nameOf(service), service]));
  const found = names.map(name => byName.get(name)).find(service => service !== undefined);
  if (found) return found;
  const clusterIps: readonly Address[] = networks.map(network => nthAddress(network, offset));
  assume(`there is no Service ${names.join(' or ')}: taken to have ${clusterIps.map(printAddress).join(' and ')}`);
  const [namespace, name] = names[0]!.split('/') as [string, string];
  return { namespace, name, clusterIps };
}

const nameOf = ({ namespace, name }: ServiceSpec): string => `${namespace}/${name}`;
