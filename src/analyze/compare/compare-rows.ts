/** The northbound rows of two networks, compared by what they are and column by column. */
import type { Nb, NbTable } from '../../ovn/schema/nb.ts';
import { type ColumnValue, type NamedRow, namedRows } from './named-rows.ts';
import { groupFlowsBy } from './pair-flows.ts';

/** One column of a row that both sides have. Of a set, only the members that differ; of a map, only the keys. */
export interface ColumnChange {
  readonly column: string;
  /** Absent if the side has no value. */
  readonly before?: ColumnValue;
  readonly after?: ColumnValue;
}

export interface RowChange {
  readonly table: NbTable;
  readonly name: string;
  readonly kind: 'removed' | 'added' | 'changed';
  /** Empty if the row came or went. */
  readonly columns: readonly ColumnChange[];
}

export interface RowsCompared {
  /** Numbers of rows. */
  readonly before: number;
  readonly after: number;
  readonly same: number;
  /** By table and name. */
  readonly changes: readonly RowChange[];
}

export function compareNorthbound(before: Nb, after: Nb): RowsCompared {
  const [from, to] = [namedRows(before), namedRows(after)];
  const waiting = groupFlowsBy(to, identityOf);
  const whole = groupFlowsBy(to, wholeOf);
  const isSame = (row: NamedRow) => whole.get(wholeOf(row))?.pop();
  const matched = new Map(from.map(row => [row, isSame(row)] as const));
  const taken = new Set(matched.values());
  const changes = from
    .filter(row => matched.get(row) === undefined)
    .map(row => changeOf(row, next(waiting, row, taken)));
  const added = to.filter(row => !taken.has(row)).map(row => changeOf(undefined, row));
  return {
    before: from.length,
    after: to.length,
    same: from.length - changes.length,
    changes: [...changes, ...added].sort((left, right) => (orderOf(left) < orderOf(right) ? -1 : 1)),
  };
}

const identityOf = ({ table, name }: NamedRow): string => JSON.stringify([table, name]);
const wholeOf = ({ table, name, columns }: NamedRow): string => JSON.stringify([table, name, columns]);
const orderOf = ({ table, name, kind }: RowChange): string => JSON.stringify([table, name, kind]);

/** A row of the same identity that is not the same as another one. */
function next(waiting: ReadonlyMap<string, NamedRow[]>, row: NamedRow, taken: Set<NamedRow | undefined>) {
  const found = waiting.get(identityOf(row))?.find(each => !taken.has(each));
  if (found) taken.add(found);
  return found;
}

function changeOf(before: NamedRow | undefined, after: NamedRow | undefined): RowChange {
  const { table, name } = (before ?? after)!;
  if (!before || !after) return { table, name, kind: before ? 'removed' : 'added', columns: [] };
  const columns = [...new Set([...Object.keys(before.columns), ...Object.keys(after.columns)])].sort();
  const changes = columns.flatMap(column => columnChange(column, before.columns[column], after.columns[column]));
  return { table, name, kind: 'changed', columns: changes };
}

function columnChange(column: string, before?: ColumnValue, after?: ColumnValue): readonly ColumnChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [was, is] = [without(before, after), without(after, before)];
  return [{ column, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
}

/** What `value` has and the other side has not. */
function without(value: ColumnValue | undefined, other: ColumnValue | undefined): ColumnValue | undefined {
  if (value === undefined || other === undefined || typeof value === 'string' || typeof other === 'string')
    return value;
  if (Array.isArray(value)) return nonEmpty(value.filter(each => !(other as readonly string[]).includes(each)));
  const map = other as Readonly<Record<string, string>>;
  return nonEmpty(Object.fromEntries(Object.entries(value).filter(([key, each]) => map[key] !== each)));
}

const nonEmpty = (value: ColumnValue): ColumnValue | undefined => (Object.keys(value).length > 0 ? value : undefined);
