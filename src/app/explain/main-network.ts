/**
 * Pods send to other networks by the network that Kubernetes gives them. Manifests do not describe the cluster's own network, so
 * of a pod on it, they show only how it sends on its secondary networks.
 */
import { isGroupAddress } from '../../analyze/explain/asked/next-hop.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import { networkRole } from '../../analyze/guests/network-role.ts';
import { machineOf } from '../../analyze/guests/plugged.ts';
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { subnetsOf } from '../../analyze/guests/subnets.ts';
import { contains, parseAddress } from '../../base/ip.ts';
import { failed } from '../../base/result.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { End } from './ends.ts';

/** The fault of a question whose packets leave by a network that is not in the sources; `called` is what the sender is called. */
export function byMainNetwork(called: string, from: Guest, to: End, sources: GuestSources) {
  const { logical_port, external_ids } = from.port;
  if (called === logical_port || !hasMainElsewhere(from, sources) || !isBeyond(from, to, sources)) return undefined;
  const network = external_ids.get(EXTERNAL_IDS.network);
  return failed(
    'network-missing',
    `${from.name} sends this by its interface on the cluster's own network, which manifests do not describe: add the databases of its node; to ask about network ${network}, name its port: ${logical_port}`,
  );
}

/** Every pod is on a network of Kubernetes; the guest of a VM is so only with an interface on the network of its pod. */
function hasMainElsewhere(from: Guest, sources: GuestSources): boolean {
  const { cluster, isCompiled } = sources;
  if (!isCompiled || !cluster?.pods || networkRole(from, sources) !== 'secondary') return false;
  const siblings = sources.guests().filter(({ name }) => name === from.name);
  if (siblings.some(each => networkRole(each, sources) !== 'secondary')) return false;
  const machine = machineOf(from, cluster);
  return machine ? machine.interfaces.some(({ network }) => network === 'pod') : from.pod !== undefined;
}

function isBeyond(from: Guest, to: End, sources: GuestSources): boolean {
  if (to.kind === 'guest') return to.guest.port.datapath !== from.port.datapath;
  if (to.kind !== 'address') return to.kind !== 'gateway';
  const target = parseAddress(to.address)!;
  const subnets = subnetsOf(from, sources);
  return subnets.length > 0 && !subnets.some(each => contains(each, target)) && !isGroupAddress(to.address);
}
