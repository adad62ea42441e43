/**
 * A northbound database as the parameters of one OVSDB `transact` (RFC 7047 section 4.1.3), for an empty database. Rows
 * refer to each other by named-uuid, in any order.
 *
 * The table NB_Global has one row, which `ovn-nbctl init` or ovn-northd makes. The transaction replaces it if it
 * exists, but not if it has connections or SSL keys. The server then refuses the transaction, because of the second
 * row. It also refuses rows whose names exist already.
 */
import type { Nb, NbTable } from '../../ovn/schema/nb.ts';
import type { Json } from '../json.ts';
import { type AnyRow, filledTables, type NbNotation, writeColumns } from './nb-columns.ts';

const EMPTY_SET = ['set', []];

/** The operation before the inserts of a table. */
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

/** `["OVN_Northbound", operation, ...]`, with an insert for each row. */
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

/** One operation per line. */
export const renderNbTransact = (nb: Nb): string =>
  `[\n${nbToTransact(nb)
    .map(operation => JSON.stringify(operation))
    .join(',\n')}\n]\n`;

const uuidNames = (nb: Nb): ReadonlyMap<AnyRow, string> =>
  new Map(filledTables(nb).flatMap(([table, rows]) => rows.map((row, index) => [row, `${table}_${index + 1}`])));
