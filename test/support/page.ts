/** A page of tables, in Markdown. */
export interface Section {
  readonly title: string;
  /** What the columns say. */
  readonly lead: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export const printPage = (title: string, lead: string, sections: readonly Section[]): string =>
  [`# ${title}`, lead, ...sections.flatMap(printSection)].join('\n\n').concat('\n');

function printSection({ title, lead, columns, rows }: Section): string[] {
  const table = [columns, columns.map(() => '---'), ...rows].map(cells => `| ${cells.map(printCell).join(' | ')} |`);
  return [`## ${title}`, lead, table.join('\n')];
}

const printCell = (cell: string | number): string => (cell === 0 ? '–' : String(cell).replaceAll('|', '\\|'));
