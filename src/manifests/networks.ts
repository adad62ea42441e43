/**
 * One network from all that is said of it: the object that defines it, and the NetworkAttachmentDefinitions through
 * which pods reach it.
 */
import { type Diagnostic, error } from '../base/diagnostic.ts';
import { printNetwork } from '../base/ip.ts';
import type { NetworkSpec } from './types/network-spec.ts';

/**
 * `defined` are networks of their own; of `attached`, some belong to those and add their id, the others are hand-written and make networks
 * by themselves, all of one name together.
 */
export function joinNetworks(
  defined: readonly NetworkSpec[],
  attached: readonly NetworkSpec[],
  report: (found: Diagnostic) => void,
): readonly NetworkSpec[] {
  const byName = new Map<string, NetworkSpec>();
  for (const network of [...defined, ...attached]) {
    const known = byName.get(network.name);
    if (known) reportDifference(known, network, report);
    byName.set(network.name, known ? join(known, network) : network);
  }
  return [...byName.values()];
}

/** What OVN-Kubernetes has worked out stands in the attachments. */
const join = (network: NetworkSpec, attached: NetworkSpec): NetworkSpec => ({
  ...network,
  attachments: [...network.attachments, ...attached.attachments],
  id: network.id ?? attached.id,
  tunnelKeys: network.tunnelKeys.length ? network.tunnelKeys : attached.tunnelKeys,
  transitSubnets: network.transitSubnets.length ? network.transitSubnets : attached.transitSubnets,
});

/** What OVN-Kubernetes compares before it takes two attachments for one network. */
const ESSENTIALS: Readonly<Record<string, (network: NetworkSpec) => string>> = {
  topology: network => network.topology,
  role: network => network.role,
  subnets: network => network.subnets.map(printNetwork).join(','),
  vlan: network => String(network.vlan ?? 'none'),
};

function reportDifference(known: NetworkSpec, other: NetworkSpec, report: (found: Diagnostic) => void): void {
  for (const [what, essential] of Object.entries(ESSENTIALS)) {
    const [first, second] = [essential(known), essential(other)];
    if (first === second) continue;
    const message = `network "${known.name}": ${other.title} says ${what} ${second || 'none'}, but ${known.title} says ${first || 'none'}`;
    report(error('conflicting-network', message, other.place));
  }
}
