/**
 * Joins the objects of one network: the object that defines it, and the NetworkAttachmentDefinitions through which pods
 * use it.
 */
import { type Diagnostic, error } from '../base/diagnostic.ts';
import { printPrefix } from '../base/ip.ts';
import type { NetworkSpec } from './types/network-spec.ts';

/**
 * Joins networks by name. `defined` are networks with an object of their own. Of `attached`, some belong to these and
 * add their ids. The others are hand-written, and all of one name make one network.
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

/** OVN-Kubernetes writes the values that it assigned into the attachments. */
const join = (network: NetworkSpec, attached: NetworkSpec): NetworkSpec => ({
  ...network,
  attachments: [...network.attachments, ...attached.attachments],
  id: network.id ?? attached.id,
  tunnelKeys: network.tunnelKeys.length ? network.tunnelKeys : attached.tunnelKeys,
  transitSubnets: network.transitSubnets.length ? network.transitSubnets : attached.transitSubnets,
});

/** The values that OVN-Kubernetes compares: attachments with the same name have to agree on them. */
const ESSENTIALS: Readonly<Record<string, (network: NetworkSpec) => string>> = {
  topology: network => network.topology,
  role: network => network.role,
  subnets: network => network.subnets.map(printPrefix).join(','),
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
