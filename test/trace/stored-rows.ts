/** Compiled flows with the UUIDs of the stored ones, by which ovn-trace chooses among flows of one priority. */
import { listedFlows } from '../../src/network/flow-source.ts';
import type { LogicalFlow, LogicalNetwork } from '../../src/network/logical-network.ts';
import { printFlow } from '../../src/network/print-flows.ts';

/** Flows that are not stored have no UUID. */
export function withStoredRows(compiled: LogicalNetwork, stored: LogicalNetwork): LogicalNetwork {
  const originals = new Map(stored.flows.all().map(flow => [keyOf(flow), flow]));
  const flows = compiled.flows.all().map(flow => {
    const { uuid = '', source } = originals.get(keyOf(flow)) ?? {};
    return { ...flow, uuid, source };
  });
  return { ...compiled, flows: { ...listedFlows(flows), rowIds: () => stored.flows.rowIds() } };
}

const keyOf = (flow: LogicalFlow): string => `${flow.datapath._uuid} ${printFlow(flow)}`;
