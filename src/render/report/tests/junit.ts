/** The report of tests as JUnit XML, which GitLab, Jenkins and others show. Undecided cases are errors, soft failures are output. */
import type { TestReport, TestResult } from '../../../analyze/expect/test-report.ts';
import { printable } from '../../../base/bytes/printable.ts';
import { isWarning, problemLines, problemSentence, variantText } from './problem-lines.ts';

export function renderJunit({ results }: TestReport): string {
  const files = [...new Set(results.map(({ file }) => file))];
  const suites = files.map(file =>
    suite(
      file,
      results.filter(result => result.file === file),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${totals(results)}>\n${suites.join('')}</testsuites>\n`;
}

const suite = (file: string, results: readonly TestResult[]): string =>
  `  <testsuite${attribute('name', file)}${totals(results)}>\n${results.map(testcase).join('')}  </testsuite>\n`;

function totals(results: readonly TestResult[]): string {
  const counting = results.filter(result => !isWarning(result));
  const count = (...wanted: readonly TestResult['status'][]) =>
    counting.filter(({ status }) => wanted.includes(status)).length.toString();
  return [
    attribute('tests', results.length.toString()),
    attribute('failures', count('failed')),
    attribute('errors', count('undecided', 'error')),
    attribute('skipped', count('skipped')),
  ].join('');
}

function testcase(result: TestResult): string {
  const { name, file, line } = result;
  const title = `${name} [${variantText(result)}]`;
  const head = [
    attribute('name', title),
    attribute('classname', file),
    attribute('file', file),
    attribute('line', `${line}`),
  ];
  const body = bodyOf(result);
  return `    <testcase${head.join('')}${body === '' ? '/>' : `>\n${body}    </testcase>`}\n`;
}

function bodyOf(result: TestResult): string {
  const { status, skip, problems } = result;
  if (status === 'passed') return '';
  if (status === 'skipped') return `      <skipped${attribute('message', skip ?? '')}/>\n`;
  const text = escaped(problems.flatMap(problemLines).join('\n'));
  if (isWarning(result)) return `      <system-out>${text}</system-out>\n`;
  const element = status === 'failed' ? 'failure' : 'error';
  const head = `${attribute('type', status)}${attribute('message', problemSentence(result))}`;
  return `      <${element}${head}>${text}</${element}>\n`;
}

const attribute = (name: string, value: string): string =>
  ` ${name}="${escaped(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML has no place for most control characters, also not as references; so they are written as `\\uXXXX`. */
const escaped = (text: string): string =>
  printable(text)
    .replace(/[\ufffe\uffff]/g, character => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, character => ENTITIES[character]!);
