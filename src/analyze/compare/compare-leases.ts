/** The DHCP conversations of all virtual machines of two networks, compared by option. */

import type { Tracer } from '../../trace/trace.ts';
import type { SurveyRow, Verdict } from '../diagnose/survey.ts';
import { converse } from '../lease/dhcp-conversation.ts';

/** What a VM is given: its verdict, and each option of the last reply. */
export interface LeaseFacts {
  readonly verdict: Verdict;
  /** The address as `address`, and the options by OVN's names. Empty if there is no reply. */
  readonly given: Readonly<Record<string, string>>;
}

export interface LeaseChange {
  /** NAMESPACE/NAME of the VM, or the name of the port; with the interface, if it has several. */
  readonly name: string;
  /** Absent if the side does not have it. */
  readonly before?: LeaseFacts;
  readonly after?: LeaseFacts;
  /** Options that differ, by name; empty if a side does not have the VM. */
  readonly options: readonly { readonly name: string; readonly before?: string; readonly after?: string }[];
}

export interface LeasesCompared {
  /** How many VMs and ports each side has. */
  readonly before: number;
  readonly after: number;
  /** Sorted by name. */
  readonly changes: readonly LeaseChange[];
}

/** The interfaces of a side, and how their questions are answered there. */
export interface LeaseSide {
  readonly rows: readonly SurveyRow[];
  readonly tracer: Tracer;
}

export function compareLeases(before: LeaseSide, after: LeaseSide): LeasesCompared {
  const [from, to] = [factsOf(before), factsOf(after)];
  const names = [...new Set([...from.keys(), ...to.keys()])].sort();
  const changes = names.flatMap(name => changeOf(name, from.get(name), to.get(name)));
  return { before: from.size, after: to.size, changes };
}

/** By the name of the VM, because its pod can have another name on the other side. Several ports of one name are numbered. */
function factsOf({ rows, tracer }: LeaseSide): ReadonlyMap<string, LeaseFacts> {
  const facts = new Map<string, LeaseFacts>();
  for (const { name, link, verdict, guest } of rows) {
    const base = link === undefined ? name : `${name} ${link}`;
    const number = [...facts.keys()].filter(key => key === base || key.startsWith(`${base} #`)).length;
    const given = guest && (verdict === 'leased' || verdict === 'undecided') ? givenBy(guest, tracer) : {};
    facts.set(number === 0 ? base : `${base} #${number + 1}`, { verdict, given });
  }
  return facts;
}

function givenBy(guest: NonNullable<SurveyRow['guest']>, tracer: Tracer): LeaseFacts['given'] {
  const reply = converse(guest, tracer).at(-1)?.reply;
  if (!reply) return {};
  return { address: reply.address ?? '', ...Object.fromEntries(reply.options.map(({ name, text }) => [name, text])) };
}

function changeOf(name: string, before: LeaseFacts | undefined, after: LeaseFacts | undefined): readonly LeaseChange[] {
  if (!before || !after) return [{ name, ...(before && { before }), ...(after && { after }), options: [] }];
  const names = [...new Set([...Object.keys(before.given), ...Object.keys(after.given)])].sort();
  const options = names
    .filter(option => before.given[option] !== after.given[option])
    .map(option => ({ name: option, ...sides(before.given[option], after.given[option]) }));
  return options.length === 0 && before.verdict === after.verdict ? [] : [{ name, before, after, options }];
}

const sides = (before: string | undefined, after: string | undefined) => ({
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});
