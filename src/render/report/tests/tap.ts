/** The report of tests in the Test Anything Protocol, version 14 (testanything.org). A soft failure is a TODO. */
import type { TestReport, TestResult } from '../../../analyze/expect/test-report.ts';
import { printableLine } from '../../../base/bytes/printable.ts';
import { isWarning, problemLines, problemSentence, variantText } from './problem-lines.ts';

export const renderTap = ({ results }: TestReport): string =>
  `TAP version 14\n1..${results.length}\n${results.map(point).join('')}`;

function point(result: TestResult, index: number): string {
  const { status, name, skip, problems } = result;
  const isOk = status === 'passed' || status === 'skipped';
  const directive =
    status === 'skipped'
      ? ` # SKIP ${escaped(skip ?? '')}`
      : isWarning(result)
        ? ' # TODO a failure is only a warning'
        : '';
  const title = escaped(`${name} [${variantText(result)}]`);
  const head = `${isOk ? 'ok' : 'not ok'} ${index + 1} - ${title}${directive}\n`;
  return isOk ? head : `${head}${diagnosis(problemSentence(result), status, problems.flatMap(problemLines))}`;
}

/** A block of YAML. Texts of JSON are texts of YAML, too. */
const diagnosis = (message: string, status: string, lines: readonly string[]): string =>
  [
    '  ---',
    `  message: ${JSON.stringify(printableLine(message))}`,
    `  severity: ${status}`,
    '  details:',
    ...lines.map(line => `    - ${JSON.stringify(line)}`),
    '  ...',
  ]
    .map(line => `${line}\n`)
    .join('');

/** `#` begins a directive. */
const escaped = (text: string): string => printableLine(text).replaceAll('\\', '\\\\').replaceAll('#', '\\#');
