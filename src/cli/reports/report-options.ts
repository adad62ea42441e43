/** Options of commands whose answer can also be a report. */
import type { CommandOption } from '../arguments/option.ts';

export const REPORTS = {
  html: {
    type: 'string',
    requiresArg: true,
    names: 'file',
    describe: 'also write a report to this file: one HTML page that needs no network (docs/report.md)',
  },
  markdown: {
    type: 'string',
    requiresArg: true,
    names: 'file',
    describe: 'also write the report as Markdown, for a ticket or a pull request',
  },
  'all-rows': { type: 'boolean', describe: 'in the report, leave out no rows of long tables' },
} as const satisfies Record<string, CommandOption>;

/** The values of these options. */
export interface ReportOptions {
  readonly html?: string;
  readonly markdown?: string;
  readonly allRows?: boolean;
}

export const wantsReport = ({ html, markdown }: ReportOptions): boolean => html !== undefined || markdown !== undefined;
