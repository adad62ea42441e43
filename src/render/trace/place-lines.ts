/** Lines for pipelines, tables and ports. */
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { OutputTarget } from '../../trace/state/seen-port.ts';
import type { NodeOf } from '../../trace/state/trace-node.ts';
import { type Naming, seenName } from './naming.ts';

/** `ingress(dp="sw0", inport="p1")` */
export function pipelineLine({ datapath, pipeline, inport, outport }: NodeOf<'pipeline'>, naming: Naming): string {
  const ports = [
    ...(inport ? [`inport="${seenName(inport, naming)}"`] : []),
    ...(outport ? [`outport="${seenName(outport, naming)}"`] : []),
  ];
  return `${pipeline}(dp="${naming.datapath(datapath)}", ${ports.join(', ')})`;
}

export const tableLine = ({ table, flow }: NodeOf<'table'>, naming: Naming): string =>
  `${number(table)}. ${flowText(flow, naming)}`;

function flowText(flow: LogicalFlow, naming: Naming): string {
  const { source, match, priority, uuid } = flow;
  const id = uuid === '' ? '' : `, uuid ${uuid.slice(0, 8)}`;
  const place = [...stageName(flow), ...(source === undefined ? [] : [`(${source})`])];
  return `${heading(place)}${naming.text(match)}, priority ${priority}${id}`;
}

export const noMatchLine = (node: NodeOf<'no-match'>): string =>
  `${number(node.table)}. ${heading(stageName(node))}no match (implicit drop)`;

/** One name or none. A name can be empty. */
const stageName = ({ stage, isStageEmpty }: Pick<LogicalFlow, 'stage' | 'isStageEmpty'>): readonly string[] =>
  stage === '' && !isStageEmpty ? [] : [stage];

const heading = (names: readonly string[]): string => (names.length === 0 ? '' : `${names.join(' ')}: `);

const number = (table: number): string => String(table).padStart(2);

export const outputLine = ({ to }: NodeOf<'output'>, naming: Naming): string =>
  `/* output to "${targetName(to, naming)}", type "${to.row?.type ?? ''}" */`;

export const exitLine = ({ to }: NodeOf<'exit'>, naming: Naming): string => `output("${targetName(to, naming)}")`;

const targetName = ({ group, ...port }: OutputTarget, naming: Naming): string =>
  port.row || group === undefined ? seenName(port, naming) : group;

export function redirectLine({ port, to }: NodeOf<'redirect'>, { port: name }: Naming): string {
  const names = `outport "${name(port)}" with distributed port "${name(to)}"`;
  return `/* Replacing type "${port.type}" ${names}. */`;
}
