/**
 * The OVSDB database file (ovsdb(5), ovsdb(7) "File Formats") of a standalone server or of a server of a cluster, or the
 * output of `ovsdb-client backup`. The file is a log; this file returns the rows at the end of it. A row stays text until it
 * is read.
 */
import type { Sha1 } from '../../base/bytes/sha1.ts';
import { decodeUtf8 } from '../../base/bytes/utf8.ts';
import { type Diagnostic, error } from '../../base/diagnostic.ts';
import { once } from '../../base/remember.ts';
import { historyOf, type Step } from './history.ts';
import { isNull, type JsonSpan, MemberCursor, memberOf, parseSpan, toSpan } from './json-span.ts';
import { cutShort, readRecords } from './records.ts';
import { type JsonTables, parseRow, RowTable, StoredRow, type Table, uuidAt } from './row-table.ts';
import { columnKinds, type OvsdbSchema, parseSchema } from './schema.ts';
import { applyDiff, type ColumnKind } from './value.ts';

export interface OvsdbLog {
  /** The name is empty if the file has no schema. */
  readonly schema: OvsdbSchema;
  readonly tables: JsonTables;
  readonly diagnostics: readonly Diagnostic[];
}

interface State {
  schema: OvsdbSchema;
  readonly tables: Map<string, Table>;
}

/** Returns an empty table for the rows of `table`, or undefined if the table is not needed. */
export type Wanted = (schema: string, table: string) => Table | undefined;

/** Reads `bytes` of the file called `name`, up to the first record that is incomplete or damaged, which gets a warning. */
export function readOvsdbLog(
  bytes: Uint8Array,
  name: string,
  wanted: Wanted = () => new RowTable(),
  sha1?: Sha1,
): OvsdbLog {
  const records = readRecords(bytes, name, sha1);
  const state: State = { schema: { name: '' }, tables: new Map() };
  try {
    const { steps, damage } = historyOf(records);
    for (const step of steps) takeStep(step, state, wanted);
    const found = damage ? [cutShort(name, damage.offset, `the record there is damaged: ${damage.reason}`)] : [];
    return { ...state, diagnostics: [...records.diagnostics, ...found] };
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    const found = error('database-damaged', `${name}: ${fault.message}; this OVSDB file is damaged`);
    return { ...state, diagnostics: [...records.diagnostics, found] };
  }
}

function takeStep({ schema, transaction }: Step, state: State, wanted: Wanted): void {
  if (schema) state.schema = parseSchema(schema);
  if (schema && transaction) state.tables.clear();
  if (transaction) applyTransaction(transaction, state, wanted);
}

/**
 * A transaction maps table names to row UUIDs to changes of the row, or to null for a deleted row. Names that begin with
 * `_` are metadata. A transaction has each row once, so a new table has no earlier rows.
 */
function applyTransaction(transaction: JsonSpan, state: State, wanted: Wanted): void {
  const isDiff = once(() => hasDiffs(transaction));
  const members = new MemberCursor(transaction);
  while (members.next()) {
    const name = decodeUtf8(members.bytes, members.keyStart, members.keyEnd);
    const known = state.tables.get(name);
    const table = known ?? (name.startsWith('_') ? undefined : wanted(state.schema.name, name));
    if (!table) continue;
    state.tables.set(name, table);
    const kinds = () => (isDiff() ? columnKinds(state.schema, name) : undefined);
    members.end = known ? changeRows(members.rest, known, kinds) : addRows(members.rest, table);
  }
}

/** Returns the offset where the rows end. */
function addRows(span: JsonSpan, table: Table): number {
  const rows = new MemberCursor(span);
  while (rows.next()) if (!isNull(rows)) table.add(rows);
  return rows.end;
}

function changeRows(span: JsonSpan, table: Table, kinds: () => Kinds | undefined): number {
  const rows = new MemberCursor(span);
  while (rows.next()) {
    const uuid = uuidAt(rows.bytes, rows.keyStart);
    const old = table.get(uuid);
    if (isNull(rows)) table.delete(uuid);
    else if (old) table.set(changed(old, rows.value, kinds()));
    else table.add(rows);
  }
  return rows.end;
}

type Kinds = (column: string) => ColumnKind;

/** Whether changed rows have differences instead of new values. */
function hasDiffs(transaction: JsonSpan): boolean {
  const mark = memberOf(transaction, '_is_diff');
  return mark !== undefined && parseSpan(mark) === true;
}

/** If `kinds` is given, `change` has differences instead of new values. */
function changed(row: StoredRow, change: JsonSpan, kinds: Kinds | undefined): StoredRow {
  const old = parseRow(row) ?? {};
  const values = Object.entries(parseRow(change) ?? {}).map(([column, value]) => [
    column,
    kinds ? applyDiff(old[column], value, kinds(column)) : value,
  ]);
  return new StoredRow(toSpan({ ...old, ...Object.fromEntries(values) }), row.uuid);
}
