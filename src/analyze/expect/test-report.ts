/**
 * What became of tests, as plain data: all reporters are made of it. Texts are sentences without a full stop.
 * `grammar/test-report.schema.json` describes the JSON form, which is this object.
 */
import type { Explanation } from '../explain/answer/explanation.ts';
import type { TestCase } from './test-case.ts';

/** `undecided`: the source does not tell enough; `error`: the case could not be run. */
export type TestStatus = 'passed' | 'failed' | 'undecided' | 'error' | 'skipped';

export interface TestReport {
  readonly results: readonly TestResult[];
  readonly counts: Readonly<Record<TestStatus | 'warned', number>>;
  /** Whether cases were left out after a failure, as `--bail` asks. */
  readonly isCutShort: boolean;
  readonly coverage?: readonly TestCoverage[];
}

/** One case on one source and release. */
export interface TestResult {
  readonly name: string;
  readonly kind: TestCase['kind'];
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The paths or addresses of its source. */
  readonly source: readonly string[];
  readonly release: TestRelease;
  readonly status: TestStatus;
  /** Whether a failure is only a warning. */
  readonly isSoft: boolean;
  /** Why it was skipped. */
  readonly skip?: string;
  /** How many questions were asked: pairs and ports, virtual machines, proofs. */
  readonly questions: number;
  readonly problems: readonly TestProblem[];
  readonly snapshot?: 'written' | 'updated';
}

export interface TestRelease {
  readonly ovn?: string;
  readonly ovnk?: string;
}

/** Why a case did not pass. */
export interface TestProblem {
  readonly status: 'failed' | 'undecided' | 'error';
  /** One sentence. */
  readonly text: string;
  /** A packet that is not as expected, as a microflow of ovn-trace; only of proofs. */
  readonly counterexample?: string;
  readonly explanation?: Explanation;
  /** More about it: a DHCP conversation, who answers, the lines that differ. */
  readonly details?: readonly string[];
  /** The words of a command line that shows the same. */
  readonly replay?: readonly string[];
}

/** What of a source no case met. */
export interface TestCoverage {
  readonly source: readonly string[];
  readonly release: TestRelease;
  readonly acls: CoveredItems;
  readonly flows: CoveredItems;
}

export interface CoveredItems {
  readonly total: number;
  readonly met: number;
  /** Those that were not met, each as a text. */
  readonly unmet: readonly string[];
}

/** What a case found out: how many questions it asked, and what is not as expected. */
export interface Findings {
  readonly questions: number;
  readonly problems: readonly TestProblem[];
}

export const findingsOf = (parts: readonly Findings[]): Findings => ({
  questions: parts.reduce((sum, { questions }) => sum + questions, 0),
  problems: parts.flatMap(({ problems }) => problems),
});

/** The worst of its problems. */
export function statusOf(problems: readonly TestProblem[]): TestStatus {
  const has = (wanted: TestProblem['status']) => problems.some(({ status }) => status === wanted);
  return has('failed') ? 'failed' : has('error') ? 'error' : has('undecided') ? 'undecided' : 'passed';
}
