/** Writes an answer as a report. It is loaded only where a report is wanted. */
import { encodeUtf8 } from '../../base/bytes/utf8.ts';
import { reportPage } from '../../render/report/html/page.ts';
import { reportMarkdown } from '../../render/report/markdown/markdown.ts';
import type { AnswerReport } from '../../render/report/model/report.ts';
import { writeBytes } from '../sources/read-file.ts';
import type { ReportedInput } from './hashed-sources.ts';
import { provenanceOf } from './provenance-of.ts';
import type { ReportOptions } from './report-options.ts';

/** `read` are the inputs that the answer is made from. */
export async function writeReports(
  answer: AnswerReport,
  options: ReportOptions,
  read: readonly ReportedInput[],
): Promise<void> {
  const plain = { report: answer, provenance: await provenanceOf(read) };
  const { report, provenance } = options.mask ? await masked(plain, options) : plain;
  const style = { hasAllRows: options.allRows === true };
  if (options.html !== undefined) writeBytes(options.html, encodeUtf8(reportPage(report, provenance, style)));
  if (options.markdown !== undefined)
    writeBytes(options.markdown, encodeUtf8(reportMarkdown(report, provenance, style)));
}

interface Parts {
  readonly report: AnswerReport;
  readonly provenance: Awaited<ReturnType<typeof provenanceOf>>;
}

async function masked({ report, provenance }: Parts, options: ReportOptions): Promise<Parts> {
  const [{ maskedReport }, { maskOfSources }] = await Promise.all([
    import('../../render/report/model/masked.ts'),
    import('./mask-of-sources.ts'),
  ]);
  const mask = await maskOfSources(provenance.sources, options);
  return maskedReport(report, provenance, mask);
}
