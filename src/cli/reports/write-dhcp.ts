/** Writes the answers of `udon dhcp` as reports. It is loaded only where a report is wanted. */
import type { Replies } from '../../app/lease/answer-frames.ts';
import { verdictOnAll } from '../../app/lease/check-all.ts';
import type { Lease } from '../../app/lease/lease-of.ts';
import type { WhatWasRead } from '../../app/sources/gather/source.ts';
import { dhcpReport, framesReport } from '../../render/report/answers/dhcp-report.ts';
import { surveyReport } from '../../render/report/answers/survey-report.ts';
import type { ReportOptions } from './report-options.ts';
import { writeReports } from './write-reports.ts';

type Rows = Parameters<typeof surveyReport>[0];

export const writeLease = (lease: Lease, { read }: WhatWasRead, options: ReportOptions): Promise<void> =>
  writeReports(dhcpReport(lease), options, read);

export const writeFrames = (replies: Replies, { read }: WhatWasRead, options: ReportOptions): Promise<void> =>
  writeReports(framesReport(replies), options, read);

export const writeSurvey = (rows: Rows, { read }: WhatWasRead, options: ReportOptions): Promise<void> =>
  writeReports(surveyReport(rows, verdictOnAll(rows)), options, read);
