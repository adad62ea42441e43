/** Reports on the answers that the page shows, as `--html` writes them. */

import { toHex } from '../../src/base/bytes/bytes.ts';
import { shellWord } from '../../src/render/language/shell-word.ts';
import { reportPage } from '../../src/render/report/html/page.ts';
import type { ReportSource } from '../../src/render/report/model/provenance.ts';
import type { AnswerReport } from '../../src/render/report/model/report.ts';
import type { GivenFile, ReportedQuestion } from './protocol.ts';

declare const UDON_VERSION: string;

interface Reportable {
  /** `sources` are as the command line names them. */
  report(sources: readonly string[]): AnswerReport;
  /** The words of the command that gives the same answer, without its sources. */
  readonly words: readonly string[];
}

/** The last answer to each question. */
const answers = new Map<ReportedQuestion, Reportable>();
let files: readonly GivenFile[] = [];

export function forgetAnswers(opened: readonly GivenFile[]): void {
  answers.clear();
  files = opened;
}

export const keepAnswer = (question: ReportedQuestion, answer: Reportable): void => void answers.set(question, answer);

/** The page of a report; undefined if the question has no answer. */
export async function reportOn(question: ReportedQuestion): Promise<string | undefined> {
  const answer = answers.get(question);
  if (!answer) return undefined;
  const [command, ...others] = answer.words;
  const tops = [...new Set(files.map(({ path }) => path.split('/')[0]!))];
  const words = [command!, ...tops.flatMap(name => ['-f', name]), ...others];
  const sources = await Promise.all(files.slice(0, MAX_SOURCES).map(sourceOf));
  const commandLine = ['udon', ...words].map(shellWord).join(' ');
  return reportPage(answer.report(tops), { commandLine, version: UDON_VERSION, sources });
}

const MAX_SOURCES = 100;
/** Larger files are not read again for their checksum. */
const MAX_HASHED = 2 ** 28;

async function sourceOf({ path, file }: GivenFile): Promise<ReportSource> {
  const content = `${file.size.toLocaleString('en-US')} bytes`;
  if (file.size > MAX_HASHED || globalThis.crypto?.subtle === undefined) return { name: path, content };
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return { name: path, content, sha256: toHex(digest) };
}
