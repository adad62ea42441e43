/** `--vm` and `--pod`: traces of the packets of somebody whose name people know. */
import { findGuests } from '../../analyze/guests/guest.ts';
import { guestMicroflow, type SourceAddresses } from '../../analyze/guests/guest-microflow.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { Failure } from '../terminal/failure.ts';
import { chooseGuest } from './choose-guest.ts';
import type { TraceCall } from './trace-arguments.ts';

export interface GuestOptions extends SourceAddresses {
  readonly vm?: string | undefined;
  readonly pod?: string | undefined;
}

/** `call` with a microflow that begins with the guest that `options` name. */
export function withGuest(call: TraceCall, options: GuestOptions, network: LogicalNetwork): TraceCall {
  const name = (options.vm ?? options.pod)!;
  const guests = findGuests(network).filter(({ pod }) => options.vm !== undefined || pod !== undefined);
  const microflow = guestMicroflow(chooseGuest(name, guests), call.request.microflow, options);
  if (typeof microflow === 'object')
    throw new Failure(`${microflow.error}; give inport and addresses in the microflow`);
  return { ...call, request: { ...call.request, microflow } };
}
