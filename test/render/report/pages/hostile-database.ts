/**
 * A northbound database. Every string in it attacks the page or terminal that shows it: markup, quotes, a change of
 * direction, an escape of terminals. Strings that a language reads (matches, addresses, numbers) keep their meaning, with
 * names that attack.
 */
import { record } from '../../../support/ovsdb-file.ts';

export const HOSTILE = `</script><img src=x onerror=alert(1)>"><svg/onload=alert(1)>'\u202e\x1b[31m`;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Columns that udon or OVN reads: only the names in quotes are replaced. */
const READ = new Set([
  ...['match', 'action', 'actions', 'type', 'direction', 'addresses', 'port_security', 'networks', 'mac', 'cidr'],
  ...['ip_prefix', 'nexthop', 'nexthops', 'policy', 'external_ip', 'logical_ip', 'vips', 'protocol', 'severity'],
  ...['options', 'other_config', 'ipv6_ra_configs', 'ip', 'src_ip', 'selection_fields', 'version', '_date', '_comment'],
]);

/** Rows of these are named in matches without quotes. */
const IN_MATCHES = new Set(['Port_Group', 'Address_Set']);

const KEPT = /^(true|false|[\d.:/ -]*|[0-9a-f]{2}(:[0-9a-f]{2}){5}.*|[0-9a-f]{8}-[0-9a-f-]{27}|[a-z_]+\.[a-z.]+\/.*)$/i;

/** `text` is a database as ovsdb-server keeps it, of one transaction or several. */
export function hostileDatabase(text: string): string {
  const [schema, ...transactions] = text
    .split(/^OVSDB JSON .*\n/m)
    .slice(1)
    .map(part => JSON.parse(part) as Readonly<Record<string, Json>>);
  const names = new Set(transactions.flatMap(namesIn));
  const renamed = transactions.map(tables =>
    Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, renamedRows(table, rows, names)])),
  );
  return [schema, ...renamed].map(part => record(part)).join('');
}

type Rows = Readonly<Record<string, Readonly<Record<string, Json>> | null>>;

const namesIn = (tables: Readonly<Record<string, Json>>): readonly string[] =>
  Object.entries(tables)
    .filter(([table, rows]) => isRows(rows) && !IN_MATCHES.has(table))
    .flatMap(([, rows]) =>
      Object.values(rows as Rows).flatMap(row => (typeof row?.name === 'string' ? [row.name] : [])),
    )
    .filter(name => name !== '');

const isRows = (rows: Json): boolean => typeof rows === 'object' && rows !== null && !Array.isArray(rows);

function renamedRows(table: string, rows: Json, names: ReadonlySet<string>): Json {
  if (!isRows(rows)) return rows;
  return Object.fromEntries(
    Object.entries(rows as Rows).map(([uuid, row]) => [
      uuid,
      row === null
        ? null
        : Object.fromEntries(
            Object.entries(row).map(([column, value]) => [column, renamed(table, column, value, names)]),
          ),
    ]),
  );
}

function renamed(table: string, column: string, value: Json, names: ReadonlySet<string>): Json {
  if (typeof value === 'string') return renamedText(table, column, value, names);
  if (!Array.isArray(value) || value[0] === 'uuid') return value;
  return value.map((each, index) =>
    index === 0 && typeof each === 'string' ? each : inSet(table, column, each, names),
  );
}

/** The members of a set, or the pairs of a map: keys stay, because programs look for them. */
const inSet = (table: string, column: string, value: Json, names: ReadonlySet<string>): Json =>
  Array.isArray(value) && value[0] !== 'uuid' && value[0] !== 'set'
    ? value.map(each =>
        Array.isArray(each) ? [each[0]!, renamed(table, column, each[1]!, names)] : renamed(table, column, each, names),
      )
    : renamed(table, column, value, names);

function renamedText(table: string, column: string, text: string, names: ReadonlySet<string>): string {
  if (names.has(text)) return text + HOSTILE;
  if (READ.has(column)) return text.replace(/"([^"\\]+)"/g, (_, name: string) => JSON.stringify(name + HOSTILE));
  if (column === 'name' && IN_MATCHES.has(table)) return text;
  return KEPT.test(text) || text === '' ? text : text + HOSTILE;
}
