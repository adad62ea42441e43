/**
 * An OVN database, whichever way it came, told from its schema; and which of several is meant. OVN-Kubernetes keeps a
 * pair of databases on every node: each tells the name of its zone, which is the node's (NB_Global:name, from which
 * ovn-northd has SB_Global:options:name), and a must-gather has the node or its pod in the file's name.
 */
import { checkArgument, isBytes } from '../base/argument.ts';
import type { Sha1 } from '../base/bytes/sha1.ts';
import { type Checked, type Diagnostic, error, isError } from '../base/diagnostic.ts';
import { NB } from '../ovn/schema/nb.ts';
import { FlowRows } from './flows/flow-rows.ts';
import { NETWORK_TABLES } from './logical-network.ts';
import { parseSpan } from './ovsdb/json-span.ts';
import { readOvsdbLog } from './ovsdb/log.ts';
import { type JsonTables, RowTable, type Table } from './ovsdb/row-table.ts';
import { elements, type JsonRow } from './ovsdb/value.ts';

export const SCHEMAS = { nb: 'OVN_Northbound', sb: 'OVN_Southbound' } as const;
export type DatabaseKind = keyof typeof SCHEMAS;

export const KINDS = Object.keys(SCHEMAS) as readonly DatabaseKind[];

/** The tables that are read of a database. */
export const TABLES = {
  nb: Object.keys(NB),
  sb: NETWORK_TABLES,
} as const satisfies Record<DatabaseKind, readonly string[]>;

/** A northbound or southbound database as it was read. Its rows are decoded on demand. */
export interface StoredDatabase {
  readonly kind: DatabaseKind;
  /** The file it is from, or the remote. */
  readonly name: string;
  readonly tables: JsonTables;
  readonly diagnostics: readonly Diagnostic[];
}

export const kindOfSchema = (schema: string): DatabaseKind | undefined => KINDS.find(kind => SCHEMAS[kind] === schema);

export interface ReadOptions {
  /** Checks the records: for large files on Node.js, `createHash` of `node:crypto` is ten times as fast as the default. */
  readonly sha1?: Sha1;
}

/** The database in the OVSDB file called `name`. Throws a TypeError if `bytes` is no Uint8Array. */
export function readDatabase(bytes: Uint8Array, name: string, { sha1 }: ReadOptions = {}): Checked<StoredDatabase> {
  checkArgument(isBytes(bytes), 'readDatabase: bytes', 'a Uint8Array', bytes);
  const { schema, tables, diagnostics } = readOvsdbLog(bytes, name, wantedOf, sha1);
  const kind = kindOfSchema(schema.name);
  if (diagnostics.some(isError)) return { diagnostics };
  if (kind) return { value: { kind, name, tables, diagnostics }, diagnostics };
  const what = schema.name ? `a database of schema "${schema.name}"` : 'a database without data';
  return {
    diagnostics: [error('schema-unknown', `${name}: ${what}; ${Object.values(SCHEMAS).join(' or ')} is needed`)],
  };
}

function wantedOf(schema: string, table: string): Table | undefined {
  const kind = kindOfSchema(schema);
  const tables: readonly string[] = kind ? TABLES[kind] : [];
  if (!tables.includes(table)) return undefined;
  return table === 'Logical_Flow' ? new FlowRows() : new RowTable();
}

/** The names of the node that a database is of; none where it is of a whole cluster, or does not tell. */
export function nodeNames({ kind, name, tables }: StoredDatabase): readonly string[] {
  const [, ofFile] = /(?:^|[/:])([^/:]+)_[ns]bdb(?:\.gz)?$/.exec(name) ?? [];
  const zone = kind === 'nb' ? globalRow(tables, 'NB_Global')?.name : zoneOption(globalRow(tables, 'SB_Global'));
  const names = [zone, ofFile].filter(found => typeof found === 'string' && !OF_ALL_NODES.includes(found));
  return [...new Set(names as string[])];
}

/** A zone of all nodes, and how a must-gather calls the databases of a cluster that has one of each. */
const OF_ALL_NODES: readonly string[] = ['', 'global', 'leader'];

function globalRow(tables: JsonTables, table: string): JsonRow | undefined {
  const [row] = tables.get(table)?.rows ?? [];
  return row && (parseSpan(row) as JsonRow);
}

function zoneOption(row: JsonRow | undefined): unknown {
  const options = elements(row?.options) as readonly [string, string][];
  return options.find(([key]) => key === 'name')?.[1];
}
