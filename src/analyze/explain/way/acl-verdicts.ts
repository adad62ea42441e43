/** Which ACLs a packet met, and which of them decided. ovn-northd applies a verdict in a later table than it writes it. */
import type { LogicalFlow, NbTableRow } from '../../../network/logical-network.ts';
import { purposeOf } from '../../../ovn/release/stage-purpose.ts';
import type { Nb, NbRow } from '../../../ovn/schema/nb.ts';
import type { NodeOf, TraceNode } from '../../../trace/state/trace-node.ts';
import { originOf } from '../../origin/origin.ts';

export interface MetAcl {
  readonly node: NodeOf<'table'>;
  /** Absent if the northbound rows are not known, or if the flow is made for no row. */
  readonly row?: NbRow<'ACL'>;
}

const isEvaluation = (node: TraceNode): node is NodeOf<'table'> =>
  node.kind === 'table' && ['acl-eval', 'acl'].includes(purposeOf(node.flow.stage) ?? '');

/** The tables of a path that evaluate ACLs, with the ACLs of their flows. */
export const aclsOn = (path: readonly TraceNode[], nb: Nb | undefined): readonly MetAcl[] =>
  path.filter(isEvaluation).map(node => {
    const row = aclOf(node.flow, nb);
    return { node, ...(row && { row }) };
  });

/** The ACL that a flow is made for. */
export function aclOf(flow: LogicalFlow, nb: Nb | undefined): NbRow<'ACL'> | undefined {
  const row: NbTableRow | undefined = originOf(flow, nb).row;
  return row?.table === 'ACL' ? row.row : undefined;
}

/** The evaluation that decided about the packet at the end of a path which an ACL stage ends. */
export const decidingAcl = (path: readonly TraceNode[], nb: Nb | undefined): MetAcl | undefined =>
  aclsOn(path, nb).at(-1);
