/**
 * The logical flows made so far. If several rules make the same flow, only the first is kept (`lflow_table_add_lflow` in
 * northd/lflow-mgr.c).
 */
import { isSameFlow, sortFlows } from '../../../network/flow-order.ts';
import type { LogicalFlow, RuleName } from '../../../network/logical-network.ts';
import type { Stage, StageName } from '../../../ovn/release/stages.ts';
import type { SwitchOrRouter } from '../../model/datapath.ts';
import type { MadeFor } from '../../model/made-for.ts';
import type { Flow } from './flow.ts';

export interface FlowTable {
  /** `subject` is the row of the rule's subject. Flows that name no row are made for it. */
  readonly add: (datapath: SwitchOrRouter, rule: RuleName, subject: MadeFor, flows: Iterable<Flow>) => void;
  /** In the order of `ovn-sbctl dump-flows`. */
  readonly sorted: () => LogicalFlow[];
}

/** `meters` are the names of all meters. A meter of Copp that is not among them has no effect (`copp_meter_get`). */
export function newFlowTable(stages: ReadonlyMap<StageName, Stage>, meters: ReadonlySet<string>): FlowTable {
  const all: LogicalFlow[] = [];
  return {
    add(datapath, rule, subject, flows) {
      for (const flow of flows) {
        const made = logicalFlow(datapath, rule, subject, flow, stages.get(flow.stage)!);
        const meter = flow.meter && datapath.nb.copp?.meters.get(flow.meter);
        all.push(meter !== undefined && meters.has(meter) ? { ...made, controllerMeter: meter } : made);
      }
    },
    sorted() {
      const sorted = sortFlows(all);
      return sorted.filter((flow, index) => index === 0 || !isSameFlow(sorted[index - 1]!, flow));
    },
  };
}

function logicalFlow(
  datapath: SwitchOrRouter,
  rule: RuleName,
  subject: MadeFor,
  flow: Flow,
  stage: Stage,
): LogicalFlow {
  const { priority, match, actions, hint, madeFor = hint ?? subject } = flow;
  return {
    datapath: datapath.sb,
    pipeline: stage.pipeline,
    table: stage.table,
    stage: stage.name,
    priority,
    match,
    actions,
    uuid: '',
    hint: hint?.hint,
    madeFor,
    rule,
  };
}
