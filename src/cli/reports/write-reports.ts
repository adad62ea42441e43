/** Writes an answer as a report. It is loaded only where a report is wanted. */
import type { ReadInput } from '../../app/sources/input.ts';
import { encodeUtf8 } from '../../base/bytes/utf8.ts';
import { reportPage } from '../../render/report/html/page.ts';
import { reportMarkdown } from '../../render/report/markdown/markdown.ts';
import type { AnswerReport } from '../../render/report/model/report.ts';
import { writeBytes } from '../sources/read-file.ts';
import { provenanceOf } from './provenance-of.ts';
import type { ReportOptions } from './report-options.ts';

/** `read` are the inputs that the answer is made from. */
export async function writeReports(
  report: AnswerReport,
  options: ReportOptions,
  read: readonly ReadInput[],
): Promise<void> {
  const provenance = await provenanceOf(read);
  const style = { hasAllRows: options.allRows === true };
  if (options.html !== undefined) writeBytes(options.html, encodeUtf8(reportPage(report, provenance, style)));
  if (options.markdown !== undefined)
    writeBytes(options.markdown, encodeUtf8(reportMarkdown(report, provenance, style)));
}
