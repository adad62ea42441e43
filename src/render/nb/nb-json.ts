/**
 * A northbound database as JSON: tables in the order of the schema, rows by their labels, columns without default
 * values. References are labels. Sets, maps and rows are sorted, so equal databases give equal values.
 */
import type { Nb } from '../../ovn/schema/nb.ts';
import type { Json } from '../json.ts';
import { filledTables, type NbNotation, writeColumns } from './nb-columns.ts';
import { labelRows } from './nb-labels.ts';

/** From table to label to column to value. */
export type NbJson = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Json>>>>>>;

/**
 * Northbound rows as a value that JSON can hold: the rows of each table, or of these `wanted`, under names that are unique.
 */
export function nbToJson(nb: Nb, wanted?: readonly string[]): NbJson {
  const labels = labelRows(nb);
  const notation: NbNotation = {
    set: elements => elements.toSorted(),
    map: pairs => Object.fromEntries(pairs.toSorted(byKey)),
    reference: row => labels.get(row)!,
  };
  const filled = filledTables(nb).filter(([table]) => wanted?.includes(table) ?? true);
  const tables = filled.map(([table, rows]) => {
    const labelled = rows.map(row => [labels.get(row)!, writeColumns(table, row, notation)] as const);
    return [table, Object.fromEntries(labelled.sort(byKey))];
  });
  return Object.fromEntries(tables);
}

const byKey = ([left]: readonly [Json, unknown], [right]: readonly [Json, unknown]): number => (left < right ? -1 : 1);
