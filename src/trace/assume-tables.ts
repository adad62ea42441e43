/**
 * Completes a dump that lacks whole tables, for example after `grep`. It assumes that a missing table passes every packet
 * on, and that the end of the egress pipeline delivers it.
 */
import { withFlows } from '../network/flow-source.ts';
import {
  type Datapath,
  datapathName,
  type LogicalFlow,
  type LogicalNetwork,
  type Pipeline,
} from '../network/logical-network.ts';

export const ASSUMED_STAGE = 'assumed';

export interface WithAssumptions {
  readonly network: LogicalNetwork;
  /** `"sw0", ingress: 0-22`, one for each pipeline that lacks tables. */
  readonly assumed: readonly string[];
}

export function assumeTables(network: LogicalNetwork): WithAssumptions {
  const parts = network.Datapath_Binding.flatMap(datapath =>
    (['ingress', 'egress'] as const).map(pipeline => assumeIn(network, datapath, pipeline)),
  );
  const flows = [...network.flows.all(), ...parts.flatMap(part => part.flows)];
  return { network: withFlows(network, flows), assumed: parts.flatMap(({ assumed }) => assumed) };
}

/** The stages that deliver packets, at the ends of the egress pipelines. */
const DELIVERY = ['ls_out_apply_port_sec', 'lr_out_delivery'];

/**
 * After its last known table, the egress pipeline delivers. Nothing is assumed after the last known table of the ingress
 * pipeline, because its outport is not known.
 */
function assumeIn(network: LogicalNetwork, datapath: Datapath, pipeline: Pipeline) {
  const present = network.flows.all().filter(flow => flow.datapath === datapath && flow.pipeline === pipeline);
  const tables = new Set(present.map(({ table }) => table));
  const end = Math.max(-1, ...tables) + 1;
  const missing = Array.from({ length: end }, (_, table) => table).filter(table => !tables.has(table));
  const lacksDelivery = pipeline === 'egress' && !present.some(({ stage }) => DELIVERY.includes(stage));
  const assumed = assumedFlow(datapath, pipeline);
  const flows: LogicalFlow[] = [
    ...missing.map(table => ({ ...assumed, table, actions: 'next;' })),
    ...(lacksDelivery ? [{ ...assumed, table: end, actions: 'output;' }] : []),
  ];
  const what = [...(missing.length > 0 ? [ranges(missing)] : []), ...(lacksDelivery ? ['delivery at the end'] : [])];
  return { flows, assumed: what.length > 0 ? [`"${datapathName(datapath)}", ${pipeline}: ${what.join(', ')}`] : [] };
}

const assumedFlow = (datapath: Datapath, pipeline: Pipeline) => ({
  datapath,
  pipeline,
  stage: ASSUMED_STAGE,
  priority: 0,
  match: '1',
  uuid: '',
});

/** `0-22, 25` */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
