/**
 * The OVSDB database file (ovsdb(5), ovsdb(7) "File Formats"), of a server of its own or of one of a cluster, or what
 * `ovsdb-client backup` writes: a log, of which reading gives the rows as they stand at its end. A row stays text until
 * it is asked for.
 */
import { type Diagnostic, error } from '../base/diagnostic.ts';
import { isNull, type JsonSpan, MemberCursor, memberOf, parseSpan, toSpan } from './json-span.ts';
import { type Step, stepsOf } from './ovsdb-history.ts';
import { readRecords } from './ovsdb-records.ts';
import { columnKinds, type OvsdbSchema } from './ovsdb-schema.ts';
import { applyDiff, type ColumnKind, type JsonRow } from './ovsdb-value.ts';
import { type JsonTables, type ReadRow, RowTable, readRow, StoredRow } from './row-table.ts';

export interface OvsdbLog {
  /** Its name is empty where the file has none. */
  readonly schema: OvsdbSchema;
  readonly tables: JsonTables;
  readonly diagnostics: readonly Diagnostic[];
}

interface State {
  schema: OvsdbSchema;
  readonly tables: Map<string, RowTable>;
}

/** How the rows of a table of a schema are read, if they are wanted. */
export type Wanted = (schema: string, table: string) => ReadRow | undefined;

/** Reads `bytes` of the file called `name`; what is not whole ends it, with a warning. */
export function readOvsdbLog(bytes: Buffer, name: string, wanted: Wanted = () => readRow): OvsdbLog {
  const records = readRecords(bytes, name);
  const state: State = { schema: { name: '' }, tables: new Map() };
  try {
    for (const step of stepsOf(records)) takeStep(step, state, wanted);
    return { schema: state.schema, tables: rowsOf(state.tables), diagnostics: records.diagnostics };
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    const found = error('database-damaged', `${name}: ${fault.message}; an OVSDB file has JSON records`);
    return { schema: state.schema, tables: rowsOf(state.tables), diagnostics: [...records.diagnostics, found] };
  }
}

const rowsOf = (tables: State['tables']): JsonTables =>
  new Map(Array.from(tables, ([name, table]) => [name, table.rows]));

function takeStep({ schema, transaction }: Step, state: State, wanted: Wanted): void {
  if (schema) state.schema = parseSpan(schema) as OvsdbSchema;
  if (schema && transaction) state.tables.clear();
  if (transaction) applyTransaction(transaction, state, wanted);
}

/**
 * Table name to row UUID to what changed in the row, or null where it was deleted; and notes under `_` names. A
 * transaction has each row once, as the key of an object: in a table that is new, no row can be there yet.
 */
function applyTransaction(transaction: JsonSpan, state: State, wanted: Wanted): void {
  let isDiff: boolean | undefined;
  const change = (table: string, row: StoredRow, values: JsonSpan): StoredRow => {
    isDiff ??= hasDiffs(transaction);
    return changed(row, values, isDiff ? columnKinds(state.schema, table) : undefined);
  };
  const { bytes, end } = transaction;
  const tables = new MemberCursor(transaction);
  while (tables.next()) {
    const table = bytes.toString('utf8', tables.keyStart, tables.keyEnd);
    const read = table.startsWith('_') ? undefined : wanted(state.schema.name, table);
    if (!read) continue;
    const known = state.tables.get(table);
    const rows = known ?? new RowTable();
    state.tables.set(table, rows);
    const changes = new MemberCursor({ bytes, start: tables.start, end });
    while (changes.next()) {
      if (isNull(changes)) {
        rows.delete(readRow(changes).uuid);
        continue;
      }
      const row = read(changes);
      const old = known?.get(row.uuid);
      if (old) rows.set(change(table, old, row));
      else rows.add(row);
    }
    tables.end = changes.end;
  }
}

/** Whether the columns of rows that change have differences in the place of values. */
function hasDiffs(transaction: JsonSpan): boolean {
  const mark = memberOf(transaction, '_is_diff');
  return mark !== undefined && parseSpan(mark) === true;
}

/** With the `kinds` of columns, `change` has differences in the place of values. */
function changed(row: StoredRow, change: JsonSpan, kinds?: (column: string) => ColumnKind): StoredRow {
  const old = parseSpan(row) as JsonRow;
  const values = Object.entries(parseSpan(change) as JsonRow).map(([column, value]) => [
    column,
    kinds ? applyDiff(old[column], value, kinds(column)) : value,
  ]);
  return new StoredRow(toSpan({ ...old, ...Object.fromEntries(values) }), row.uuid);
}
