/**
 * A northbound database as the parameters of one OVSDB `transact` (RFC 7047 section 4.1.3) that fills an empty one. Rows
 * refer to each other by named-uuid, in any order.
 *
 * There is one row of NB_Global: `ovn-nbctl init` and ovn-northd make it, a server that has seen neither lacks it. So it
 * is put in the place of one that may be there. One that holds the connections of clients or their keys is not touched;
 * the server refuses the transaction then, because of the second row. It refuses rows that are there already, by name,
 * too.
 */
import type { Nb, NbTable } from '../../ovn/schema/nb.ts';
import type { Json } from '../trace/trace-json.ts';
import { type AnyRow, filledTables, type NbNotation, writeColumns } from './nb-columns.ts';

const EMPTY_SET = ['set', []];

/** What makes room for the rows of a table. */
const BEFORE: { readonly [T in NbTable]?: Json } = {
  NB_Global: {
    op: 'delete',
    table: 'NB_Global',
    where: [
      ['connections', '==', EMPTY_SET],
      ['ssl', '==', EMPTY_SET],
    ],
  },
};

/** `["OVN_Northbound", operation, ...]`: an insert for every row. */
export function nbToTransact(nb: Nb): readonly Json[] {
  const names = uuidNames(nb);
  const notation: NbNotation = {
    set: elements => ['set', elements],
    map: pairs => ['map', pairs],
    reference: row => ['named-uuid', names.get(row)!],
  };
  const operations = filledTables(nb).flatMap(([table, rows]) => {
    const inserts = rows.map(row => ({
      op: 'insert',
      table,
      'uuid-name': names.get(row)!,
      row: writeColumns(table, row, notation),
    }));
    return [BEFORE[table] ?? [], ...inserts].flat();
  });
  return ['OVN_Northbound', ...operations];
}

/** One operation a line. */
export const renderNbTransact = (nb: Nb): string =>
  `[\n${nbToTransact(nb)
    .map(operation => JSON.stringify(operation))
    .join(',\n')}\n]\n`;

const uuidNames = (nb: Nb): ReadonlyMap<AnyRow, string> =>
  new Map(filledTables(nb).flatMap(([table, rows]) => rows.map((row, index) => [row, `${table}_${index + 1}`])));
