/**
 * The node that a guest of manifests runs on: only there its port is not `remote`, and its packets leave by the gateway
 * router of this node.
 */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import { type Guest, guestOfPort, guestsCalled, isGuestPort } from '../../analyze/guests/guest.ts';
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import { SB } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';

/** The rows of the zone of one node. */
interface Compiled {
  readonly nb: Nb;
  readonly cluster: ClusterView;
  readonly node: string;
}

/** A finished migration leaves a port without addresses. Undefined if the guest runs on the node of these rows, too, if it is not known, or if its node is not. */
export function otherNodeOf(name: string, { nb, cluster, node }: Compiled): string | undefined {
  const ports = nb.Logical_Switch_Port.map(bindingOf).filter(isGuestPort);
  const guests = ports.map(port => guestOfPort(port));
  const called = guestsCalled(name, guests);
  const current = called.filter(({ port }) => port.mac.length > 0);
  const nodes = (current.length > 0 ? current : called).map(guest => podOf(guest, cluster)?.node);
  return nodes.includes(node) ? undefined : nodes.find(each => each !== undefined);
}

const podOf = ({ namespace, pod }: Guest, { pods }: ClusterView) =>
  pods.find(each => each.namespace === namespace && each.name === pod);

const bindingOf = ({ name, type, addresses, external_ids }: NbRow<'Logical_Switch_Port'>) =>
  newRow(SB, 'Port_Binding', { logical_port: name, type, mac: addresses, external_ids });
