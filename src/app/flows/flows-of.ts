/** The logical flows of opened sources, or those of some datapaths and stages. */
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { datapathName, type LogicalFlow } from '../../network/logical-network.ts';
import type { Opened } from '../sources/opened.ts';
import { datapathNames, nearStage, stageNames } from './flow-names.ts';

/** Which flows are wanted: all conditions that are given must hold. */
export interface FlowFilter {
  /** Names; all datapaths by default. */
  readonly datapaths?: readonly string[] | undefined;
  /** Such as `ls_in_l2_lkup`; all stages by default. */
  readonly stages?: readonly string[] | undefined;
}

/** Why there are no flows to show. */
export type FlowsFault = 'no-flows' | 'datapath-unknown' | 'no-flows-in-stage';

/** The flows that the filter wants, in no particular order: at least one, or the reason why there are none. */
export function flowsOf(
  { network }: Pick<Opened, 'network'>,
  filter: FlowFilter = {},
): Result<readonly LogicalFlow[], Fault<FlowsFault>> {
  const flows = network.flows.all();
  const chosen = flows.filter(flow => isWanted(flow, filter));
  const isComplete = filter.datapaths?.every(name => chosen.some(({ datapath }) => datapathName(datapath) === name));
  return chosen.length > 0 && isComplete !== false ? { value: chosen } : notFound(flows, chosen, filter);
}

const isWanted = ({ datapath, stage }: LogicalFlow, { datapaths, stages }: FlowFilter): boolean =>
  (!datapaths || datapaths.includes(datapathName(datapath))) && (!stages || stages.includes(stage));

function notFound(
  all: readonly LogicalFlow[],
  chosen: readonly LogicalFlow[],
  { datapaths, stages }: FlowFilter,
): Result<readonly LogicalFlow[], Fault<FlowsFault>> {
  if (all.length === 0) return failed('no-flows', 'no logical flows in the source');
  const known = datapathNames(all);
  const unknown = datapaths?.find(name => !known.includes(name));
  if (unknown !== undefined) {
    const hint = suggestion(nearMiss(unknown, known));
    return failed('datapath-unknown', `no datapath "${unknown}"; there are ${known.join(', ')}${hint}`);
  }
  if (chosen.length > 0) return { value: chosen };
  const where = datapaths?.join(', ') ?? 'any datapath';
  const flowsThere = all.filter(flow => isWanted(flow, { datapaths }));
  const hint = suggestion(stages!.length === 1 ? nearStage(stages![0]!, stageNames(flowsThere)) : undefined);
  return failed('no-flows-in-stage', `no flows in ${stages!.join(', ')} of ${where}${hint}`);
}
