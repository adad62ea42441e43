/** The row of a subject's port, and the pod that owns it. */
import type { Guest } from '../guests/guest.ts';
import type { Owner } from '../origin/owner.ts';
import { type Found, seen } from './check.ts';
import type { CheckSubject } from './subject.ts';

/** The northbound row, if the source has it; else the southbound row. */
export function portRow({ guest, owned }: CheckSubject): Pick<Found, 'row' | 'owner'> {
  const owner = guest && podIn(guest);
  if (owned) return { ...seen('Logical_Switch_Port', owned.port.name, owned.port), owner };
  return { ...seen('Port_Binding', guest!.port.logical_port, guest!.port), owner };
}

const podIn = ({ namespace, pod }: Guest): Owner | undefined =>
  namespace === undefined || pod === undefined ? undefined : { kind: 'Pod', namespace, name: pod };
