/** Runs the cases of test files, each on every source and release of its file, and reports what became of them. */
import type { TestCase, TestFile } from '../../analyze/expect/test-case.ts';
import type { TestRelease, TestReport, TestResult, TestStatus } from '../../analyze/expect/test-report.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { OpenOptions } from '../sources/opened.ts';
import { coverageOf, watchTraces } from './coverage.ts';
import { runCase } from './run-case.ts';
import type { SnapshotOptions } from './snapshots.ts';
import { TestSession, type TestSource } from './test-session.ts';

export type { TestReport } from '../../analyze/expect/test-report.ts';

/** A test file, and the sources that its cases are asked on: each is a source of its own. */
export interface PlannedFile {
  readonly file: TestFile;
  readonly sources: readonly TestSource[];
}

export interface TestOptions extends SnapshotOptions {
  /** Only cases whose name this matches. */
  readonly filter?: RegExp | undefined;
  /** Whether the first failure ends the run. */
  readonly isBailing?: boolean | undefined;
  /** Of `of` shares, this one, from 1: every `of`-th case. */
  readonly shard?: { readonly index: number; readonly of: number } | undefined;
  readonly wantsCoverage?: boolean | undefined;
  /** How sources are read. */
  readonly opening?: OpenOptions | undefined;
  /** Called before each case. */
  readonly progress?: ((name: string, done: number, total: number) => void) | undefined;
}

export interface TestRun {
  readonly report: TestReport;
  /** What is wrong with the sources; each is a warning. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A case on one source and release. */
interface Unit {
  readonly each: TestCase;
  readonly session: TestSession;
}

export async function runTests(files: readonly PlannedFile[], options: TestOptions): Promise<TestRun> {
  const sessions = new Sessions(options);
  const units = files.flatMap(planned => unitsOf(planned, sessions, options));
  const mine = units.filter((_, index) => !options.shard || index % options.shard.of === options.shard.index - 1);
  const results: TestResult[] = [];
  for (const { each, session } of mine) {
    options.progress?.(each.name, results.length, mine.length);
    results.push(await runCase(each, session, options));
    if (options.isBailing && isFailure(results.at(-1)!)) break;
  }
  const used = [...new Set(mine.map(({ session }) => session))];
  return {
    report: {
      results,
      counts: countsOf(results),
      isCutShort: results.length < mine.length,
      ...(options.wantsCoverage && { coverage: used.map(coverageOf) }),
    },
    diagnostics: used.flatMap(({ diagnostics }) => diagnostics),
  };
}

const isFailure = ({ status, isSoft }: TestResult): boolean => !isSoft && status !== 'passed' && status !== 'skipped';

function unitsOf({ file, sources }: PlannedFile, sessions: Sessions, { filter }: TestOptions): readonly Unit[] {
  const wanted = file.cases.filter(({ name }) => !filter || filter.test(name));
  return sources.flatMap(source =>
    releasesOf(file).flatMap(release => wanted.map(each => ({ each, session: sessions.of(source, release) }))),
  );
}

/** Every release of OVN with every release of OVN-Kubernetes. */
const releasesOf = ({ releases: { ovn, ovnk } }: TestFile): readonly TestRelease[] =>
  orNone(ovn).flatMap(first =>
    orNone(ovnk).map(second => ({
      ...(first !== undefined && { ovn: first }),
      ...(second !== undefined && { ovnk: second }),
    })),
  );

const orNone = (names: readonly string[]): readonly (string | undefined)[] => (names.length > 0 ? names : [undefined]);

/** One for each source and release, also if several files ask it. */
class Sessions {
  private readonly options: TestOptions;
  private readonly known = new Map<string, TestSession>();

  constructor(options: TestOptions) {
    this.options = options;
  }

  of(source: TestSource, release: TestRelease): TestSession {
    const key = JSON.stringify([source.words, release]);
    const { opening = {}, wantsCoverage } = this.options;
    const onOpened = wantsCoverage ? watchTraces : () => undefined;
    const session = this.known.get(key) ?? new TestSession({ source, release, opening, onOpened });
    this.known.set(key, session);
    return session;
  }
}

const NONE: TestReport['counts'] = { passed: 0, failed: 0, undecided: 0, error: 0, skipped: 0, warned: 0 };

function countsOf(results: readonly TestResult[]): TestReport['counts'] {
  const counts: Record<TestStatus | 'warned', number> = { ...NONE };
  for (const { status, isSoft } of results)
    counts[isSoft && (status === 'failed' || status === 'undecided') ? 'warned' : status]++;
  return counts;
}

export type TestVerdict = 'yes' | 'no' | 'undecided';

/** `no` if a case failed; else `undecided` if the source does not tell enough for one, or if one could not be run. */
export function verdictOnTests({ counts }: TestReport): TestVerdict {
  if (counts.failed > 0) return 'no';
  return counts.undecided + counts.error > 0 ? 'undecided' : 'yes';
}
