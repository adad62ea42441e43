/** The report of tests as JSON: the object itself, with the version of its form (grammar/test-report.schema.json). */
import type { TestReport } from '../../../analyze/expect/test-report.ts';

/** Increased when programs that read the format have to change. */
export const TEST_REPORT_VERSION = 1;

export const testReportToJson = (report: TestReport) => ({ version: TEST_REPORT_VERSION, ...report });
