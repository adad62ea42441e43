/** The northbound rows that flows are made for. The flows of a row share one object. */
import type { NbTableRow } from '../../network/logical-network.ts';
import type { NbRow, NbTable } from '../../ovn/schema/nb.ts';

export type MadeFor = NbTableRow & {
  /** The value that ovn-northd writes to `external_ids:stage-hint`; undefined for a row without a UUID. */
  readonly hint: string | undefined;
};

const HINT_LENGTH = 8;

export function madeFor<T extends NbTable>(table: T, row: NbRow<T>): MadeFor {
  const { _uuid } = row;
  return { table, row, hint: _uuid ? _uuid.slice(0, HINT_LENGTH) : undefined } as MadeFor;
}
