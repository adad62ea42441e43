/** The port that people mean by the name of a VM or pod, of the several that it can have. */
import { type Guest, guestsCalled } from '../../analyze/guests/guest.ts';
import { networkRole } from '../../analyze/guests/network-role.ts';
import { isPlugged, whyUnplugged } from '../../analyze/guests/plugged.ts';
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { chooseGuest, type GuestFault } from './choose-guest.ts';

/**
 * Of several ports, one that is `near` is meant, then one that OVN answers, then the one on the primary network. A port without
 * addresses is of a finished migration. A port at which the VM has no interface is meant only by its own name, or that of its pod.
 */
export function guestCalled(
  name: string,
  sources: GuestSources,
  isNear: (guest: Guest) => boolean = () => true,
): Result<Guest, Fault<GuestFault>> {
  const [first] = guestsCalled(name, sources.guests());
  const plugged = pluggedCalled(name, sources);
  if (first && plugged.length === 0) return unplugged(first, sources);
  const near = plugged.filter(isNear);
  const candidates = near.length > 0 ? near : first ? plugged : sources.guests();
  const isPrimary = (guest: Guest) => networkRole(guest, sources) === 'primary' && guest.port.mac.length > 0;
  return chooseGuest(name, candidates, isPrimary, sources.cluster);
}

/** Those of the guests that `name` can mean that get the packets of their port. After a migration, only the new port has addresses. */
export function pluggedCalled(name: string, sources: GuestSources): readonly Guest[] {
  const found = guestsCalled(name, sources.guests()).filter(
    guest => isPortCalled(name, guest) || isPlugged(guest, sources),
  );
  const current = found.filter(({ port }) => port.mac.length > 0);
  return current.length > 0 ? current : found;
}

const isPortCalled = (name: string, { port, pod, namespace }: Guest): boolean =>
  [port.logical_port, pod, `${namespace}/${pod}`].includes(name);

const unplugged = (guest: Guest, sources: GuestSources) =>
  failed(
    'guest-unplugged',
    `${whyUnplugged(guest, sources)}; name the port of its pod to ask about that: ${guest.port.logical_port}`,
  );
