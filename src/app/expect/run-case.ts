/** Runs one case on one source and release. */
import type { ConnectionCase, TestCase } from '../../analyze/expect/test-case.ts';
import { type Findings, findingsOf, statusOf, type TestResult } from '../../analyze/expect/test-report.ts';
import { lineAndColumn } from '../../base/source-text.ts';
import { proveConnection } from './prove-connection.ts';
import { faultOf, pairsIn, runConnection, runMatrix } from './run-connection.ts';
import { runLease } from './run-lease.ts';
import { runNeighbor } from './run-neighbor.ts';
import { compareSnapshot, type SnapshotOptions } from './snapshots.ts';
import type { TestSession } from './test-session.ts';

export async function runCase(each: TestCase, session: TestSession, options: SnapshotOptions): Promise<TestResult> {
  const common = resultOf(each, session);
  if (each.skip !== undefined) return { ...common, status: 'skipped', skip: each.skip, questions: 0, problems: [] };
  const asked = await ask(each, session);
  const taken = each.snapshot === undefined ? undefined : await compareSnapshot(each, each.snapshot, session, options);
  const problems = [...asked.problems, ...(taken?.problems ?? [])];
  return {
    ...common,
    status: statusOf(problems),
    questions: asked.questions + (taken ? 1 : 0),
    problems,
    ...(taken?.change && { snapshot: taken.change }),
  };
}

function ask(each: TestCase, session: TestSession): Promise<Findings> {
  switch (each.kind) {
    case 'connection':
      return each.packets === undefined ? runConnection(each, session) : runProofs(each, session);
    case 'matrix':
      return runMatrix(each, session);
    case 'lease':
      return runLease(each, session);
    case 'neighbor':
      return runNeighbor(each, session);
  }
}

/** Who decides, and the reason, are those of a packet that is tried. */
async function runProofs(each: ConnectionCase, session: TestSession): Promise<Findings> {
  const pairs = await pairsIn(each, session);
  if ('error' in pairs) return faultOf(pairs.error.message);
  const found: Findings[] = [];
  for (const [from, to] of pairs.value) found.push(await proveConnection(from, to, each, session));
  const { deny, reason, by, via, reply } = each.expect;
  const isTried = [reason, by, via, reply].some(detail => detail !== undefined);
  const tried = {
    ...each,
    expect: { ...each.expect, deny: deny === 'all' || deny === 'others' ? (true as const) : deny },
  };
  const proved = findingsOf(found);
  if (!isTried || proved.problems.length > 0) return proved;
  return findingsOf([proved, await runConnection(tried, session)]);
}

const resultOf = (each: TestCase, { source, release }: TestSession) => {
  const { line, column } = lineAndColumn(each.place);
  const { name, kind, isSoft } = each;
  return { name, kind, file: each.place.source.name, line, column, source: source.words, release, isSoft };
};
