/** The one that a name on a command line means. */

import { absentees } from '../../analyze/diagnose/lease-report.ts';
import { type Patient, patientBehind } from '../../analyze/diagnose/subject.ts';
import type { Machine } from '../../analyze/guests/cluster-view.ts';
import { type Guest, guestsCalled } from '../../analyze/guests/guest.ts';
import { networkRole } from '../../analyze/guests/network-role.ts';
import type { Evidence } from '../../analyze/guests/sources.ts';
import { Failure } from '../terminal/failure.ts';

/** Of several ports with one name, the one that OVN answers, or else the one that is `likely`. */
export function chooseGuest(
  name: string,
  guests: readonly Guest[],
  isLikely: (guest: Guest) => boolean = () => true,
): Guest {
  const found = guestsCalled(name, guests);
  if (found.length === 0) throw new Failure(`no VM, pod or port "${name}"; there are ${listOf(guests)}`);
  const [only, ...others] = narrowed(
    narrowed(found, ({ dhcpFlow }) => dhcpFlow !== undefined),
    isLikely,
  );
  if (only && others.length === 0) return only;
  const ports = found.map(({ port }) => port.logical_port).join(', ');
  throw new Failure(`"${name}" means several ports; name one: ${ports}`);
}

/** A guest, or somebody who should be one and has no port. */
export function choosePatient(name: string, evidence: Evidence): Patient {
  const guests = evidence.guests();
  const absent =
    guestsCalled(name, guests).length > 0 ? undefined : absentees(evidence).find(each => isCalled(name, each));
  const isPrimary = (guest: Guest) => networkRole(guest, evidence) === 'primary';
  return absent ?? patientBehind(chooseGuest(name, guests, isPrimary), [], evidence);
}

const isCalled = (called: string, { name, owned }: Patient): boolean =>
  [name, name.split('/')[1], owned?.port.name].includes(called);

/** The virtual machine among the manifests. */
export function machineCalled(called: string, { cluster }: Evidence): Machine | undefined {
  const found =
    cluster?.machines.filter(({ namespace, name }) => [name, `${namespace}/${name}`].includes(called)) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

/** Those that fit, if any does. */
function narrowed(guests: readonly Guest[], fits: (guest: Guest) => boolean): readonly Guest[] {
  const fitting = guests.filter(fits);
  return fitting.length > 0 ? fitting : guests;
}

const MAX_LISTED = 20;

function listOf(guests: readonly Guest[]): string {
  if (guests.length === 0) return 'none';
  const names = guests.slice(0, MAX_LISTED).map(({ name: known }) => known);
  return names.join(', ') + (guests.length > MAX_LISTED ? `, and ${guests.length - MAX_LISTED} more` : '');
}
