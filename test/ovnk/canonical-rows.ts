/**
 * Northbound rows in a canonical form, equal for databases with the same meaning. References are written out, sets and
 * maps are sorted. UUIDs and the columns that ovn-northd and clients write are removed.
 */
import { readFileSync } from 'node:fs';
import { NB, type Nb } from '../../src/ovn/schema/nb.ts';
import { readOvsdbLog } from '../../src/read/ovsdb/log.ts';
import { readRows } from '../../src/read/ovsdb/rows.ts';

const WRITTEN_BY_OTHERS: Readonly<Record<string, readonly string[]>> = {
  Logical_Switch_Port: ['up', 'tag'],
  NB_Global: ['hv_cfg', 'hv_cfg_timestamp', 'nb_cfg', 'nb_cfg_timestamp', 'sb_cfg', 'sb_cfg_timestamp'],
};
const NORTHD_OPTIONS = ['mac_prefix', 'max_tunid', 'northd_internal_version', 'svc_monitor_mac'];

/** The rows by table name, without those of some types of owners, or with some names or rates. */
export function canonicalRows(nb: Nb, exceptOf: readonly string[] = []): Readonly<Record<string, readonly unknown[]>> {
  const tables = Object.entries(nb).map(([table, rows]) => {
    const wanted = (rows as readonly object[]).filter(row => !exceptOf.includes(kindOf(row)));
    const canonical = wanted.map(row => canonicalRow(table, row));
    return [table, canonical.sort(byText)] as const;
  });
  return Object.fromEntries(tables.filter(([, rows]) => rows.length));
}

export const recordedNb = ({ pathname }: URL): Nb =>
  readRows(NB, readOvsdbLog(readFileSync(pathname), pathname).tables);

const kindOf = (row: { external_ids?: ReadonlyMap<string, string>; name?: string; rate?: number }): string =>
  row.external_ids?.get('k8s.ovn.org/owner-type') ?? row.name ?? String(row.rate);

function canonicalRow(table: string, row: object): object {
  const columns = Object.entries(row)
    .filter(([column]) => column !== '_uuid' && !WRITTEN_BY_OTHERS[table]?.includes(column))
    .map(([column, value]) => [column, canonicalValue(value, NB[table as keyof Nb] as Record<string, string>, column)])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(columns.sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)));
}

function canonicalValue(value: unknown, columns: Record<string, string>, column: string): unknown {
  const target = /^@(\w+)/.exec(columns[column] ?? '')?.[1];
  if (value instanceof Map) {
    return Object.fromEntries([...value].filter(([key]) => !NORTHD_OPTIONS.includes(key)).sort());
  }
  if (Array.isArray(value)) return value.map(each => (target ? canonicalRow(target, each) : each)).sort(byText);
  return target && value ? canonicalRow(target, value as object) : value;
}

const byText = (left: unknown, right: unknown): number => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1);
