/** Who answers a guest that asks for the MAC of an address. */

import type { Guest } from '../../analyze/guests/guest.ts';
import type { NeighborAnswer } from '../../analyze/neighbor/neighbor-answer.ts';
import { neighborRequest } from '../../analyze/neighbor/request.ts';
import { whoHas } from '../../analyze/neighbor/who-has.ts';
import { parseAddress } from '../../base/ip.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { chooseGuest, type GuestFault } from '../guests/choose-guest.ts';
import { onThisNode } from '../guests/on-this-node.ts';
import { guestSources } from '../lease/guest-sources.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';

/** The port of a finished migration has no addresses. */
const hasAddresses = ({ port }: Guest): boolean => port.mac.length > 0;

/** `from` is a VM, pod, port, MAC or address; `address` one of IPv4 or IPv6. */
export function whoAnswersFor(
  address: string,
  from: string,
  opened: Opened,
): Result<NeighborAnswer, Fault<GuestFault | 'address-malformed' | 'address-unknown'>> {
  const target = parseAddress(address);
  if (!target) return failed('address-malformed', `${address}: an IPv4 or IPv6 address is needed`);
  const sources = guestSources(opened);
  const called = chooseGuest(from, sources.guests(), hasAddresses, sources.cluster);
  const guest = 'error' in called ? called : onThisNode(called.value);
  if ('error' in guest) return guest;
  const microflow = neighborRequest(guest.value, target);
  if (microflow === undefined)
    return failed('address-unknown', `the source does not have the MAC address of ${guest.value.port.logical_port}`);
  return {
    value: whoHas({ from: guest.value, target, microflow }, opened, guestTracer(opened.network)),
  };
}
