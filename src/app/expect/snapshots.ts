/** Snapshots: the answer of a case as text, kept beside the test file, and compared with the answer of now. */
import type { TestCase } from '../../analyze/expect/test-case.ts';
import type { TestProblem } from '../../analyze/expect/test-report.ts';
import { snapshotText } from './snapshot-text.ts';
import type { TestSession } from './test-session.ts';

/** Where the snapshots of a test file are kept. */
export interface SnapshotStore {
  /** Undefined if there is none. */
  read(file: string, name: string): string | undefined;
  write(file: string, name: string, text: string): void;
}

export interface SnapshotOptions {
  readonly snapshots: SnapshotStore;
  /** Whether snapshots that differ are replaced. */
  readonly isUpdating: boolean;
  /** Whether no snapshot is written. */
  readonly isReadOnly: boolean;
}

export interface ComparedSnapshot {
  readonly problems: readonly TestProblem[];
  readonly change?: 'written' | 'updated';
}

export async function compareSnapshot(
  each: TestCase,
  name: string,
  session: TestSession,
  { snapshots, isUpdating, isReadOnly }: SnapshotOptions,
): Promise<ComparedSnapshot> {
  const answer = await snapshotText(each, session);
  if ('error' in answer) return { problems: [{ status: 'error', text: answer.error.message }] };
  const file = each.place.source.name;
  const text = `# udon/v1 snapshot of ${JSON.stringify(each.name)}\n${answer.value}`;
  const known = snapshots.read(file, name);
  if (known === text) return { problems: [] };
  if (!isReadOnly && (known === undefined || isUpdating)) {
    snapshots.write(file, name, text);
    return { problems: [], change: known === undefined ? 'written' : 'updated' };
  }
  if (known === undefined) return problem(`there is no snapshot ${name}, and none is written with --ci`, []);
  return problem(`the answer is not that of snapshot ${name}; --update replaces it`, changedLines(known, text));
}

const problem = (text: string, details: readonly string[]): ComparedSnapshot => ({
  problems: [{ status: 'failed', text, details }],
});

/** The lines that one of the texts lacks, in the order of both. */
function changedLines(known: string, text: string): readonly string[] {
  const [before, after] = [known.split('\n'), text.split('\n')];
  const gone = before.filter(line => !after.includes(line)).map(line => `- ${line}`);
  const came = after.filter(line => !before.includes(line)).map(line => `+ ${line}`);
  return gone.length + came.length > 0 ? [...gone, ...came] : ['the same lines are in another order, or repeated'];
}
