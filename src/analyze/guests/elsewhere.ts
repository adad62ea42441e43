/** Guests of other nodes. A packet enters OVN on the node of its sender; the databases of another node have its port as `remote`. */
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import type { ClusterView } from './cluster-view.ts';
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
export function elsewhereText({ name, port }: Guest, sources: ChassisSources): string {
  const node = requestedNode(port, sources);
  const where = node ? ` (${node})` : '';
  return `${name} is on another node${where}: port ${port.logical_port} is remote in this database, so its packets do not enter here; use the databases of that node`;
}

/** What knows the nodes of chassis. */
export interface ChassisSources {
  readonly network: Pick<LogicalNetwork, 'Chassis'>;
  readonly cluster?: Pick<ClusterView, 'nodes'> | undefined;
}

/**
 * The node that a port requests, which OVN-Kubernetes writes as a name or, in newer releases, as the id of its chassis. An id
 * that no source has stays as it is.
 */
export function requestedNode({ options }: Pick<PortRow, 'options'>, sources: ChassisSources): string | undefined {
  const wanted = options.get('requested-chassis');
  return wanted === undefined ? undefined : (nodeOfChassis(wanted, sources) ?? wanted);
}

/** The node of a chassis, by its id: the hostname of its row, or the annotation of its Node. */
export const nodeOfChassis = (id: string, { network, cluster }: ChassisSources): string | undefined =>
  network.Chassis.find(({ name }) => name === id)?.hostname || cluster?.nodes?.find(each => each.chassis === id)?.name;
