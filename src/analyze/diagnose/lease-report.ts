/** The conversation in which a guest asks for its address, and the diagnosis if it gets none. */
import type { Tracer } from '../../trace/trace.ts';
import type { Guest } from '../guests/guest.ts';
import { isGuestPort, whoIs } from '../guests/guest.ts';
import type { GuestSources } from '../guests/sources.ts';
import { converse, say } from '../lease/dhcp-conversation.ts';
import { type Exchange, requestDropIn } from '../lease/dhcp-exchange.ts';
import { stepsIn } from '../lease/trace-steps.ts';
import { type Diagnosis, diagnose } from './chain.ts';
import { type Doubts, doubtsOf } from './doubts.ts';
import { PATH_CHECKS } from './path-checks.ts';
import { type CheckSubject, subjectOfGuest, subjectOfMachine, subjectOfPort } from './subject.ts';

export interface LeaseReport extends Doubts {
  readonly name: string;
  readonly verdict: LeaseVerdict;
  /** Absent if it has no port. */
  readonly guest?: Guest;
  readonly exchanges: readonly Exchange[];
  /** Absent if no check finds anything. */
  readonly diagnosis?: Diagnosis;
  /** Whether OVN grants what the VM asks for, and its binding is not known, with which its requests may not get to OVN. */
  readonly isBindingUnknown?: true;
}

/** Whether the guest gets what it asks for; `undecided` if the source does not tell enough. */
export type LeaseVerdict = 'yes' | 'no' | 'undecided';

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
  const doubts = doubtsOf(subject);
  const verdict = doubts.doubts.length > 0 ? 'undecided' : !diagnosis && isGranted(exchanges) ? 'yes' : 'no';
  return { name, verdict, ...(guest && { guest }), exchanges, ...(diagnosis && { diagnosis }), ...doubts };
}

/**
 * The way of a request to a server that is not OVN: out of the guest's port, to a localnet port or to other guests. Undefined
 * if the flows do not drop the request.
 */
export function checkWayOut(guest: Guest, sources: GuestSources, tracer: Tracer): LeaseReport | undefined {
  const asked = say('discover', guest, tracer);
  const noReply = requestDropIn(stepsIn(asked.trace.root));
  if (!noReply) return undefined;
  const subject = subjectOfGuest(guest, [{ ...asked, noReply }], sources);
  const { name, exchanges } = subject;
  const doubts = doubtsOf(subject);
  const { remedy, look } = PATH_CHECKS[noReply.reason];
  const diagnosis: Diagnosis = { remedy, text: noReply.text, ...look(subject), code: noReply.reason };
  return { name, verdict: doubts.doubts.length > 0 ? 'undecided' : 'no', guest, exchanges, diagnosis, ...doubts };
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
    .map(owned =>
      subjectOfPort(whoIs(owned.port.name, owned.port.external_ids, sources.machineOf()).name, owned, sources),
    );
}

function machinesWithoutPort(sources: GuestSources): CheckSubject[] {
  return (sources.cluster?.machines ?? [])
    .filter(({ isRunning }) => isRunning)
    .map(({ namespace, name }) => subjectOfMachine(`${namespace}/${name}`, sources))
    .filter(({ name }) => !sources.guestsByMachine().has(name));
}

const isGranted = (exchanges: readonly Exchange[]): boolean =>
  exchanges.length > 0 && exchanges.every(({ reply }) => reply && reply.message !== 'NAK');
