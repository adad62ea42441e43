/**
 * The OVSDB database file (ovsdb(5), ovsdb(7) "File Formats"): a log of records, each a header line
 * `OVSDB JSON LENGTH SHA1` and LENGTH bytes of JSON. The first record is the schema; every later one says which rows a
 * transaction inserted, changed or deleted. Reading the log gives the rows as they stand at its end.
 */
import { type Diagnostic, error, warning } from '../base/diagnostic.ts';

/** A value in the JSON of RFC 7047 section 5.1: an atom, `["uuid", u]`, `["set", [...]]` or `["map", [...]]`. */
export type JsonValue = string | number | boolean | readonly [string, unknown];
export type JsonRow = Record<string, JsonValue>;
/** Table name to row UUID to row. */
export type JsonTables = Map<string, Map<string, JsonRow>>;

export interface OvsdbLog {
  readonly schema: { readonly name: string; readonly version?: string };
  readonly tables: JsonTables;
  readonly diagnostics: readonly Diagnostic[];
}

const HEADER = /^OVSDB (JSON|CLUSTER) (\d+) [0-9a-f]{40}\n/;

export const isOvsdbLog = (bytes: Buffer): boolean => /^OVSDB (JSON|CLUSTER) /.test(bytes.toString('latin1', 0, 16));

/** Reads `bytes` of the file called `name`; a record cut short at the end is left out, with a warning. */
export function readOvsdbLog(bytes: Buffer, name: string): OvsdbLog {
  const diagnostics: Diagnostic[] = [];
  const tables: JsonTables = new Map();
  let schema: OvsdbLog['schema'] | undefined;
  for (const record of records(bytes, name, diagnostics)) {
    if (schema) applyTransaction(tables, record as Transaction);
    else schema = record as OvsdbLog['schema'];
  }
  return { schema: schema ?? { name: '' }, tables, diagnostics };
}

function* records(bytes: Buffer, name: string, diagnostics: Diagnostic[]): Generator<unknown> {
  for (let offset = 0; offset < bytes.length; ) {
    const header = HEADER.exec(bytes.toString('latin1', offset, offset + 80));
    if (header?.[1] === 'CLUSTER') {
      diagnostics.push(error('clustered-database', `${name}: a clustered (RAFT) database is not read yet`));
      return;
    }
    const start = offset + (header?.[0].length ?? 0);
    const end = start + Number(header?.[2]);
    const record = header && end <= bytes.length ? parseJson(bytes.toString('utf8', start, end)) : undefined;
    if (record === undefined) {
      diagnostics.push(
        warning('database-cut-short', `${name}: read up to byte ${offset}; the record there is not whole`),
      );
      return;
    }
    yield record;
    offset = end;
  }
}

/** Table name to row UUID to what changed in the row, or null where it was deleted; and notes under `_` names. */
type Transaction = Record<string, Record<string, JsonRow | null>>;

function applyTransaction(tables: JsonTables, transaction: Transaction): void {
  const isDiff = Boolean(transaction._is_diff);
  for (const [table, changes] of Object.entries(transaction)) {
    if (table.startsWith('_')) continue;
    const rows = tables.get(table) ?? new Map<string, JsonRow>();
    tables.set(table, rows);
    for (const [uuid, change] of Object.entries(changes)) {
      if (change) rows.set(uuid, changed(rows.get(uuid), change, isDiff));
      else rows.delete(uuid);
    }
  }
}

function changed(row: JsonRow | undefined, change: JsonRow, isDiff: boolean): JsonRow {
  if (!row || !isDiff) return { ...row, ...change };
  const values = Object.entries(change).map(([column, diff]) => [column, applyDiff(row[column], diff)]);
  return { ...row, ...Object.fromEntries(values) };
}

/** ovsdb(5): a set's diff names the elements that come or go, a map's the keys that come, go or change. */
function applyDiff(old: JsonValue | undefined, diff: JsonValue): JsonValue {
  const kind = collectionKind(diff) ?? collectionKind(old);
  if (kind === 'map') return ['map', applyMapDiff(elements(old), elements(diff))];
  if (kind === 'set') return ['set', applySetDiff(elements(old), elements(diff))];
  return diff;
}

function applySetDiff(old: readonly unknown[], diff: readonly unknown[]): unknown[] {
  const gone = new Set(diff.map(keyOf));
  const known = new Set(old.map(keyOf));
  return [...old.filter(element => !gone.has(keyOf(element))), ...diff.filter(element => !known.has(keyOf(element)))];
}

function applyMapDiff(old: readonly unknown[], diff: readonly unknown[]): unknown[] {
  const pairs = new Map((old as [unknown, unknown][]).map(pair => [keyOf(pair[0]), pair]));
  for (const pair of diff as [unknown, unknown][]) {
    const known = pairs.get(keyOf(pair[0]));
    if (known && keyOf(known[1]) === keyOf(pair[1])) pairs.delete(keyOf(pair[0]));
    else pairs.set(keyOf(pair[0]), pair);
  }
  return [...pairs.values()];
}

function collectionKind(value: JsonValue | undefined): 'set' | 'map' | undefined {
  return Array.isArray(value) && (value[0] === 'set' || value[0] === 'map') ? value[0] : undefined;
}

/** The elements of a set or the pairs of a map; OVSDB writes a set of one as its bare element. */
export function elements(value: JsonValue | undefined): readonly unknown[] {
  if (value === undefined) return [];
  return collectionKind(value) ? ((value as readonly [string, unknown[]])[1] as unknown[]) : [value];
}

const keyOf = (atom: unknown): string => JSON.stringify(atom);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
