/** The subject of a check: a VM, pod or port that should have an address, with all that the source says about it. */
import { isFrame6 } from '../../frames/any-frame.ts';
import type { MachinePod } from '../guests/cluster-view.ts';
import type { Guest } from '../guests/guest.ts';
import type { GuestSources, OwnedPort } from '../guests/sources.ts';
import type { Exchange } from '../lease/dhcp-exchange.ts';

export interface CheckSubject {
  /** NAMESPACE/NAME of the VM, else of the pod, else the name of the port. */
  readonly name: string;
  readonly sources: GuestSources;
  /** Absent if it has no port. */
  readonly guest?: Guest;
  /** Its northbound row, if the source has such rows. */
  readonly owned?: OwnedPort;
  /** The pod it runs in, if the source has pods. */
  readonly pod?: MachinePod;
  /** Its requests and their replies; empty if it has no port. */
  readonly exchanges: readonly Exchange[];
}

export function subjectOfGuest(guest: Guest, exchanges: readonly Exchange[], sources: GuestSources): CheckSubject {
  const owned = sources.nbPorts().get(guest.port.logical_port);
  const pod = sources.cluster?.pods.find(({ namespace, name }) => namespace === guest.namespace && name === guest.pod);
  return { name: guest.name, sources, guest, ...(owned && { owned }), ...(pod && { pod }), exchanges };
}

/** The subject of a northbound port that the southbound database lacks. */
export const subjectOfPort = (name: string, owned: OwnedPort, sources: GuestSources): CheckSubject => ({
  name,
  sources,
  owned,
  exchanges: [],
});

/** The subject of a virtual machine without a port. */
export function subjectOfMachine(name: string, sources: GuestSources): CheckSubject {
  const pod = sources.cluster?.pods.findLast(({ namespace, machine }) => `${namespace}/${machine}` === name);
  return { name, sources, ...(pod && { pod }), exchanges: [] };
}

/** Whether its requests are of IPv6. */
export const isOfIPv6 = ({ exchanges }: CheckSubject): boolean =>
  exchanges.some(({ request }) => isFrame6(request.frame));
