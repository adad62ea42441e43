/** Why a case did not pass, in lines: the sentence, the packet that shows it, the answer, and the command line that shows the same. */
import type { TestProblem, TestResult } from '../../../analyze/expect/test-report.ts';
import { printableLine } from '../../../base/bytes/printable.ts';
import { renderExplanation } from '../../explain/explanation-text.ts';
import { shellWord } from '../../language/shell-word.ts';

/** Every line begins with a word of udon, so that nothing from data is at the beginning of one. */
export function problemLines({
  status,
  text,
  counterexample,
  explanation,
  details,
  replay,
}: TestProblem): readonly string[] {
  const answer = explanation ? renderExplanation(explanation).trimEnd().split('\n') : (details ?? []);
  return [
    labelled(WORDS[status], text),
    ...(counterexample === undefined ? [] : [labelled('packet', counterexample)]),
    ...answer.map(line => labelled('|', line)),
    ...(replay ? [labelled('replay', replay.map(shellWord).join(' '))] : []),
  ];
}

const WORDS: Readonly<Record<TestProblem['status'], string>> = { failed: 'why', undecided: 'missing', error: 'fault' };

const LABEL = 7;

const labelled = (word: string, text: string): string => `${word.padEnd(LABEL)} ${printableLine(text)}`.trimEnd();

/** The sentences alone. */
export const problemSentence = ({ problems }: TestResult): string => problems.map(({ text }) => text).join('; ');

/** Which source and release a result is of: `samples/cudn2, OVN 25.03.0`. */
export const variantText = ({ source, release: { ovn, ovnk } }: Pick<TestResult, 'source' | 'release'>): string =>
  [
    source.join(' '),
    ...(ovn === undefined ? [] : [`OVN ${ovn}`]),
    ...(ovnk === undefined ? [] : [`OVN-Kubernetes ${ovnk}`]),
  ].join(', ');

/** Whether a failure counts: those of soft cases are warnings. */
export const isWarning = ({ status, isSoft }: TestResult): boolean =>
  isSoft && (status === 'failed' || status === 'undecided');
