/** The conversation in which a guest asks for its address, and the diagnosis if it gets none. */
import type { Tracer } from '../../trace/trace.ts';
import type { Guest } from '../guests/guest.ts';
import { isGuestPort, whoIs } from '../guests/guest.ts';
import type { GuestSources } from '../guests/sources.ts';
import { converse } from '../lease/dhcp-conversation.ts';
import type { Exchange } from '../lease/dhcp-exchange.ts';
import { type Diagnosis, diagnose } from './chain.ts';
import { type CheckSubject, subjectOfGuest, subjectOfMachine, subjectOfPort } from './subject.ts';

export interface LeaseReport {
  readonly name: string;
  /** Absent if it has no port. */
  readonly guest?: Guest;
  readonly exchanges: readonly Exchange[];
  /** Absent if no check finds anything. */
  readonly diagnosis?: Diagnosis;
}

/** `ask` holds the conversation; by default, the whole one. */
export function checkGuest(
  guest: Guest,
  sources: GuestSources,
  tracer: Tracer,
  ask: (guest: Guest, tracer: Tracer) => readonly Exchange[] = converse,
): LeaseReport {
  return checkSubject(subjectOfGuest(guest, ask(guest, tracer), sources));
}

export function checkSubject(subject: CheckSubject): LeaseReport {
  const { name, guest, exchanges } = subject;
  const diagnosis = diagnose(subject);
  return { name, ...(guest && { guest }), exchanges, ...(diagnosis && { diagnosis }) };
}

/** Subjects that the source has, and that should have a port in the network but have none. */
export function absentees(sources: GuestSources): CheckSubject[] {
  return [...portsWithoutBinding(sources), ...machinesWithoutPort(sources)];
}

function portsWithoutBinding(sources: GuestSources): CheckSubject[] {
  if (sources.isCompiled) return [];
  const bound = new Set(sources.network.Port_Binding.map(({ logical_port }) => logical_port));
  return [...sources.nbPorts().values()]
    .filter(({ port: { type, name } }) => isGuestPort({ type, logical_port: name }) && !bound.has(name))
    .map(owned => subjectOfPort(whoIs(owned.port.name, owned.port.external_ids).name, owned, sources));
}

function machinesWithoutPort(sources: GuestSources): CheckSubject[] {
  return (sources.cluster?.machines ?? [])
    .filter(({ isRunning }) => isRunning)
    .map(({ namespace, name }) => subjectOfMachine(`${namespace}/${name}`, sources))
    .filter(({ name }) => !sources.guestsByMachine().has(name));
}
