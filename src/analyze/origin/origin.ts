/**
 * Where a logical flow comes from: the rule of ovn-northd, the northbound row, and the Kubernetes object that owns the row.
 * A compiled flow has its rule and its row. A stored flow has a hint, which finds the row in the northbound database.
 */
import type { LogicalFlow, NbTableRow, RuleName } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { type NbIndex, nbIndex } from './nb-index.ts';
import type { Owner } from './owner.ts';
import { ownerOfRow } from './row-owner.ts';

/**
 * What a flow comes from: the rule that makes it, the northbound row it is made for, and the Kubernetes owner of that
 * row.
 */
export interface Origin {
  readonly stage: string;
  /** A stored flow does not name it: `flowOrigins` in app/ finds it by compiling the northbound rows. */
  readonly rule?: RuleName;
  /** Absent for a stored flow without a hint, without a database, or with a hint of no row or of several rows. */
  readonly row?: NbTableRow;
  /** Absent if the row does not name it. */
  readonly owner?: Owner;
}

/** `nb` is the northbound database that the flow is made from. */
export function originOf(flow: LogicalFlow, nb: Nb | undefined): Origin {
  const { stage, rule } = flow;
  const row = flow.madeFor ?? (nb && storedRow(flow, nbIndex(nb)));
  const owner = row && ownerOfRow(row, nb);
  return { stage, ...(rule && { rule }), ...(row && { row }), ...(owner && { owner }) };
}

export interface FlowWithOrigin {
  readonly flow: LogicalFlow;
  readonly origin: Origin;
}

/** Each of `flows` with its origin. It yields them one by one, because a large network has many. */
export function* withOrigins(flows: Iterable<LogicalFlow>, nb: Nb | undefined): Generator<FlowWithOrigin> {
  for (const flow of flows) yield { flow, origin: originOf(flow, nb) };
}

/**
 * Datapaths that share a flow share its hint, which is that of one of them. So a hint of a switch means the flow's own switch,
 * and a row of another datapath is not the row of this flow.
 */
function storedRow({ hint, stage, datapath: { external_ids } }: LogicalFlow, index: NbIndex): NbTableRow | undefined {
  const found = hint === undefined ? undefined : index.find(hint, stage);
  if (found?.table === 'Logical_Switch') return index.switchWith(external_ids.get('logical-switch'));
  return found && index.isOn(found, external_ids) ? found : undefined;
}
