/**
 * The logical flows made so far. Two rules may well ask for the same flow: it is there once (`lflow_table_add_lflow` in
 * northd/lflow-mgr.c).
 */
import { isSameFlow, sortFlows } from '../../network/flow-order.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { Stage, StageName } from '../../ovn/release/stages.ts';
import type { Switch } from '../model/datapath.ts';
import type { Flow } from './flow.ts';

export interface FlowTable {
  readonly add: (ls: Switch, flows: Iterable<Flow>) => void;
  /** In the order of `ovn-sbctl dump-flows`. */
  readonly sorted: () => LogicalFlow[];
}

export function newFlowTable(stages: ReadonlyMap<StageName, Stage>): FlowTable {
  const all: LogicalFlow[] = [];
  return {
    add(ls, flows) {
      for (const flow of flows) all.push(logicalFlow(ls, flow, stages.get(flow.stage)!));
    },
    sorted() {
      const sorted = sortFlows(all);
      return sorted.filter((flow, index) => index === 0 || !isSameFlow(sorted[index - 1]!, flow));
    },
  };
}

function logicalFlow(ls: Switch, { priority, match, actions, hint }: Flow, stage: Stage): LogicalFlow {
  const { name, pipeline, table } = stage;
  const row = hint?._uuid ? hint._uuid.slice(0, 8) : undefined;
  return { datapath: ls.sb, pipeline, table, stage: name, priority, match, actions, uuid: '', hint: row };
}
