/** A command line for each kind of report, and the headings of its sections. */

export interface ReportCase {
  readonly name: string;
  readonly args: readonly string[];
  readonly status: number;
  readonly headings: readonly string[];
}

const MADE = 'How this report was made';

export const REPORTS: readonly ReportCase[] = [
  {
    name: 'explain',
    args: ['explain', '-f', 'samples/cudn2', 'fedora-1', 'web-0', 'tcp/8080'],
    status: 1,
    headings: ['The way of the packet', 'Nearest misses', 'The packet', 'What the answer assumes', MADE],
  },
];
