/** A VM, pod or port that should have an address, with all that the source says of it. */
import { virtualMachineIn } from '../../kubernetes/names.ts';
import type { MachinePod } from '../guests/cluster-view.ts';
import type { Guest } from '../guests/guest.ts';
import type { Evidence, OwnedPort } from '../guests/sources.ts';
import type { Exchange } from '../lease/dhcp-exchange.ts';

export interface Patient {
  /** NAMESPACE/NAME of the VM, else of the pod, else the name of the port. */
  readonly name: string;
  readonly evidence: Evidence;
  /** Absent where it has no port. */
  readonly guest?: Guest;
  /** Its northbound row, if the source has such rows. */
  readonly owned?: OwnedPort;
  /** The pod it runs in, if the source has pods. */
  readonly pod?: MachinePod;
  /** What it asked for, and got; nothing where it has no port. */
  readonly exchanges: readonly Exchange[];
}

export function patientBehind(guest: Guest, exchanges: readonly Exchange[], evidence: Evidence): Patient {
  const owned = evidence.nbPorts().get(guest.port.logical_port);
  const pod = evidence.cluster?.pods.find(({ namespace, name }) => namespace === guest.namespace && name === guest.pod);
  return { name: guest.name, evidence, guest, ...(owned && { owned }), ...(pod && { pod }), exchanges };
}

/** Of a northbound row that came no further. */
export const patientOfPort = (name: string, owned: OwnedPort, evidence: Evidence): Patient => ({
  name,
  evidence,
  owned,
  exchanges: [],
});

/** Of a virtual machine without a port. */
export function patientOfMachine(name: string, evidence: Evidence): Patient {
  const pod = evidence.cluster?.pods.findLast(each => `${each.namespace}/${virtualMachineIn(each.name)}` === name);
  return { name, evidence, ...(pod && { pod }), exchanges: [] };
}
