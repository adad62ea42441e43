/**
 * An OVN database from any source; its schema decides the kind. It also has the names of its node. OVN-Kubernetes has a
 * pair of databases on every node. Each contains the name of its zone, which is the name of the node: NB_Global:name, which
 * ovn-northd copies to SB_Global:options:name. A must-gather has the node or its pod in the file name.
 */
import { checkArgument, isBytes } from '../base/argument.ts';
import type { Sha1 } from '../base/bytes/sha1.ts';
import { type Checked, type Diagnostic, error, isError, warning } from '../base/diagnostic.ts';
import { NB } from '../ovn/schema/nb.ts';
import { SB } from '../ovn/schema/sb.ts';
import type { Schema } from '../ovn/schema/schema.ts';
import { FlowRows } from './flows/flow-rows.ts';
import { NETWORK_TABLES } from './logical-network.ts';
import { parseIfValid } from './ovsdb/json-span.ts';
import { readOvsdbLog } from './ovsdb/log.ts';
import { type JsonTables, RowTable, type Table } from './ovsdb/row-table.ts';
import { schemaVersionOf } from './ovsdb/schema.ts';
import { type JsonRow, pairsOf } from './ovsdb/value.ts';
import { shortList } from './short-list.ts';

export const SCHEMAS = { nb: 'OVN_Northbound', sb: 'OVN_Southbound' } as const;
export type DatabaseKind = keyof typeof SCHEMAS;

export const KINDS = Object.keys(SCHEMAS) as readonly DatabaseKind[];

const SCHEMA_OF: Readonly<Record<DatabaseKind, Schema>> = { nb: NB, sb: SB };

/** The tables of a database that are read. */
export const TABLES = {
  nb: Object.keys(NB),
  sb: NETWORK_TABLES,
} as const satisfies Record<DatabaseKind, readonly string[]>;

/** A northbound or southbound database as it was read. Its rows are decoded on demand. */
export interface StoredDatabase {
  readonly kind: DatabaseKind;
  /** The file or the remote that it is from. */
  readonly name: string;
  /** The version of its schema, `7.11.0`. */
  readonly schemaVersion?: string | undefined;
  readonly tables: JsonTables;
  readonly diagnostics: readonly Diagnostic[];
}

export const kindOfSchema = (schema: string): DatabaseKind | undefined => KINDS.find(kind => SCHEMAS[kind] === schema);

export interface ReadOptions {
  /** Used to check the records. On Node.js, `createHash` of `node:crypto` is ten times as fast as the default. */
  readonly sha1?: Sha1;
}

/** The database in the OVSDB file called `name`. Throws a TypeError if `bytes` is not a Uint8Array. */
export function readDatabase(bytes: Uint8Array, name: string, { sha1 }: ReadOptions = {}): Checked<StoredDatabase> {
  checkArgument(isBytes(bytes), 'readDatabase: bytes', 'a Uint8Array', bytes);
  const unknown = new Set<string>();
  const log = readOvsdbLog(bytes, name, (schema, table) => wantedOf(schema, table, unknown), sha1);
  const { schema, tables } = log;
  const kind = kindOfSchema(schema.name);
  const diagnostics = unknown.size > 0 ? [...log.diagnostics, unknownTables(name, [...unknown])] : log.diagnostics;
  if (diagnostics.some(isError)) return { diagnostics };
  const schemaVersion = schemaVersionOf(schema);
  if (kind) return { value: { kind, name, schemaVersion, tables, diagnostics }, diagnostics };
  const what = schema.name ? `a database of schema "${schema.name}"` : 'a database without data';
  return {
    diagnostics: [error('schema-unknown', `${name}: ${what}; ${Object.values(SCHEMAS).join(' or ')} is needed`)],
  };
}

const unknownTables = (name: string, tables: readonly string[]): Diagnostic =>
  warning('table-unknown', `${name}: tables that udon does not know are left out: ${shortList(tables)}`);

/** Tables about clients of the server. */
const ABOUT_CLIENTS: readonly string[] = ['Connection', 'SSL', 'RBAC_Role', 'RBAC_Permission'];

/** Adds to `unknown` the tables of the schema that udon does not know. */
function wantedOf(schema: string, table: string, unknown: Set<string>): Table | undefined {
  const kind = kindOfSchema(schema);
  if (!kind) return undefined;
  const tables: readonly string[] = TABLES[kind];
  if (!Object.hasOwn(SCHEMA_OF[kind], table) && !ABOUT_CLIENTS.includes(table)) unknown.add(table);
  if (!tables.includes(table)) return undefined;
  return table === 'Logical_Flow' ? new FlowRows() : new RowTable();
}

/** The names of the node that a database belongs to. Empty for a database of a whole cluster, or without a name. */
export function nodeNames({ kind, name, tables }: StoredDatabase): readonly string[] {
  const [, ofFile] = /(?:^|[/:])([^/:]+)_[ns]bdb(?:\.gz)?$/.exec(name) ?? [];
  const zone = kind === 'nb' ? globalRow(tables, 'NB_Global')?.name : zoneOption(globalRow(tables, 'SB_Global'));
  const names = [zone, ofFile].filter(found => typeof found === 'string' && !OF_ALL_NODES.includes(found));
  return [...new Set(names as string[])];
}

/** Names of a zone of all nodes. In a must-gather, `leader` is the name of the only database of a cluster. */
const OF_ALL_NODES: readonly string[] = ['', 'global', 'leader'];

function globalRow(tables: JsonTables, table: string): JsonRow | undefined {
  const [row] = tables.get(table)?.rows ?? [];
  return row && (parseIfValid(row) as JsonRow | undefined);
}

const zoneOption = (row: JsonRow | undefined): unknown => pairsOf(row?.options).find(([key]) => key === 'name')?.[1];
