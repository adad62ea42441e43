/** All virtual machines of a source: for each interface or port, which server answers, and what is wrong if it is OVN. */
import type { Gap } from '../../trace/gaps/gap.ts';
import type { Tracer } from '../../trace/trace.ts';
import { type ClusterView, type Machine, type MachineInterface, machineName } from '../guests/cluster-view.ts';
import { elsewhereText, isAnsweredElsewhere } from '../guests/elsewhere.ts';
import { type Guest, isIPv6 } from '../guests/guest.ts';
import { hasEnded, stateOf } from '../guests/machine-state.ts';
import { networkRole } from '../guests/network-role.ts';
import { portsOfInterface } from '../guests/plugged.ts';
import { refusalsOf } from '../guests/refused.ts';
import type { GuestSources } from '../guests/sources.ts';
import { type Answerer, isThroughOvn, whoAnswers } from '../guests/who-answers.ts';
import { say } from '../lease/dhcp-conversation.ts';
import type { Exchange } from '../lease/dhcp-exchange.ts';
import { converse6 } from '../lease/ipv6-conversation.ts';
import type { Diagnosis } from './chain.ts';
import {
  absentees,
  checkGuest,
  checkSubject,
  checkWayOut,
  type LeaseReport,
  type LeaseVerdict,
} from './lease-report.ts';
import { subjectOfMachine } from './subject.ts';

/**
 * `undecided`: the source does not tell enough; `waiting`: the port that a migrating VM does not use now, or an interface
 * that is not plugged yet; `stopped`: the VM does not run, or the interface has no link; `elsewhere`: another server than
 * OVN answers, or none. `no-lease` is also that a policy drops the request to another server.
 */
export type Verdict = 'leased' | 'no-lease' | 'undecided' | 'waiting' | 'stopped' | 'elsewhere';

export interface SurveyRow {
  /** NAMESPACE/NAME of the VM, or the name of the port. */
  readonly name: string;
  readonly verdict: Verdict;
  /** The interface's name in the VM; only from manifests. */
  readonly link?: string;
  /** Why the interface does not work now: it is `waiting` because it is not plugged yet, or `stopped` without a link. */
  readonly state?: 'pending' | 'down';
  readonly guest?: Guest;
  /** The node that it runs on, if the source has the databases of several nodes. */
  readonly node?: string;
  readonly answerer?: Answerer;
  /** Whether it is a VM without a manifest, so that its binding can send its requests to another server than OVN. */
  readonly isBindingUnknown?: true;
  readonly diagnosis?: Diagnosis;
  /** What the source does not tell; only if the verdict is `undecided`. */
  readonly doubts?: readonly Gap[];
}

