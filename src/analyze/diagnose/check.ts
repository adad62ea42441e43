/** One check of what a VM needs to get its address: what it finds, what that means, and what to do. */
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { ExplainCode } from '../explain/answer/codes.ts';
import type { Owner } from '../origin/owner.ts';
import { ownerByType } from '../origin/owner-types.ts';
import type { CheckSubject } from './subject.ts';

export interface Check {
  /** What is wrong if the check finds something: a sentence without a full stop. */
  readonly means: string;
  /** What to do: a sentence without a full stop. */
  readonly remedy: string;
  readonly look: (subject: CheckSubject) => Found | undefined;
}

export type Checks = Readonly<Record<string, Check>>;

/** What is wrong in this case, the row and the flow that show it, and their owner. */
export interface Found {
  readonly text: string;
  readonly row?: SeenRow;
  readonly flow?: LogicalFlow;
  /** The ACL that decided, in the words of ovnkube-observ. */
  readonly by?: string;
  /** The code that `udon explain` gives to the drop of the packet. */
  readonly explainCode?: ExplainCode;
  /** The Kubernetes object to check. */
  readonly owner?: Owner | undefined;
  /** Replaces the remedy of the code, if this case needs another one. */
  readonly remedy?: string;
}

/** A row, by what people search for. */
export interface SeenRow {
  readonly table: string;
  readonly name: string;
  /** Empty if no database has the row yet. */
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
