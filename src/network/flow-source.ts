/** Flow sources from lists of flows, and networks whose flows are replaced. */
import { once } from '../base/remember.ts';
import { groupFlows, tableNumber } from './flow-groups.ts';
import type { FlowSource, LogicalFlow, LogicalNetwork } from './logical-network.ts';

/** A source of `flows`, in their order. */
export const listedFlows = (flows: readonly LogicalFlow[]): FlowSource => ({
  all: () => flows,
  byTable: once(() => groupFlows(flows, ({ pipeline, table }) => tableNumber(pipeline, table))),
  rowIds: once(() => [...new Set(flows.map(({ uuid }) => uuid).filter(Boolean))]),
});

/**
 * `network` with other flows. It keeps the UUIDs of all rows of its database, because the order in which ovn-trace tries
 * flows depends on them. This is the only way to replace flows.
 */
export const withFlows = (network: LogicalNetwork, flows: readonly LogicalFlow[]): LogicalNetwork => ({
  ...network,
  flows: { ...listedFlows(flows), rowIds: () => network.flows.rowIds() },
});
