/**
 * A northbound database as a value that JSON can hold: tables in the order of the schema, in each the rows by their
 * labels, in each of those the columns that hold more than their default. References are labels. Two databases that say
 * the same give the same value: sets, maps and rows are sorted.
 */
import type { Nb } from '../../ovn/schema/nb.ts';
import type { Json } from '../trace/trace-json.ts';
import { filledTables, type NbNotation, writeColumns } from './nb-columns.ts';
import { labelRows } from './nb-labels.ts';

/** Table to label to column to value. */
export type NbJson = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Json>>>>>>;

export function nbToJson(nb: Nb): NbJson {
  const labels = labelRows(nb);
  const notation: NbNotation = {
    set: elements => elements.toSorted(),
    map: pairs => Object.fromEntries(pairs.toSorted(byKey)),
    reference: row => labels.get(row)!,
  };
  const tables = filledTables(nb).map(([table, rows]) => {
    const labelled = rows.map(row => [labels.get(row)!, writeColumns(table, row, notation)] as const);
    return [table, Object.fromEntries(labelled.sort(byKey))];
  });
  return Object.fromEntries(tables);
}

const byKey = ([left]: readonly [Json, unknown], [right]: readonly [Json, unknown]): number => (left < right ? -1 : 1);
