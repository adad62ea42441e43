/** All pairs as text, as Markdown and as CSV. Text and Markdown have a row for each class of ports; CSV has one for each pair. */
import type { Guest } from '../../analyze/guests/guest.ts';
import type { MatrixCell } from '../../analyze/reach/pair-cell.ts';
import type { FateAssumption } from '../../symbolic/outcomes/assumptions.ts';
import type { Gap } from '../../trace/gaps/gap.ts';
import { renderTable } from '../text-table.ts';
import { gapNotes } from '../trace/gap-notes.ts';
import { cellText } from './connections-text.ts';

export interface RenderedMatrix {
  readonly classes: readonly (readonly Guest[])[];
  readonly cells: readonly (readonly MatrixCell[])[];
  readonly assumptions: readonly FateAssumption[];
  readonly gaps: readonly Gap[];
}

/** A wider table is printed as a list of pairs. */
const WIDEST = 120;

export function renderMatrix(matrix: RenderedMatrix): string {
  const names = classNames(matrix);
  const rows = matrix.cells.map((row, index) => [names[index]!, ...row.map(cellText)]);
  const table = renderTable(['FROM \\ TO', ...names], rows);
  const isWide = table.split('\n').some(line => line.length > WIDEST);
  return [
    isWide ? renderTable(['FROM', 'TO', 'CONNECTIONS'], pairs(rows, names)) : table,
    ...notes(matrix, names),
  ].join('');
}

export function matrixToMarkdown(matrix: RenderedMatrix): string {
  const names = classNames(matrix);
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |\n`;
  return [
    line(['from \\ to', ...names]),
    line(['---', ...names.map(() => '---')]),
    ...matrix.cells.map((row, index) => line([names[index]!, ...row.map(cellText)])),
    ...notes(matrix, names).map(note => `\n${escapeMarkdown(note.trimEnd())}\n`),
  ].join('');
}

/** A line for each pair of ports, without classes. */
export function matrixToCsv({ classes, cells }: RenderedMatrix): string {
  const members = classes.flatMap((guests, index) => guests.map(guest => ({ guest, index })));
  const names = new Map(
    members.map(({ guest }) => [
      guest,
      shownName(
        guest,
        members.map(each => each.guest),
      ),
    ]),
  );
  const lines = members.flatMap(from =>
    members
      .filter(to => to !== from && cells[from.index]![to.index]!.kind !== 'self')
      .map(to => [names.get(from.guest)!, names.get(to.guest)!, cellText(cells[from.index]![to.index]!)]),
  );
  return [['from', 'to', 'connections'], ...lines].map(line => `${line.map(csvField).join(',')}\n`).join('');
}

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const escapeMarkdown = (text: string): string => text.replace(/[|\\<>`*_[\]]/g, '\\$&');

const pairs = (rows: readonly (readonly string[])[], names: readonly string[]): readonly (readonly string[])[] =>
  rows.flatMap(([from, ...cells]) =>
    cells.map((cell, to) => [from!, names[to]!, cell]).filter(([, , cell]) => cell !== '-'),
  );

/** A class of one port has its name; others have a letter and a number of ports. */
function classNames({ classes }: RenderedMatrix): readonly string[] {
  const all = classes.flat();
  let letter = 0;
  return classes.map(guests =>
    guests.length === 1 ? shownName(guests[0]!, all) : `${letters(letter++)} (${guests.length} ports)`,
  );
}

/** A, B, ... Z, AA, AB ... */
const letters = (number: number): string =>
  `${number < 26 ? '' : letters(Math.floor(number / 26) - 1)}${String.fromCharCode(65 + (number % 26))}`;

/** A VM or pod with several ports has the name of each port, too. */
export const shownName = ({ name, port }: Guest, all: readonly Guest[]): string =>
  all.filter(each => each.name === name).length > 1 ? `${name} (${port.logical_port})` : name;

function notes({ classes, assumptions, gaps }: RenderedMatrix, names: readonly string[]): readonly string[] {
  const all = classes.flat();
  const legend = classes.flatMap((guests, index) =>
    guests.length === 1 ? [] : [`${names[index]}: ${guests.map(guest => shownName(guest, all)).join(', ')}\n`],
  );
  return [...legend, ...gapNotes(gaps).map(note => `missing: ${note}\n`), `assumed: ${assumptions.join(', ')}\n`];
}
