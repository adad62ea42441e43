/** The forms in which tests are reported, by name. */
import type { TestReport } from '../../../analyze/expect/test-report.ts';
import { renderGithub } from './github.ts';
import { renderJunit } from './junit.ts';
import { renderTap } from './tap.ts';
import { testReportToJson } from './test-json.ts';
import { renderTestText } from './test-text.ts';

export const REPORTERS = {
  text: renderTestText,
  junit: renderJunit,
  tap: renderTap,
  json: (report: TestReport): string => `${JSON.stringify(testReportToJson(report), null, 2)}\n`,
  github: renderGithub,
} as const satisfies Readonly<Record<string, (report: TestReport) => string>>;

export type ReporterName = keyof typeof REPORTERS;

export const REPORTER_NAMES = Object.keys(REPORTERS) as readonly ReporterName[];
