/** Warnings about policies that have no effect, or another one than they seem to have. */
import { type Diagnostic, note, warning } from '../../base/diagnostic.ts';
import { STATELESS_POLICY } from '../../kubernetes/annotations.ts';
import type { NetworkPolicySpec } from '../../manifests/types/network-policy-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import { featureHint } from '../vocabulary/features.ts';
import type { Zone } from '../zone/zone.ts';
import { dnsFault, isResolved } from './dns-names.ts';
import { isOnNetwork, isPossible } from './network-policies.ts';

export function* policyWarnings(zone: Zone, spec: UdnSpec): Generator<Diagnostic> {
  if (spec.egressFirewalls.length && !zone.features.has('egress-firewall-on-udn')) {
    yield note(
      'no-egress-firewall',
      `EgressFirewalls have no effect on user-defined networks ${featureHint('egress-firewall-on-udn')}`,
    );
  }
  yield* firewallWarnings(zone, spec);
  for (const policy of spec.networkPolicies) if (isOnAny(policy, zone)) yield* ruleNotes(policy);
  yield* multiPolicyWarnings(zone, spec);
}

/** About firewalls of namespaces with a primary network. */
function* firewallWarnings({ features, networks }: Zone, spec: UdnSpec): Generator<Diagnostic> {
  const hosts = networks.filter(({ role }) => role === 'primary').flatMap(({ namespaces }) => namespaces);
  for (const firewall of spec.egressFirewalls) {
    const { namespace, name, place, rules } = firewall;
    if (!features.has('egress-firewall-on-udn') || !hosts.includes(namespace)) continue;
    const title = `EgressFirewall ${namespace}/${name}`;
    const fault = dnsFault(firewall, spec);
    if (fault !== undefined) yield warning('unknown-dns-name', `${title} has no effect: ${fault}`, place);
    const names = rules.flatMap(({ to }) => to.dnsName ?? []).filter(dnsName => !isResolved(dnsName, spec));
    if (fault === undefined && names.length) {
      yield note(
        'assumed',
        `${title}: assuming that ${names.join(' and ')} has no address: udon resolves no names`,
        place,
      );
    }
  }
}

const isOnAny = (policy: NetworkPolicySpec, { networks }: Zone): boolean =>
  networks.some(network => isOnNetwork(policy, network));

/** What OVN-Kubernetes makes of a policy that people do not expect. */
function* ruleNotes({
  namespace,
  name,
  place,
  rules,
  isStateless,
  attachments,
}: NetworkPolicySpec): Generator<Diagnostic> {
  const title = `${attachments ? 'MultiNetworkPolicy' : 'NetworkPolicy'} ${namespace}/${name}`;
  for (const { ports } of [...rules.Ingress, ...rules.Egress]) {
    const named = ports.filter(({ port }) => typeof port === 'string');
    for (const { port, protocol } of named) {
      const isAlone = ports.filter(each => each.protocol === protocol).every(each => named.includes(each));
      const effect = isAlone ? `so this rule allows all ports of ${protocol}` : 'so it allows nothing here';
      yield warning(
        'named-port',
        `${title}: OVN-Kubernetes does not resolve the name of port "${port}", ${effect}`,
        place,
      );
    }
  }
  if (isStateless) {
    yield note(
      'stateless-policy',
      `${title}: ${STATELESS_POLICY} has an effect only if OVN-Kubernetes runs with --enable-stateless-netpol; assuming that it does not`,
      place,
    );
  }
}

function* multiPolicyWarnings({ networks, settings }: Zone, { networkPolicies }: UdnSpec): Generator<Diagnostic> {
  for (const policy of networkPolicies) {
    const network = networks.find(each => isOnNetwork(policy, each) && !isPossible(policy, each));
    if (!network) continue;
    const { namespace, name, place } = policy;
    const message = `MultiNetworkPolicy ${namespace}/${name} has no effect: network ${network.name} has no subnets, so only ipBlock can select peers`;
    yield warning('selectors-without-ipam', message, place);
  }
  if (networkPolicies.some(({ attachments }) => attachments) && !settings.usesMultiNetworkPolicy) {
    yield note(
      'no-multi-policy',
      'MultiNetworkPolicies have no effect: the Network object lacks "useMultiNetworkPolicy"',
    );
  }
}
