/** A guest asks for its address, and where it gets none, the doctor says why. */
import type { Tracer } from '../../trace/trace.ts';
import type { Guest } from '../guests/guest.ts';
import { isGuestPort, whoIs } from '../guests/guest.ts';
import type { Evidence } from '../guests/sources.ts';
import { converse } from '../lease/dhcp-conversation.ts';
import type { Exchange } from '../lease/dhcp-exchange.ts';
import { type Diagnosis, diagnose } from './chain.ts';
import { type Patient, patientBehind, patientOfMachine, patientOfPort } from './subject.ts';

export interface Consultation {
  readonly name: string;
  /** Absent where it has no port. */
  readonly guest?: Guest;
  readonly exchanges: readonly Exchange[];
  /** Absent where every link of the chain holds. */
  readonly diagnosis?: Diagnosis;
}

/** `ask` holds the conversation: the whole one, if nothing else is said. */
export function consult(
  guest: Guest,
  evidence: Evidence,
  tracer: Tracer,
  ask: (guest: Guest, tracer: Tracer) => readonly Exchange[] = converse,
): Consultation {
  return examine(patientBehind(guest, ask(guest, tracer), evidence));
}

export function examine(patient: Patient): Consultation {
  const { name, guest, exchanges } = patient;
  const diagnosis = diagnose(patient);
  return { name, ...(guest && { guest }), exchanges, ...(diagnosis && { diagnosis }) };
}

/** Those who should have a port and have none in the network, though the source knows of them. */
export function absentees(evidence: Evidence): Patient[] {
  return [...portsWithoutBinding(evidence), ...machinesWithoutPort(evidence)];
}

function portsWithoutBinding(evidence: Evidence): Patient[] {
  if (evidence.isCompiled) return [];
  const bound = new Set(evidence.network.Port_Binding.map(({ logical_port }) => logical_port));
  return [...evidence.nbPorts().values()]
    .filter(({ port: { type, name } }) => isGuestPort({ type, logical_port: name }) && !bound.has(name))
    .map(owned => patientOfPort(whoIs(owned.port.name, owned.port.external_ids).name, owned, evidence));
}

function machinesWithoutPort(evidence: Evidence): Patient[] {
  return (evidence.cluster?.machines ?? [])
    .filter(({ isRunning }) => isRunning)
    .map(({ namespace, name }) => patientOfMachine(`${namespace}/${name}`, evidence))
    .filter(({ name }) => !evidence.guestsByMachine().has(name));
}
