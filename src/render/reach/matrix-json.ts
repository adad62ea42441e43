/** All pairs for programs: classes of ports with the same answers, and a cell for each pair of classes (grammar/matrix.schema.json). */
import type { CellPart, MatrixCell } from '../../analyze/reach/pair-cell.ts';
import { cellText } from './connections-text.ts';
import { type RenderedMatrix, shownName } from './matrix-text.ts';

export function matrixToJson({ classes, cells, assumptions, gaps }: RenderedMatrix) {
  const all = classes.flat();
  return {
    version: 1,
    classes: classes.map((guests, number) => ({
      class: number,
      ports: guests.map(guest => ({
        name: shownName(guest, all),
        port: guest.port.logical_port,
        ...(guest.namespace !== undefined && { namespace: guest.namespace }),
        addresses: guest.ips,
      })),
    })),
    cells: cells.flatMap((row, from) =>
      row.flatMap((cell, to) => (cell.kind === 'self' ? [] : [{ from, to, ...cellToJson(cell) }])),
    ),
    assumptions,
    missing: [...new Set(gaps.map(({ code }) => code))],
  };
}

const cellToJson = (cell: Exclude<MatrixCell, { kind: 'self' }>) => ({
  verdict: verdictOf(cell),
  text: cellText(cell),
  ...(cell.kind === 'answered' && { connections: cell.parts.map(partToJson) }),
});

const partToJson = ({ family, open, undecided }: CellPart) => ({
  ...(family !== undefined && { family }),
  open,
  ...(undecided.length > 0 && { undecided }),
});

function verdictOf(cell: MatrixCell): 'yes' | 'no' | 'undecided' {
  if (cell.kind !== 'answered') return 'undecided';
  if (cell.parts.some(({ open }) => open.length > 0)) return 'yes';
  return cell.parts.some(({ undecided }) => undecided.length > 0) ? 'undecided' : 'no';
}
