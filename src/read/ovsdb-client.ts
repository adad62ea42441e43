/**
 * Reads a database from an OVSDB server (RFC 7047 section 4.1): first the list of databases, then the schema, then all
 * rows. One transaction reads the rows, so they are consistent. Columns that an older server lacks are not requested.
 */
import { NB } from '../ovn/schema/nb.ts';
import { SB } from '../ovn/schema/sb.ts';
import type { Schema } from '../ovn/schema/schema.ts';
import { type DatabaseKind, KINDS, SCHEMAS, TABLES } from './database.ts';
import { FLOW_COLUMNS } from './flows/flow-rows.ts';
import { type Request, type RpcAnswer, rpcErrorText } from './ovsdb/json-rpc.ts';
import { elementsOf, type JsonSpan, memberOf, parseSpan, parseString } from './ovsdb/json-span.ts';
import { type JsonTables, type Rows, StoredRow } from './ovsdb/row-table.ts';
import { columnsIn, type OvsdbSchema, parseSchema, schemaVersionOf } from './ovsdb/schema.ts';

export interface Fetched {
  readonly kind: DatabaseKind;
  readonly schemaVersion: string | undefined;
  readonly tables: JsonTables;
}

/** Yields requests and receives their answers. Returns a database of `kind`, else of the other kind, else an error. */
export type Conversation = Generator<Request, Fetched | { readonly error: string }, RpcAnswer>;

/** Megabytes of an answer: a list of names or a schema, and all rows. */
const SMALL = 16;
const LARGE = 1024;

const SCHEMA: Readonly<Record<DatabaseKind, Schema>> = { nb: NB, sb: SB };

const columnsRead = (kind: DatabaseKind, table: string): readonly string[] =>
  table === 'Logical_Flow' ? FLOW_COLUMNS : Object.keys(SCHEMA[kind][table]!);

export function* fetchDatabase(kind: DatabaseKind): Conversation {
  const listed = yield { method: 'list_dbs', params: [], limit: SMALL };
  if ('error' in listed) return listed;
  const names = namesIn(listed.result);
  const present = KINDS.filter(known => names.includes(SCHEMAS[known]));
  const found = present.includes(kind) ? kind : present[0];
  if (!found) return { error: `it has ${names.join(', ') || 'no database'}; ${SCHEMAS[kind]} is needed` };
  const described = yield { method: 'get_schema', params: [SCHEMAS[found]], limit: SMALL };
  if ('error' in described) return described;
  const schema = parseSchema(described.result);
  const asked = columnsOf(found, schema);
  const selects = asked.map(([table, columns]) => ({ op: 'select', table, where: [], columns }));
  const selected = yield { method: 'transact', params: [SCHEMAS[found], ...selects], limit: LARGE };
  if ('error' in selected) return selected;
  const results = elementsOf(selected.result);
  const refused = results.map(result => memberOf(result, 'error') && rpcErrorText(parseSpan(result))).find(Boolean);
  if (refused) return { error: refused };
  const tables = new Map(asked.map(([table], index) => [table, rowsOf(results[index])]));
  return { kind: found, schemaVersion: schemaVersionOf(schema), tables };
}

/** The tables and columns that udon reads and the server has. */
function columnsOf(kind: DatabaseKind, schema: OvsdbSchema): [table: string, columns: string[]][] {
  return TABLES[kind].flatMap(table => {
    const present = columnsIn(schema, table);
    return present ? [[table, ['_uuid', ...columnsRead(kind, table).filter(column => present[column])]]] : [];
  });
}

/** Throws a SyntaxError if the answer is not a list of names. */
function namesIn(answer: JsonSpan): readonly string[] {
  const names = parseSpan(answer);
  if (!Array.isArray(names)) throw new SyntaxError('a list of databases is needed');
  return names.filter(name => typeof name === 'string');
}

/** `{"rows": [{"_uuid": ["uuid", u], ...}, ...]}` */
function rowsOf(result: JsonSpan | undefined): Rows {
  const rows = result && memberOf(result, 'rows');
  return { rows: rows ? elementsOf(rows).map(row => new StoredRow(row, uuidOf(row))) : [] };
}

function uuidOf(row: JsonSpan): string {
  const uuid = memberOf(row, '_uuid');
  const [, text] = uuid ? elementsOf(uuid) : [];
  return text ? parseString(text) : '';
}
