/** Who is asked about: a guest, or a virtual machine or port that should be one and has no port in the network. */
import { absentees } from '../../analyze/diagnose/lease-report.ts';
import { type CheckSubject, subjectOfGuest } from '../../analyze/diagnose/subject.ts';
import type { Machine } from '../../analyze/guests/cluster-view.ts';
import { elsewhereText, isAnsweredElsewhere } from '../../analyze/guests/elsewhere.ts';
import { type Guest, guestsCalled } from '../../analyze/guests/guest.ts';
import { networkRole } from '../../analyze/guests/network-role.ts';
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { type Fault, failed, mapResult, type Result } from '../../base/result.ts';
import { chooseGuest, type GuestFault } from '../guests/choose-guest.ts';
import { isMachineCalled } from '../guests/without-port.ts';

/** Of several ports of a guest, the one on its primary network is meant. That of another node is a fault. */
export function chooseSubject(name: string, sources: GuestSources): Result<CheckSubject, Fault<GuestFault>> {
  const guests = sources.guests();
  const isPresent = guestsCalled(name, guests).length > 0;
  const absent = isPresent ? undefined : absentees(sources).find(each => isCalled(name, each));
  if (absent) return { value: absent };
  const isPrimary = (guest: Guest) => networkRole(guest, sources) === 'primary';
  const guest = chooseGuest(name, guests, isPrimary, sources.cluster);
  if ('value' in guest && isAnsweredElsewhere(guest.value, sources))
    return failed('guest-elsewhere', elsewhereText(guest.value, sources));
  return mapResult(guest, found => subjectOfGuest(found, [], sources));
}

const isCalled = (called: string, { name, owned, pod }: CheckSubject): boolean =>
  [name, name.split('/')[1], owned?.port.name, pod?.name].includes(called);

/** The virtual machine among the manifests that `called` means; undefined where several have the name. */
export function machineCalled(called: string, { cluster }: GuestSources): Machine | undefined {
  const machines = cluster?.machines ?? [];
  const found = machines.filter(machine => isMachineCalled(called, machine));
  return found.length === 1 ? found[0] : undefined;
}
