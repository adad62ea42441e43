/** Traces of the packets of a guest, by the name that people have for it. */
import type { Guest } from '../../analyze/guests/guest.ts';
import { guestMicroflow, type SourceAddresses } from '../../analyze/guests/guest-microflow.ts';
import type { GuestSourcesParts } from '../../analyze/guests/sources.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { TraceRequest } from '../../trace/trace.ts';
import { type GuestFault, unknownGuest } from '../guests/choose-guest.ts';
import { guestCalled } from '../guests/guest-called.ts';
import { guestSources } from '../guests/guest-sources.ts';

/** One of `vm` and `pod`; `pod` names only ports of pods. */
export interface GuestSource extends SourceAddresses {
  readonly vm?: string | undefined;
  readonly pod?: string | undefined;
}

/** `request` with a microflow that begins with the guest's port and addresses. */
export function requestFrom(
  opened: GuestSourcesParts,
  { vm, pod: podName, ...addresses }: GuestSource,
  request: TraceRequest,
): Result<TraceRequest, Fault<GuestFault | 'address-unknown'>> {
  const isMeant = ({ pod }: Guest) => vm !== undefined || pod !== undefined;
  const guest = guestCalled((vm ?? podName)!, guestSources(opened), isMeant);
  if ('error' in guest) return guest;
  if (!isMeant(guest.value))
    return unknownGuest(podName!, guestSources(opened).guests().filter(isMeant), opened.cluster);
  const microflow = guestMicroflow(guest.value, request.microflow, addresses);
  if (typeof microflow === 'string') return { value: { ...request, microflow } };
  return failed('address-unknown', `${microflow.error}; give inport and addresses in the microflow`);
}
