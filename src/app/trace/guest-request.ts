/** Traces of the packets of a guest, by the name that people have for it. */
import { findGuests } from '../../analyze/guests/guest.ts';
import { guestMicroflow, type SourceAddresses } from '../../analyze/guests/guest-microflow.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { TraceRequest } from '../../trace/trace.ts';
import { chooseGuest, type GuestFault } from '../guests/choose-guest.ts';
import type { Opened } from '../sources/opened.ts';

/** One of `vm` and `pod`; `pod` names only ports of pods. */
export interface GuestSource extends SourceAddresses {
  readonly vm?: string | undefined;
  readonly pod?: string | undefined;
}

/** `request` with a microflow that begins with the guest's port and addresses. */
export function requestFrom(
  { network, cluster }: Pick<Opened, 'network' | 'cluster'>,
  { vm, pod: podName, ...addresses }: GuestSource,
  request: TraceRequest,
): Result<TraceRequest, Fault<GuestFault | 'address-unknown'>> {
  const guests = findGuests(network).filter(({ pod }) => vm !== undefined || pod !== undefined);
  const guest = chooseGuest((vm ?? podName)!, guests, undefined, cluster);
  if ('error' in guest) return guest;
  const microflow = guestMicroflow(guest.value, request.microflow, addresses);
  if (typeof microflow === 'string') return { value: { ...request, microflow } };
  return failed('address-unknown', `${microflow.error}; give inport and addresses in the microflow`);
}
