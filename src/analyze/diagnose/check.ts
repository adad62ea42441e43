/** One link of the chain between a VM and its address: what has to hold, what its absence means, and what to do then. */
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { Owner } from '../origin/owner.ts';
import { ownerByType } from '../origin/owner-types.ts';
import type { CheckSubject } from './subject.ts';

export interface Check {
  /** What is wrong where it finds something: a sentence without a full stop. */
  readonly means: string;
  /** What to do, the same way. */
  readonly remedy: string;
  readonly look: (subject: CheckSubject) => Found | undefined;
}

export type Checks = Readonly<Record<string, Check>>;

/** What is wrong in this case, where to see it, and whose it is. */
export interface Found {
  readonly text: string;
  readonly row?: SeenRow;
  readonly flow?: LogicalFlow;
  /** The Kubernetes object to look at. */
  readonly owner?: Owner | undefined;
  /** Where the case asks for something else than the code does. */
  readonly remedy?: string;
}

/** A row as people find it again. */
export interface SeenRow {
  readonly table: string;
  readonly name: string;
  /** Empty where no database has the row yet. */
  readonly uuid: string;
}

interface AnyRow {
  readonly _uuid: string;
  readonly external_ids: ReadonlyMap<string, string>;
}

export const seen = (table: string, name: string, row: AnyRow): Required<Pick<Found, 'row' | 'owner'>> => ({
  row: { table, name, uuid: row._uuid },
  owner: ownerByType(row.external_ids),
});
