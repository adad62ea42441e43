/** The one guest that a name on a command line means. */
import { type Guest, guestsCalled } from '../analyze/guest.ts';
import { Failure } from './failure.ts';

/** Of several ports with one name, the one that OVN answers. */
export function chooseGuest(name: string, guests: readonly Guest[]): Guest {
  const found = guestsCalled(name, guests);
  const [only, ...others] = found.length > 1 ? found.filter(({ dhcpFlow }) => dhcpFlow) : found;
  if (only && others.length === 0) return only;
  if (found.length === 0) throw new Failure(`no VM, pod or port "${name}"; there are ${listOf(guests)}`);
  const ports = found.map(({ port }) => port.logical_port).join(', ');
  throw new Failure(`"${name}" means several ports; name one: ${ports}`);
}

const MAX_LISTED = 20;

function listOf(guests: readonly Guest[]): string {
  if (guests.length === 0) return 'none';
  const names = guests.slice(0, MAX_LISTED).map(({ name: known }) => known);
  return names.join(', ') + (guests.length > MAX_LISTED ? `, and ${guests.length - MAX_LISTED} more` : '');
}
