/**
 * Logical flows as `ovn-sbctl dump-flows` prints them: a header for each pipeline of each datapath, a line for each
 * flow.
 */
import { checkArgument } from '../base/argument.ts';
import { sortFlows } from './flow-order.ts';
import type { Datapath, LogicalFlow, LogicalNetwork } from './logical-network.ts';

/** The dump of a network's flows, sorted, with a line end after each line; empty if there are no flows. */
export function printFlows(network: Pick<LogicalNetwork, 'flows'>): string {
  checkArgument(
    typeof network?.flows?.all === 'function',
    'printFlows: network',
    'an object with a FlowSource',
    network,
  );
  return [...printFlowByFlow(network.flows.all())].join('');
}

/** The same dump in parts, one for each flow, because the dump of a large network is too long for a string. */
export function* printFlowByFlow(flows: readonly LogicalFlow[]): Generator<string> {
  let previous: LogicalFlow | undefined;
  let place = '';
  for (const flow of sortFlows(flows)) {
    if (!previous || !isAtSamePlace(flow, previous)) place = printPlace(flow);
    yield `${headerOf(flow, previous)}${place}${printRest(flow)}\n`;
    previous = flow;
  }
}

/** `  table=5 (ls_in_pre_lb       ), priority=110  , match=(eth.mcast), action=(next;)` */
export const printFlow = (flow: LogicalFlow): string => `${printPlace(flow)}${printRest(flow)}`;

const isAtSamePlace = (a: LogicalFlow, b: LogicalFlow): boolean =>
  a.priority === b.priority && a.table === b.table && a.stage === b.stage;

const printPlace = ({ table, stage, priority }: LogicalFlow): string =>
  `  table=${String(table).padEnd(2)}(${stage.padEnd(19)}), priority=${String(priority).padEnd(5)}, `;

const printRest = ({ match, actions }: LogicalFlow): string => `match=(${match}), action=(${actions})`;

function headerOf({ datapath, pipeline }: LogicalFlow, previous: LogicalFlow | undefined): string {
  if (previous?.datapath === datapath && previous.pipeline === pipeline) return '';
  return `Datapath: ${printName(datapath)} (${datapath._uuid})  Pipeline: ${pipeline}\n`;
}

function printName({ external_ids }: Datapath): string {
  const names = ['name', 'name2'].flatMap(key => external_ids.get(key) ?? []);
  return names.map(name => `"${name}"`).join(' aka ');
}
