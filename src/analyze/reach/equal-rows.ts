/** Joins the classes of a matrix that have the same answers, so that people read fewer lines. */
import type { Guest } from '../guests/guest.ts';
import type { MatrixCell } from './pair-cell.ts';

/** Guests with the same answers, at least one. */
export type GuestClass = readonly [Guest, ...Guest[]];

interface Table {
  readonly classes: readonly GuestClass[];
  readonly cells: readonly (readonly MatrixCell[])[];
}

/** Classes can be one if exchanging any two of their guests changes no cell. */
export function mergeEqualRows({ classes, cells }: Table): Table {
  const keys = cells.map(row => row.map(cell => (cell.kind === 'self' ? undefined : JSON.stringify(cell))));
  const groups: number[][] = [];
  for (const index of classes.keys()) {
    const same = groups.find(([first]) => areAlike(keys, first!, index));
    if (same) same.push(index);
    else groups.push([index]);
  }
  return {
    classes: groups.map(group => group.flatMap(index => classes[index]!) as unknown as GuestClass),
    cells: groups.map(from => groups.map(to => cells[from[0]!]![to === from ? inside(from) : to[0]!]!)),
  };
}

/** Where the cell of a group to itself is: two of its classes, or one with several guests. */
const inside = ([first, second]: readonly number[]): number => second ?? first!;

/** A class of one guest has no cell with itself, which fits any other. */
function areAlike(keys: readonly (readonly (string | undefined)[])[], a: number, b: number): boolean {
  const between = keys[a]![b];
  const isSame = (key: string | undefined) => key === undefined || key === between;
  if (keys[b]![a] !== between || !isSame(keys[a]![a]) || !isSame(keys[b]![b])) return false;
  return keys.every((row, at) => at === a || at === b || (row[a] === row[b] && keys[a]![at] === keys[b]![at]));
}
