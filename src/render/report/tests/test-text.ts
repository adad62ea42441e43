/** The report of tests as text: a line for each case, what is wrong below it, and the counts at the end. */
import type { CoveredItems, TestCoverage, TestReport, TestResult } from '../../../analyze/expect/test-report.ts';
import { printableLine } from '../../../base/bytes/printable.ts';
import { isWarning, problemLines, variantText } from './problem-lines.ts';

export function renderTestText(report: TestReport): string {
  const { results, coverage = [], isCutShort } = report;
  const lines = [
    ...groupsOf(results).flatMap(group => [headOf(group[0]!), ...group.flatMap(caseLines), '']),
    ...coverage.flatMap(coverageLines),
    countsText(report),
    ...(isCutShort ? ['The rest was not run, because of --bail.'] : []),
  ];
  return lines.map(line => `${line}\n`).join('');
}

/** Results of one file on one source and release are together. */
function groupsOf(results: readonly TestResult[]): readonly (readonly TestResult[])[] {
  const groups = new Map<string, TestResult[]>();
  for (const result of results) groups.set(headOf(result), [...(groups.get(headOf(result)) ?? []), result]);
  return [...groups.values()];
}

const headOf = (result: TestResult): string => printableLine(`${result.file} on ${variantText(result)}`);

const WORDS: Readonly<Record<TestResult['status'], string>> = {
  passed: 'ok',
  failed: 'FAILED',
  undecided: 'UNDECIDED',
  error: 'ERROR',
  skipped: 'skipped',
};

const WIDTH = 9;

function caseLines(result: TestResult): readonly string[] {
  const { status, name, skip, snapshot, problems } = result;
  const word = isWarning(result) ? 'warning' : WORDS[status];
  const notes = [skip, snapshot && `snapshot ${snapshot}`].filter(note => note !== undefined);
  const note = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  const head = `  ${word.padEnd(WIDTH)} ${printableLine(`${name}${note}`)}`;
  const shown = problems.slice(0, MOST_PROBLEMS).flatMap(problemLines);
  const more = problems.length - MOST_PROBLEMS;
  const rest = more > 0 ? [`and ${more} more like these (--reporter json has all)`] : [];
  return [head, ...[...shown, ...rest].map(line => `${' '.repeat(WIDTH + 3)}${line}`)];
}

/** Of one case. */
const MOST_PROBLEMS = 5;

/** What matters most comes first. */
const COUNTS = ['failed', 'error', 'undecided', 'warned', 'skipped', 'passed'] as const;
const COUNT_WORDS = { error: 'could not be run', warned: 'with a warning' } as const;

function countsText({ counts, results }: TestReport): string {
  const parts = COUNTS.filter(key => counts[key] > 0).map(
    key => `${counts[key]} ${key in COUNT_WORDS ? COUNT_WORDS[key as keyof typeof COUNT_WORDS] : key}`,
  );
  if (parts.length === 0) return 'no case was run';
  return parts.length === 1 ? parts[0]! : `${parts.join(', ')} of ${results.length}`;
}

function coverageLines(coverage: TestCoverage): readonly string[] {
  const { acls, flows } = coverage;
  return [
    printableLine(`coverage of ${variantText(coverage)}`),
    ...itemLines('ACLs', acls),
    ...itemLines('flows', flows),
    '',
  ];
}

function itemLines(title: string, { total, met, unmet }: CoveredItems): readonly string[] {
  const shown = unmet.slice(0, MOST_UNMET).map(text => `    not met  ${printableLine(text)}`);
  const more = unmet.length - MOST_UNMET;
  return [
    `  ${title}: packets met ${met} of ${total}`,
    ...shown,
    ...(more > 0 ? [`    and ${more} more (--reporter json has all)`] : []),
  ];
}

const MOST_UNMET = 20;
