/**
 * Text as `ovn-sbctl dump-flows` and `lflow-list` print it, whole or filtered, with or without `--uuid`. A dump has flows
 * and nothing else: ports are made up from the names that flows use, and what a line belongs to, from the names of stages
 * where its header was filtered away.
 */
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import type { SourceText } from '../../base/source-text.ts';
import { UUID_FORM } from '../../base/uuid.ts';
import { listedFlows } from '../../network/flow-source.ts';
import type { Datapath, LogicalFlow, LogicalNetwork, Pipeline } from '../../network/logical-network.ts';
import { FIRST_MULTICAST_KEY, MULTICAST_PREFIX } from '../../ovn/multicast-groups.ts';
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newDatabase, newRow } from '../../ovn/schema/schema.ts';

const HEADER = new RegExp(String.raw`^Datapath: (.*) \((${UUID_FORM})\) +Pipeline: (ingress|egress)\s*$`);
const FLOW =
  /^\s*(?:uuid=0x([0-9a-f]+), *)?table=\s*(\d+) *\(\s*(\S+)\s*\) *, *priority=\s*(\d+) *, *match=\((.*?)\), *actions?=\((.*)\)\s*$/;

export const isFlowDump = (text: string): boolean => {
  const lines = text.split('\n', 200);
  return lines.some(line => HEADER.test(line) || FLOW.test(line));
};

/** The flows of a dump. Lines that are neither a flow nor a header are left out, with a warning for the first. */
export function readFlowDump(source: SourceText): { network: LogicalNetwork; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const datapaths = new Map<string, Datapath>();
  const flows: LogicalFlow[] = [];
  let current: { datapath: Datapath; pipeline: Pipeline } | undefined;
  let offset = 0;
  for (const line of source.text.split('\n')) {
    const header = HEADER.exec(line);
    const flow = header ? undefined : FLOW.exec(line);
    if (header) current = { datapath: datapathOf(header, datapaths), pipeline: header[3] as Pipeline };
    else if (flow) flows.push(toFlow(flow, current ?? headless(flow[3]!, datapaths)));
    else if (line.trim() !== '' && diagnostics.length === 0) {
      const place = { source, offset, length: line.length };
      diagnostics.push(warning('not-a-flow', 'this line is no logical flow and is left out', place));
    }
    offset += line.length + 1;
  }
  return { network: withPorts([...datapaths.values()], flows), diagnostics };
}

function datapathOf([, names, uuid]: RegExpExecArray, datapaths: Map<string, Datapath>): Datapath {
  const [name = '', name2] = [...names!.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(match => match[1]!);
  const known = datapaths.get(uuid!) ?? newDatapath(name, uuid!, datapaths.size + 1, name2);
  datapaths.set(uuid!, known);
  return known;
}

function newDatapath(name: string, uuid: string, key: number, name2?: string): Datapath {
  const external_ids = new Map([['name', name], ...(name2 === undefined ? [] : [['name2', name2] as const])]);
  return newRow(SB, 'Datapath_Binding', { _uuid: uuid, tunnel_key: key, external_ids });
}

/** Where no header says it, the stage tells the pipeline and whether it is a switch's or a router's. */
function headless(stage: string, datapaths: Map<string, Datapath>): { datapath: Datapath; pipeline: Pipeline } {
  const name = stage.startsWith('lr_') ? 'router' : 'switch';
  const datapath = datapaths.get(name) ?? newDatapath(name, '', datapaths.size + 1);
  datapaths.set(name, datapath);
  return { datapath, pipeline: /^l[sr]_out_/.test(stage) ? 'egress' : 'ingress' };
}

function toFlow(
  [, uuid = '', table, stage, priority, match, actions]: RegExpExecArray,
  where: { datapath: Datapath; pipeline: Pipeline },
): LogicalFlow {
  return {
    ...where,
    table: Number(table),
    stage: stage!,
    priority: Number(priority),
    match: match!,
    actions: actions!,
    uuid,
  };
}

const PORT = /\b(?:inport|outport)\s*(?:==|=)\s*("(?:[^"\\]|\\.)*")/g;
const CANDIDATES = /\b(?:inport|outport)\s*==\s*\{([^}]*)\}/g;
const STRING = /"(?:[^"\\]|\\.)*"/g;

/** The ports that flows of a datapath name, each with a key of its own; names that begin with `_MC_` are groups. */
function withPorts(datapaths: readonly Datapath[], flows: readonly LogicalFlow[]): LogicalNetwork {
  const names = new Map<Datapath, Set<string>>(datapaths.map(datapath => [datapath, new Set()]));
  for (const { datapath, match, actions } of flows) {
    for (const text of [match, actions]) addNames(text, names.get(datapath)!);
  }
  const ports: SbRow<'Port_Binding'>[] = [];
  const groups: SbRow<'Multicast_Group'>[] = [];
  for (const [datapath, ofDatapath] of names) {
    for (const [index, name] of [...ofDatapath].entries()) {
      const tunnel_key = index + 1;
      if (name.startsWith(MULTICAST_PREFIX))
        groups.push(newRow(SB, 'Multicast_Group', { datapath, name, tunnel_key: FIRST_MULTICAST_KEY + tunnel_key }));
      else ports.push(newRow(SB, 'Port_Binding', { datapath, logical_port: name, tunnel_key }));
    }
  }
  const {
    Logical_Flow: _,
    Logical_DP_Group: __,
    ...tables
  } = newDatabase(SB, {
    Datapath_Binding: datapaths,
    Port_Binding: ports,
    Multicast_Group: groups,
  });
  return { ...tables, flows: listedFlows(flows) };
}

function addNames(text: string, names: Set<string>): void {
  const quoted = [
    ...[...text.matchAll(PORT)].map(match => match[1]!),
    ...[...text.matchAll(CANDIDATES)].flatMap(match => [...match[1]!.matchAll(STRING)].map(([string]) => string)),
  ];
  for (const name of quoted.flatMap(unquoted)) names.add(name);
}

/** A string that is none names nothing. */
function unquoted(text: string): string[] {
  try {
    return [JSON.parse(text) as string];
  } catch {
    return [];
  }
}
