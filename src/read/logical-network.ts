/** A southbound database to a logical network: each flow once for every datapath that it applies to. */
import type { LogicalFlow, LogicalNetwork } from '../network/logical-network.ts';
import type { Sb, SbRow } from '../network/sb.ts';

export function toLogicalNetwork(sb: Sb): LogicalNetwork {
  const { Logical_Flow, Logical_DP_Group: _, ...tables } = sb;
  return { ...tables, flows: Logical_Flow.flatMap(layFlat) };
}

function layFlat(row: SbRow<'Logical_Flow'>): LogicalFlow[] {
  const { logical_datapath, logical_dp_group, external_ids } = row;
  const datapaths = [...(logical_datapath ? [logical_datapath] : []), ...(logical_dp_group?.datapaths ?? [])];
  const source = external_ids.get('source');
  const hint = external_ids.get('stage-hint');
  return datapaths.map(datapath => ({
    datapath,
    pipeline: row.pipeline === 'ingress' ? 'ingress' : 'egress',
    table: row.table_id,
    stage: external_ids.get('stage-name') ?? '',
    priority: row.priority,
    match: row.match,
    actions: row.actions,
    uuid: row._uuid,
    ...(source !== undefined && { source }),
    ...(hint !== undefined && { hint }),
  }));
}
