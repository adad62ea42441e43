/**
 * The DNS names in rules of EgressFirewalls. OVN-Kubernetes resolves them itself, or reads the results of a resolver that
 * writes DNSNameResolver objects (release 1.2, go-controller/pkg/util/egressfirewall.go and
 * pkg/ovn/dns_name_resolver). udon resolves no names.
 */
import { type Address, contains } from '../../base/ip.ts';
import type { EgressFirewallSpec } from '../../manifests/types/egress-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import type { Zone } from '../zone/zone.ts';

type Spec = Pick<UdnSpec, 'dnsNames'>;

/** A name of at least two parts, each of at most 63 letters, digits and hyphens. The first part may be `*`. */
const PART = '[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?';
const RESOLVABLE = new RegExp(`^(?:\\*\\.)?(?:${PART}\\.)+${PART}\\.?$`);

/** Whether the cluster has the resolver: it makes an object for each name. */
const hasResolver = ({ dnsNames }: Spec): boolean => dnsNames.length > 0;

/** Why OVN-Kubernetes refuses the whole EgressFirewall; undefined if it does not. */
export function dnsFault({ rules }: EgressFirewallSpec, spec: Spec): string | undefined {
  const isRefused = (name: string) => (hasResolver(spec) ? !RESOLVABLE.test(name) : name.startsWith('*.'));
  const name = rules.map(({ to }) => to.dnsName).find(each => each !== undefined && isRefused(each));
  if (name === undefined) return undefined;
  return hasResolver(spec)
    ? `the DNS name resolver does not know names such as "${name}"`
    : `"${name}" needs the DNS name resolver, of which the manifests have no DNSNameResolver`;
}

/** The name that identifies the set of addresses: with the resolver, the full name in small letters. */
export const trackedName = (name: string, spec: Spec): string =>
  hasResolver(spec) ? `${name.toLowerCase().replace(/\.$/, '')}.` : name;

/** Whether an object has the addresses of a name. */
export const isResolved = (name: string, spec: Spec): boolean =>
  spec.dnsNames.some(known => known.name === trackedName(name, spec) && known.addresses.length > 0);

/** The known addresses of a tracked name, without those of the cluster's own pods. */
export function dnsAddresses(tracked: string, { dnsNames }: Spec, { settings }: Zone): readonly Address[] {
  const known = dnsNames.find(({ name }) => name === tracked)?.addresses ?? [];
  return known.filter(address => !settings.clusterNetworks.some(network => contains(network, address)));
}
