/** The report of tests as commands of GitHub's workflows, which show failures in the lines of the test file. */
import type { TestReport, TestResult } from '../../../analyze/expect/test-report.ts';
import { printable } from '../../../base/bytes/printable.ts';
import { isWarning, problemLines, problemSentence, variantText } from './problem-lines.ts';

export function renderGithub({ results, counts }: TestReport): string {
  const bad = results.filter(({ status }) => status !== 'passed' && status !== 'skipped');
  const failures = counts.failed + counts.undecided + counts.error;
  return `${bad.map(annotation).join('')}${results.length} cases: ${counts.passed} passed, ${failures} failed or are undecided, ${counts.warned} with a warning, ${counts.skipped} skipped\n`;
}

function annotation(result: TestResult): string {
  const { file, line, column, name, problems } = result;
  const properties = [
    ['file', file],
    ['line', `${line}`],
    ['col', `${column}`],
    ['title', `${name} [${variantText(result)}]`],
  ].map(([key, value]) => `${key}=${property(value!)}`);
  const text = [problemSentence(result), ...problems.flatMap(problemLines)].join('\n');
  return `::${isWarning(result) ? 'warning' : 'error'} ${properties.join(',')}::${data(text)}\n`;
}

/** The escapes of workflow commands (actions/toolkit, packages/core). */
const data = (text: string): string =>
  printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
