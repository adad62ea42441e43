/** The guest that a name means. */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import { isOfOtherNode } from '../../analyze/guests/elsewhere.ts';
import { type Guest, guestNames, guestsCalled } from '../../analyze/guests/guest.ts';
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { whyWithoutPort } from './without-port.ts';

export type GuestFault = 'guest-unknown' | 'guest-ambiguous' | 'guest-elsewhere' | 'guest-unplugged';

/**
 * `name` is a VM, a pod, a logical port, a MAC or an IP address. Of several ports with one name, the one of this node is
 * meant, then the one that OVN answers, or else the one that is `likely`. `cluster` has the VMs and pods whose network was left out.
 */
export function chooseGuest(
  name: string,
  guests: readonly Guest[],
  isLikely: (guest: Guest) => boolean = () => true,
  cluster?: ClusterView,
): Result<Guest, Fault<GuestFault>> {
  const found = guestsCalled(name, guests);
  if (found.length === 0) return unknownGuest(name, guests, cluster);
  const own = narrowed(found, guest => !isOfOtherNode(guest));
  const answered = narrowed(own, ({ dhcpFlow }) => dhcpFlow !== undefined);
  const [only, ...others] = narrowed(answered, isLikely);
  if (only && others.length === 0) return { value: only };
  const names = found.map(guest => guest.name);
  if (new Set(names).size === names.length)
    return failed('guest-ambiguous', `"${name}" means several VMs or pods; name one: ${names.join(', ')}`);
  const ports = found.map(({ port }) => port.logical_port).join(', ');
  return failed('guest-ambiguous', `"${name}" means several ports; name one: ${ports}`);
}

export function unknownGuest(name: string, guests: readonly Guest[], cluster?: ClusterView) {
  const reason = cluster && whyWithoutPort(name, cluster);
  if (reason !== undefined) return failed('guest-unknown', `"${name}" has no port: ${reason}`);
  const hint = suggestion(nearMiss(name, guests.flatMap(guestNames)));
  const list = guests.length === 0 ? NO_GUESTS : `there are ${listOf(guests)}`;
  return failed('guest-unknown', `no VM, pod or port "${name}"; ${list}${hint}`);
}

/** A dump names ports only in its matches. */
const NO_GUESTS = 'the sources have none (a dump of flows has no ports: add sb.db or nb.db)';

/** The guests that fit, if any does. */
function narrowed(guests: readonly Guest[], fits: (guest: Guest) => boolean): readonly Guest[] {
  const fitting = guests.filter(fits);
  return fitting.length > 0 ? fitting : guests;
}

const MAX_LISTED = 20;

/** Each name once: a guest can have several ports. */
function listOf(guests: readonly Guest[]): string {
  const names = [...new Set(guests.map(({ name }) => name))];
  const rest = names.length > MAX_LISTED ? `, and ${names.length - MAX_LISTED} more` : '';
  return names.slice(0, MAX_LISTED).join(', ') + rest;
}