export function survey(sources: GuestSources, tracer: Tracer): SurveyRow[] {
  const steps = surveySteps(sources, tracer);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same, VM by VM: yields the share that is done, from 0 to 1, so that the caller can do something else in between. */
export function* surveySteps(sources: GuestSources, tracer: Tracer): Generator<number, SurveyRow[]> {
  const rows: SurveyRow[] = [];
  const machines = sources.cluster?.machines ?? [];
  for (const [index, machine] of machines.entries()) {
    yield index / machines.length;
    rows.push(...surveyMachine(machine, sources, tracer));
  }
  const known = new Set(rows.map(({ name }) => name));
  const others = sources.guests().filter(guest => !known.has(guest.name) && isOfInterest(guest, sources));
  for (const [index, guest] of others.entries()) {
    yield index / others.length;
    rows.push(withBinding(ofGuest(guest, sources, tracer), sources));
  }
  const absent = absentees(sources).filter(({ name, owned }) => !known.has(name) && owned?.port.dhcpv4_options);
  return [...rows, ...absent.map(subject => rowOf(checkSubject(subject), sources))].sort(byName);
}

/** The order of the rows of a survey. */
export const byName = (a: SurveyRow, b: SurveyRow): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const withBinding = (row: SurveyRow, sources: GuestSources): SurveyRow =>
  row.verdict === 'leased' && row.guest && isBindingUnknown(row.guest, sources)
    ? { ...row, isBindingUnknown: true }
    : row;

/** Only the manifest of a VM says how its interfaces are bound. Ports that KubeVirt did not make have no binding. */
export const isBindingUnknown = ({ vm, name }: Guest, { cluster }: GuestSources): boolean =>
  vm !== undefined && !cluster?.machines.some(machine => machineName(machine) === name);

/** A row for each interface of a VM and its port; two while the VM migrates. */
export function surveyMachine(machine: Machine, sources: GuestSources, tracer: Tracer): SurveyRow[] {
  const name = machineName(machine);
  const { cluster } = sources;
  const isOver = cluster && hasEnded(machine, cluster) && !sources.guestsByMachine().has(name);
  if (!cluster || !machine.isRunning || isOver) return [{ name, verdict: 'stopped' }];
  const isRefused = refusalsOf(name, sources).length > 0;
  return machine.interfaces.flatMap(link => surveyInterface({ link, machine, cluster, isRefused }, sources, tracer));
}

/** An interface of a VM. `isRefused`: OVN-Kubernetes refuses its pod. */
interface Plugged {
  readonly link: MachineInterface;
  readonly machine: Machine;
  readonly cluster: ClusterView;
  readonly isRefused: boolean;
}

function surveyInterface(plugged: Plugged, sources: GuestSources, tracer: Tracer): SurveyRow[] {
  const { link, machine, cluster, isRefused } = plugged;
  const common = { name: machineName(machine), link: link.name };
  const state = stateOf(link, machine, cluster);
  if (state !== 'up') return [{ ...common, state, verdict: OF_STATE[state] }];
  const guests = portsOfInterface(link, machine, cluster, sources);
  const [guest] = guests;
  if (isRefused) return [{ ...ofMachine(common.name, sources), link: link.name, ...(guest && { guest }) }];
  const answerer = whoAnswers(link, machine, cluster);
  if (answerer.isUndecided) return [{ ...common, answerer, verdict: 'undecided' }];
  if (answerer.server !== 'OVN') {
    const lost = guest && isThroughOvn(link, machine, cluster) ? checkWayOut(guest, sources, tracer) : undefined;
    if (!lost) return [{ ...common, answerer, ...(guest && { guest }), verdict: 'elsewhere' }];
    return [{ ...common, ...rowOf(lost, sources), answerer: lost.verdict === 'no' ? CUT_OFF : answerer }];
  }
  if (!guest) return [{ ...common, answerer: PORTLESS, ...ofMachine(common.name, sources) }];
  return guests.map(each => ({ ...common, answerer, ...checked(each, sources, tracer) }));
}

/** Whether OVN answers the guest, as far as these sources decide it. */
function checked(guest: Guest, sources: GuestSources, tracer: Tracer): SurveyRow {
  if (!isAnsweredElsewhere(guest, sources)) return rowOf(checkGuest(guest, sources, tracer, discover), sources);
  const answerer: Answerer = { server: 'unknown', why: elsewhereText(guest, sources), isUndecided: true };
  return { name: guest.name, guest, answerer, verdict: 'undecided' };
}

const CUT_OFF: Answerer = { server: 'nobody', why: 'the request does not leave the port of the VM' };

/** Whether OVN should answer an interface, and cannot. The diagnosis of the VM says why. */
export const isPortless = ({ verdict, guest }: SurveyRow): boolean => verdict === 'no-lease' && !guest;

const PORTLESS: Answerer = { server: 'nobody', why: 'the VM has no port at which OVN could answer' };

/** The row of a VM without a port. */
const ofMachine = (name: string, sources: GuestSources): SurveyRow =>
  rowOf(checkSubject(subjectOfMachine(name, sources)), sources);

const OF_STATE = { pending: 'waiting', down: 'stopped' } as const satisfies Record<string, Verdict>;

/**
 * VMs, and other guests that OVN is meant to answer. On a primary network, a VM uses its port on the cluster's own network
 * only for probes.
 */
function isOfInterest(guest: Guest, sources: GuestSources): boolean {
  if (isMeantForOvn(guest, sources)) return true;
  if (guest.vm === undefined) return false;
  const siblings = sources.guestsByMachine().get(guest.name)!;
  return networkRole(guest, sources) !== 'default' || siblings.every(each => networkRole(each, sources) !== 'primary');
}

/** Whether OVN is meant to answer the guest: its port has a DHCP flow, or options for one. */
function isMeantForOvn({ dhcpFlow, dhcpv6Flow, port }: Guest, sources: GuestSources): boolean {
  const row = sources.nbPorts().get(port.logical_port)?.port;
  return Boolean(dhcpFlow ?? dhcpv6Flow ?? row?.dhcpv4_options ?? row?.dhcpv6_options);
}

const NOT_OVN = {
  default: "on the cluster's own network, virt-launcher answers in the pod",
  secondary:
    "OVN has no DHCP for secondary networks: virt-launcher or an external server answers, depending on the VM's binding",
} as const;

function ofGuest(guest: Guest, sources: GuestSources, tracer: Tracer): SurveyRow {
  const role = networkRole(guest, sources);
  if (isMeantForOvn(guest, sources) || role === 'primary' || role === 'unknown') return checked(guest, sources, tracer);
  const server = role === 'default' ? 'virt-launcher' : 'unknown';
  return { name: guest.name, guest, verdict: 'elsewhere', answerer: { server, why: NOT_OVN[role] } };
}

export function rowOf(report: LeaseReport, sources: GuestSources): SurveyRow {
  const { name, guest, diagnosis, doubts } = report;
  const verdict = VERDICTS[report.verdict];
  const isMigrating = verdict === 'no-lease' && guest && diagnosis && isWaiting(guest, diagnosis, sources);
  return {
    name,
    verdict: isMigrating ? 'waiting' : verdict,
    ...(guest && { guest }),
    ...(diagnosis && { diagnosis }),
    ...(verdict === 'undecided' && { doubts }),
  };
}

const VERDICTS = { yes: 'leased', no: 'no-lease', undecided: 'undecided' } as const satisfies Record<
  LeaseVerdict,
  Verdict
>;

/** OVN keeps no leases: the flows that answer a DISCOVER answer the REQUEST, too. */
const discover = (guest: Guest, tracer: Tracer): Exchange[] =>
  hasOnlyIPv6(guest) ? converse6(guest, tracer) : [say('discover', guest, tracer)];

const hasOnlyIPv6 = ({ ips }: Guest): boolean => ips.length > 0 && ips.every(isIPv6);

const isWaiting = (guest: Guest, { code }: Diagnosis, sources: GuestSources): boolean =>
  code === 'port-disabled' &&
  (sources.guestsByMachine().get(guest.name) ?? []).some(
    ({ port, dhcpFlow }) => port !== guest.port && port.datapath === guest.port.datapath && dhcpFlow,
  );
