/** The flows of a network that are made already, and networks with other flows. */
import { once } from '../base/remember.ts';
import { groupFlows, tableNumber } from './flow-groups.ts';
import type { FlowSource, LogicalFlow, LogicalNetwork } from './logical-network.ts';

/** The source of `flows`, which keep their order. */
export const listedFlows = (flows: readonly LogicalFlow[]): FlowSource => ({
  all: () => flows,
  byTable: once(() => groupFlows(flows, ({ pipeline, table }) => tableNumber(pipeline, table))),
  rowIds: once(() => [...new Set(flows.map(({ uuid }) => uuid).filter(Boolean))]),
});

/**
 * `network` with other flows. It keeps the rows of its database: the order in which ovn-trace tries flows depends on them
 * all. This is the only way to replace flows.
 */
export const withFlows = (network: LogicalNetwork, flows: readonly LogicalFlow[]): LogicalNetwork => ({
  ...network,
  flows: { ...listedFlows(flows), rowIds: () => network.flows.rowIds() },
});
