/** Guests that both networks have: the same port, or the same VM or pod on the same switch. */
import { datapathName } from '../../../network/logical-network.ts';
import type { Guest } from '../../guests/guest.ts';

export interface GuestPair {
  readonly before: Guest;
  readonly after: Guest;
}

export interface GuestsPaired {
  readonly pairs: readonly GuestPair[];
  readonly removed: readonly Guest[];
  readonly added: readonly Guest[];
}

/** First by the names of ports, then by those of VMs and pods: a pod that a VM runs has another name after each start. */
export function pairGuests(before: readonly Guest[], after: readonly Guest[]): GuestsPaired {
  const pairs: GuestPair[] = [];
  let rest: Rest = { before, after };
  for (const keyOf of KEYS) rest = takeEqual(rest, keyOf, pairs);
  return { pairs, removed: rest.before, added: rest.after };
}

interface Rest {
  readonly before: readonly Guest[];
  readonly after: readonly Guest[];
}

const KEYS: readonly ((guest: Guest) => string)[] = [
  ({ port }) => JSON.stringify([datapathName(port.datapath), port.logical_port]),
  ({ port, name }) => JSON.stringify([datapathName(port.datapath), name]),
];

function takeEqual({ before, after }: Rest, keyOf: (guest: Guest) => string, pairs: GuestPair[]): Rest {
  const waiting = new Map(after.map(guest => [keyOf(guest), guest]));
  const taken = new Set<Guest>();
  const left = before.filter(guest => {
    const other = waiting.get(keyOf(guest));
    if (!other || taken.has(other)) return true;
    taken.add(other);
    pairs.push({ before: guest, after: other });
    return false;
  });
  return { before: left, after: after.filter(guest => !taken.has(guest)) };
}

/** Whether both sides send and receive with the same addresses. */
export const hasSameAddresses = ({ before, after }: GuestPair): boolean =>
  before.mac === after.mac && [...before.ips].sort().join() === [...after.ips].sort().join();
