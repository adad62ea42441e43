/** What is likely not meant, though rows can be made of it. */
import { type Diagnostic, note, warning } from '../base/diagnostic.ts';
import type { NetworkSpec, UdnSpec } from '../spec/udn-spec.ts';
import { isOnNetwork, mayHavePrimary, PRIMARY_LABEL } from './namespaces.ts';
import type { Zone } from './zone.ts';

export function* zoneWarnings(zone: Zone, spec: UdnSpec): Generator<Diagnostic> {
  for (const network of spec.networks) yield* networkWarnings(network, zone);
  if (spec.egressFirewalls.length && !zone.features.has('egress-firewall-on-udn')) {
    yield note(
      'no-egress-firewall',
      'EgressFirewalls have no effect on user-defined networks before OVN-Kubernetes 1.2',
    );
  }
  if (spec.networkPolicies.some(({ attachments }) => attachments) && !zone.settings.usesMultiNetworkPolicy) {
    yield note(
      'no-multi-policy',
      'MultiNetworkPolicies have no effect: the Network object lacks "useMultiNetworkPolicy"',
    );
  }
}

function* networkWarnings(network: NetworkSpec, zone: Zone): Generator<Diagnostic> {
  const members = zone.namespaces.filter(namespace => isOnNetwork(network, namespace));
  if (!members.length) yield warning('no-namespace', `${network.title} selects no namespace`, network.place);
  if (network.role !== 'primary') return;
  for (const { name, place } of members.filter(namespace => !mayHavePrimary(namespace))) {
    const message = `namespace "${name}" lacks the label ${PRIMARY_LABEL}, so its pods stay off ${network.title}; it is needed from the creation on`;
    yield warning('unlabelled-namespace', message, place);
  }
}
