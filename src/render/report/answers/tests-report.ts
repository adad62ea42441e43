/** The report on tests: how many passed, each that did not with what was found, and all cases as a table. */
import type { TestProblem, TestReport, TestResult, TestStatus } from '../../../analyze/expect/test-report.ts';
import { shellWord } from '../../language/shell-word.ts';
import type { AnswerReport, Block, Cell, ReportSection, ReportStep, Tone } from '../model/report.ts';
import { problemSentence, variantText } from '../tests/problem-lines.ts';
import { wayPicture, waySteps } from './parts/way.ts';

const TONES: Readonly<Record<TestStatus, Tone>> = {
  passed: 'good',
  failed: 'bad',
  undecided: 'unsure',
  error: 'bad',
  skipped: 'plain',
};

export function testsReport(report: TestReport): AnswerReport {
  const { results, counts } = report;
  const bad = results.filter(({ status }) => status !== 'passed' && status !== 'skipped');
  const isFailed = bad.some(({ status, isSoft }) => status !== 'undecided' && !isSoft);
  const files = [...new Set(results.map(({ file }) => file))];
  const shown = Object.entries(counts).filter(([, count]) => count > 0);
  return {
    command: 'test',
    title: files.join(', '),
    verdict: {
      tone: isFailed ? 'bad' : counts.undecided > 0 ? 'unsure' : 'good',
      word: isFailed ? 'failed' : counts.undecided > 0 ? 'undecided' : 'passed',
      text: shown.map(([word, count]) => `${count} ${word}`).join(', ') || 'no case was run',
    },
    facts: report.isCutShort ? [{ label: 'Left out', text: 'the cases after the first failure (--bail)' }] : [],
    sections: [...problemSection(bad), caseSection(results)],
  };
}

const problemSection = (bad: readonly TestResult[]): readonly ReportSection[] =>
  bad.length === 0
    ? []
    : [{ title: 'What did not pass', isOpen: true, blocks: [{ kind: 'steps', steps: bad.map(resultStep) }] }];

const resultStep = (result: TestResult): ReportStep => ({
  title: result.name,
  text: `${result.status}${result.isSoft ? ' (soft)' : ''}: ${problemSentence(result)}`,
  tone: TONES[result.status],
  isOpen: true,
  blocks: [
    { kind: 'text', text: `${placeOf(result)}, on ${variantText(result)}` },
    ...result.problems.flatMap(problem => problemBlocks(problem, result.problems.length > 1)),
  ],
});

const placeOf = ({ file, line, column }: TestResult): string => `${file}:${line}:${column}`;

/** The text of the only problem is that of the step. */
function problemBlocks(
  { text, counterexample, explanation, details = [], replay }: TestProblem,
  isOneOfMany: boolean,
): readonly Block[] {
  return [
    ...(isOneOfMany ? [{ kind: 'text', text } as const] : []),
    ...(counterexample === undefined
      ? []
      : [{ kind: 'code', label: 'A packet that shows it', text: counterexample } as const]),
    ...(details.length > 0 ? [{ kind: 'code', label: 'Found', text: details.join('\n') } as const] : []),
    ...(explanation ? [wayPicture(explanation), { kind: 'steps', steps: waySteps(explanation) } as const] : []),
    ...(replay ? [{ kind: 'code', label: 'The same question', text: replay.map(shellWord).join(' ') } as const] : []),
  ];
}

function caseSection(results: readonly TestResult[]): ReportSection {
  const heads = ['Case', 'Result', 'Kind', 'Questions', 'Place', 'Of'];
  return {
    title: 'All cases',
    isOpen: true,
    blocks: [{ kind: 'table', caption: 'Cases', heads, rows: results.map(caseRow) }],
  };
}

const caseRow = (result: TestResult): readonly Cell[] => [
  result.name,
  { text: result.skip === undefined ? result.status : `${result.status}: ${result.skip}`, tone: TONES[result.status] },
  result.kind,
  String(result.questions),
  placeOf(result),
  variantText(result),
];
