/** Senders and destinations that behave alike on both sides, and which of their pairs the differences can concern. */
import { remember } from '../../../base/remember.ts';
import { datapathName, type LogicalNetwork } from '../../../network/logical-network.ts';
import type { Guest } from '../../guests/guest.ts';
import { alikeGuests } from '../../reach/alike-guests.ts';
import { type GuestPair, hasSameAddresses } from './same-guests.ts';
import { connectedDatapaths, type Touch } from './touches.ts';

/** At least one guest; all have the same answers. */
export type PairClass = readonly [GuestPair, ...GuestPair[]];

/** Guests that are alike in both networks. */
export function alikePairs(
  networks: readonly [LogicalNetwork, LogicalNetwork],
  pairs: readonly GuestPair[],
): readonly PairClass[] {
  const [was, is] = [
    numbersOf(
      alikeGuests(
        networks[0],
        pairs.map(({ before }) => before),
      ),
    ),
    numbersOf(
      alikeGuests(
        networks[1],
        pairs.map(({ after }) => after),
      ),
    ),
  ];
  const classes = new Map<string, GuestPair[]>();
  for (const pair of pairs) {
    const key = [was.get(pair.before), is.get(pair.after), hasSameAddresses(pair)].join();
    classes.set(key, [...(classes.get(key) ?? []), pair]);
  }
  return [...classes.values()] as unknown as readonly PairClass[];
}

const numbersOf = (groups: readonly (readonly Guest[])[]): ReadonlyMap<Guest, number> =>
  new Map(groups.flatMap((guests, number) => guests.map(guest => [guest, number] as const)));

export interface TouchedPairs {
  /** Whether packets from a guest to another one can meet a difference. */
  isTouched(from: GuestPair, to: GuestPair): boolean;
  /** Whether packets from a guest to a port of this name, which is not of a guest, can meet one. */
  isTouchedOutside(from: GuestPair): boolean;
}

export function touchedPairs(networks: readonly LogicalNetwork[], touches: readonly Touch[]): TouchedPairs {
  const connected = connectedDatapaths(networks);
  const ofSender = remember(({ before, after }: GuestPair): readonly Touch[] => {
    const near = connected(datapathName(before.port.datapath));
    return touches.filter(
      ({ datapath, senders }) =>
        (datapath === undefined || near.has(datapath)) && (senders === undefined || hasPort(senders, before, after)),
    );
  });
  return {
    isTouched: (from, { before, after }) =>
      ofSender(from).some(({ targets }) => targets === undefined || hasPort(targets, before, after)),
    isTouchedOutside: from => ofSender(from).some(({ targets }) => targets === undefined),
  };
}

const hasPort = (ports: ReadonlySet<string>, ...guests: readonly Guest[]): boolean =>
  guests.some(({ port }) => ports.has(port.logical_port));
