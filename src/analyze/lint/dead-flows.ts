/** The flows of a network that no packet can meet. */
import type { FlowGroup, LogicalNetwork } from '../../network/logical-network.ts';
import { Diagram } from '../../symbolic/diagram/diagram.ts';
import { chassisView } from '../../trace/choose/chassis-view.ts';
import { FlowLookup } from '../../trace/choose/flow-lookup.ts';
import { TracedNetwork } from '../../trace/choose/traced-network.ts';
import { NOTED_STAGES } from './hinted-packets.ts';
import { type DeadFlow, PIPELINES, ShadowedFlows } from './shadowed-flows.ts';

/** More tables than a pipeline has. */
const MOST_TABLES = 64;

/** With `usesNotes`, the flows of ACLs are asked about only for packets with notes that occur. */
export function* deadFlows(network: LogicalNetwork, usesNotes = true): Generator<DeadFlow> {
  const traced = new TracedNetwork(network);
  const flows = new FlowLookup(traced, chassisView(network), { isPartial: false, isStrict: false });
  for (const row of network.Datapath_Binding) {
    const shadowed = new ShadowedFlows(flows, new Diagram());
    const datapath = traced.datapath(row);
    for (const pipeline of PIPELINES) {
      const byStage = new Map<string, FlowGroup>();
      for (let table = 0; table < MOST_TABLES; table++) {
        const flows = traced.flows.table(row, pipeline, table);
        if (flows.length === 0) continue;
        const { stage } = flows.flow(0);
        byStage.set(stage, flows);
        const notes = usesNotes ? byStage.get(NOTED_STAGES[stage] ?? '') : undefined;
        yield* shadowed.of({ datapath, pipeline, table }, flows, notes);
      }
    }
  }
}
