/** Options of commands whose answer can also be a report. */
import type { CommandOption } from '../arguments/option.ts';
import type { SourceArguments } from '../sources/open.ts';

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
  mask: {
    type: 'boolean',
    describe: 'in the report, replace names and addresses, the same ones always by the same',
  },
  'all-rows': { type: 'boolean', describe: 'in the report, leave out no rows of long tables' },
} as const satisfies Record<string, CommandOption>;

/** The values of these options. To mask, the sources are read again, with the options that they were read with. */
export interface ReportOptions extends SourceArguments {
  readonly html?: string;
  readonly markdown?: string;
  readonly mask?: boolean;
  readonly allRows?: boolean;
}

export const wantsReport = ({ html, markdown }: ReportOptions): boolean => html !== undefined || markdown !== undefined;
