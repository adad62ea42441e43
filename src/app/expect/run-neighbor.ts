/** Runs cases about ARP and neighbor discovery: who answers each guest that asks for an address. */
import { compareNeighbor } from '../../analyze/expect/compare-neighbor.ts';
import type { NeighborCase } from '../../analyze/expect/test-case.ts';
import { type Findings, findingsOf } from '../../analyze/expect/test-report.ts';
import type { NeighborAnswer } from '../../analyze/neighbor/neighbor-answer.ts';
import { renderNeighbor } from '../../render/neighbor/neighbor-text.ts';
import { whoAnswersFor } from '../neighbor/who-answers-for.ts';
import { replayOf } from './replay.ts';
import { faultOf } from './run-connection.ts';
import { namesMeant } from './select-who.ts';
import type { TestSession } from './test-session.ts';

export async function runNeighbor(each: NeighborCase, session: TestSession): Promise<Findings> {
  const names = await namesMeant(each.from, session);
  if ('error' in names) return faultOf(names.error.message);
  const found: Findings[] = [];
  for (const name of names.value) found.push(await askNeighbor(name, each, session));
  return findingsOf(found);
}

async function askNeighbor(name: string, each: NeighborCase, session: TestSession): Promise<Findings> {
  const opened = await session.openFor(name);
  if ('error' in opened) return faultOf(opened.error.message);
  const answer = whoAnswersFor(each.address, name, opened.value);
  if ('error' in answer) return faultOf(answer.error.message);
  const replay = replayOf('arp', session, [each.address, '--from', name]);
  const evidence = { details: neighborLines(answer.value), replay };
  const problems = compareNeighbor(answer.value, each.expect).map(problem => ({ ...problem, ...evidence }));
  return { questions: 1, problems };
}

export const neighborLines = (answer: NeighborAnswer): readonly string[] =>
  renderNeighbor(answer).trimEnd().split('\n');
