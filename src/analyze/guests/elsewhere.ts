/** Guests of other nodes. A packet enters OVN on the node of its sender; the databases of another node have its port as `remote`. */
import type { Guest } from './guest.ts';
import type { GuestSources } from './sources.ts';

export const isOfOtherNode = ({ port }: Guest): boolean => port.type === 'remote';

/**
 * Whether what OVN answers the guest is decided by the databases of another node. Of manifests, the rows of a remote port are made
 * as those of its node.
 */
export const isAnsweredElsewhere = (guest: Guest, { isCompiled, cluster }: GuestSources): boolean =>
  isOfOtherNode(guest) &&
  !(isCompiled && cluster?.pods.some(({ namespace, name }) => namespace === guest.namespace && name === guest.pod));

/** A sentence without a full stop. */
export function elsewhereText({ name, port }: Guest): string {
  const node = port.options.get('requested-chassis');
  const where = node ? ` (${node})` : '';
  return `${name} is on another node${where}: port ${port.logical_port} is remote in this database, so its packets do not enter here; use the databases of that node`;
}
