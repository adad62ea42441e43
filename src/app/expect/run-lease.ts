/** Runs cases about DHCP: the conversation of each guest, compared with what is expected. */
import { compareLease, foundLease } from '../../analyze/expect/compare-lease.ts';
import type { LeaseCase } from '../../analyze/expect/test-case.ts';
import { type Findings, findingsOf, type TestProblem } from '../../analyze/expect/test-report.ts';
import { renderLease } from '../../render/lease/dhcp-answer.ts';
import { gapNotes } from '../../render/trace/gap-notes.ts';
import { type Lease, leaseOf } from '../lease/lease-of.ts';
import { replayOf } from './replay.ts';
import { faultOf } from './run-connection.ts';
import { namesMeant } from './select-who.ts';
import type { TestSession } from './test-session.ts';

export async function runLease(each: LeaseCase, session: TestSession): Promise<Findings> {
  const names = await namesMeant(each.who, session);
  if ('error' in names) return faultOf(names.error.message);
  const found: Findings[] = [];
  for (const name of names.value) found.push(await askLease(name, each, session));
  return findingsOf(found);
}

async function askLease(name: string, each: LeaseCase, session: TestSession): Promise<Findings> {
  const opened = await session.openFor(name);
  if ('error' in opened) return faultOf(opened.error.message);
  const answer = leaseOf(opened.value, name, { ipv6: each.isIPv6 });
  if ('error' in answer) return faultOf(answer.error.message);
  const words = [...(each.isIPv6 ? ['-6'] : []), name];
  const evidence = { details: linesOf(answer.value), replay: replayOf('dhcp', session, words) };
  const problems = problemsOf(name, answer.value, each).map(problem => ({ ...problem, ...evidence }));
  return { questions: 1, problems };
}

export const linesOf = (lease: Lease): readonly string[] => renderLease(lease).trimEnd().split('\n');

function problemsOf(name: string, lease: Lease, { expect }: LeaseCase): readonly TestProblem[] {
  if (lease.verdict === 'undecided') {
    const doubts = gapNotes(lease.report?.doubts ?? lease.interfaces.flatMap(row => row.doubts ?? []));
    const missing = doubts.length > 0 ? doubts.join('; ') : 'the source does not have enough';
    return [{ status: 'undecided', text: `whether ${name} gets a lease is not decided: ${missing}` }];
  }
  const found = foundLease(lease, lease.verdict);
  return compareLease(found, expect).map(text => ({ status: 'failed', text: `${name} ${text}` }));
}
