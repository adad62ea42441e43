/**
 * Which flows of a pipeline a dump lacks, for example after `grep`. ovn-northd gives every table a flow that matches every
 * packet, and ends every pipeline with the same stage. This holds for all full dumps of OVN 22.03 to 26.03.
 */
import { tableNumber } from '../../network/flow-groups.ts';
import type { Datapath, FlowGroup, FlowsByTable, Pipeline } from '../../network/logical-network.ts';

/** What a pipeline lacks. */
export interface MissingFlows {
  /** Tables before the last known one without a flow. */
  readonly tables: readonly number[];
  /** Tables with flows, but without the one that matches every packet. */
  readonly defaults: readonly number[];
  /** The number of the first table after the last known one, if the pipeline does not end with its last stage. */
  readonly end?: number;
  /** Whether the pipeline itself looks complete, but others do not: the source was filtered, so flows may be missing here, too. */
  readonly isElsewhere?: boolean;
}

export const MISSING_ELSEWHERE: MissingFlows = { tables: [], defaults: [], isElsewhere: true };

/** Whether any pipeline of any datapath lacks flows. */
export const isFiltered = (flows: FlowsByTable): boolean =>
  [...flows.keys()].some(datapath =>
    (['ingress', 'egress'] as const).some(pipeline => missingFlows(flows, datapath, pipeline)),
  );

/** Undefined if the pipeline is complete. */
export function missingFlows(flows: FlowsByTable, datapath: Datapath, pipeline: Pipeline): MissingFlows | undefined {
  const ofDatapath = flows.get(datapath) ?? new Map<number, FlowGroup>();
  const tables = tablesOf(ofDatapath, pipeline);
  const length = Math.max(-1, ...tables.keys()) + 1;
  const isOld = isOfOldRelease(ofDatapath);
  const missing = Array.from({ length }, (_, table) => table).filter(table => !tables.has(table));
  const defaults = [...tables.keys()].filter(table => lacksDefault(tables.get(table)!, isOld)).sort((a, b) => a - b);
  const isEnded = isEnd(stageOf(tables.get(length - 1)), isOld);
  if (missing.length === 0 && defaults.length === 0 && isEnded) return undefined;
  return { tables: missing, defaults, ...(!isEnded && { end: length }) };
}

type Tables = ReadonlyMap<number, FlowGroup>;

/** The tables of one pipeline, by their own numbers. */
function tablesOf(ofDatapath: Tables, pipeline: Pipeline): Tables {
  const isOfPipeline = (number: number) => number % 2 === tableNumber(pipeline, 0);
  const numbers = [...ofDatapath.keys()].filter(isOfPipeline);
  return new Map(numbers.map(number => [Math.floor(number / 2), ofDatapath.get(number)!]));
}

/** The stage of a table; empty if it has no flows. */
export const stageOf = (group: FlowGroup | undefined): string => (group && group.length > 0 ? group.flow(0).stage : '');

/** The flow for all other packets is usually the last one. */
function lacksDefault(group: FlowGroup, isOld: boolean): boolean {
  for (let index = group.length - 1; index >= 0; index--) if (group.match(index) === '1') return false;
  return !(isOld && OLD_WITHOUT_DEFAULT.includes(stageOf(group)));
}

const END_STAGES: readonly string[] = [
  'ls_in_l2_unknown',
  'ls_out_apply_port_sec',
  'lr_in_arp_request',
  'lr_out_delivery',
];

/** Whether a stage ends its pipeline: its flow for all other packets is `output;`. */
export const isEndStage = (stage: string): boolean => END_STAGES.includes(stage);

const isEnd = (stage: string, isOld: boolean): boolean =>
  isEndStage(stage) || (isOld && OLD_END_STAGES.includes(stage));

/** By the first stage of a switch before 22.03, or of a router before 21.12. Some of their tables drop without a flow. */
const isOfOldRelease = (ofDatapath: Tables): boolean =>
  stageOf(ofDatapath.get(tableNumber('ingress', 0))) === 'ls_in_port_sec_l2' ||
  stageOf(ofDatapath.get(tableNumber('egress', 0))) === 'lr_out_undnat';

/** Whether a stage of these flows has no flow for all other packets, in the release that made them. */
export const isWithoutDefault = (ofDatapath: Tables, stage: string): boolean =>
  OLD_WITHOUT_DEFAULT.includes(stage) && isOfOldRelease(ofDatapath);

const OLD_END_STAGES: readonly string[] = ['ls_in_l2_lkup', 'ls_out_port_sec_l2'];
const OLD_WITHOUT_DEFAULT: readonly string[] = [
  'ls_in_port_sec_l2',
  'ls_in_l2_lkup',
  'ls_out_port_sec_l2',
  'lr_in_admission',
  'lr_in_ip_routing',
  'lr_in_ip_routing_ecmp',
  'lr_in_policy_ecmp',
  'lr_in_arp_resolve',
  'lr_out_delivery',
];
