/** Who answers a guest that asks for the MAC of an address. */

import type { Guest } from '../../analyze/guests/guest.ts';
import { subnetsOf } from '../../analyze/guests/subnets.ts';
import type { NeighborAnswer } from '../../analyze/neighbor/neighbor-answer.ts';
import { neighborRequest } from '../../analyze/neighbor/request.ts';
import { whoHas } from '../../analyze/neighbor/who-has.ts';
import { contains, parseAddress } from '../../base/ip.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { GuestFault } from '../guests/choose-guest.ts';
import { guestCalled } from '../guests/guest-called.ts';
import { guestSources } from '../guests/guest-sources.ts';
import { onThisNode } from '../guests/on-this-node.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';

/** `from` is a VM, pod, port, MAC or address; `address` one of IPv4 or IPv6. Of several ports, the one on its network asks. */
export function whoAnswersFor(
  address: string,
  from: string,
  opened: Opened,
): Result<NeighborAnswer, Fault<GuestFault | 'address-malformed' | 'address-unknown'>> {
  const target = parseAddress(address);
  if (!target) return failed('address-malformed', `${address}: an IPv4 or IPv6 address is needed`);
  const sources = guestSources(opened);
  const isOnLink = (each: Guest) => subnetsOf(each, sources).some(subnet => contains(subnet, target));
  const called = guestCalled(from, sources, isOnLink);
  const guest = 'error' in called ? called : onThisNode(called.value, sources);
  if ('error' in guest) return guest;
  const microflow = neighborRequest(guest.value, target);
  if (microflow === undefined)
    return failed('address-unknown', `the source does not have the MAC address of ${guest.value.port.logical_port}`);
  return {
    value: whoHas({ from: guest.value, target, microflow }, opened, guestTracer(opened.network)),
  };
}
