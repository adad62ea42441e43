/** Writes a trace as a report. It is loaded only where a report is wanted. */
import type { Opened } from '../../../app/sources/opened.ts';
import type { Trace, TracerOptions } from '../../../app/trace/trace-in.ts';
import { missesIn } from '../../../app/trace/trace-misses.ts';
import { verdictIn } from '../../../app/trace/trace-verdict.ts';
import { traceReport } from '../../../render/report/answers/trace-report.ts';
import type { ReportOptions } from '../../reports/report-options.ts';
import { writeReports } from '../../reports/write-reports.ts';

export interface AskedTrace {
  readonly trace: Trace;
  readonly microflow: string;
  readonly view: TracerOptions;
}

export async function writeTrace({ trace, microflow, view }: AskedTrace, opened: Opened, options: ReportOptions) {
  const verdict = verdictIn(opened, trace);
  const misses = missesIn(opened, trace, verdict, view);
  await writeReports(traceReport({ trace, microflow, verdict, misses }), options, opened.read);
}
