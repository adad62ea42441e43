/** Parts of data that several tools have: their schemas, and how they are made. */
import { z } from 'zod';
import type { DecidingFlow } from '../../analyze/explain/answer/explanation.ts';
import type { Owner } from '../../analyze/origin/owner.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { datapathName } from '../../network/logical-network.ts';
import { ownerText } from '../../render/owner-text.ts';

export const FLOW = z.object({
  datapath: z.string(),
  stage: z.string(),
  table: z.number().int(),
  priority: z.number().int(),
  match: z.string(),
  actions: z.string(),
  uuid: z.string().optional(),
  owner: z.string().optional().describe('the Kubernetes object that the flow is for'),
});

export const PHASE = z.object({
  datapath: z.string(),
  stage: z.string().optional(),
  result: z.string(),
  text: z.string(),
  owner: z.string().optional(),
});

export const CODED = z.object({ code: z.string(), text: z.string() });

export function flowData(flow: LogicalFlow, owner?: Owner): z.infer<typeof FLOW> {
  const { datapath, stage, table, priority, match, actions, uuid } = flow;
  return {
    ...{ datapath: datapathName(datapath), stage, table, priority, match, actions },
    ...(uuid !== undefined && { uuid }),
    ...(owner && { owner: ownerText(owner) }),
  };
}

export const decidingFlowData = ({ pipeline: _, ...flow }: DecidingFlow): z.infer<typeof FLOW> => flow;

export function phaseData(phase: {
  readonly datapath: string;
  readonly stage: string;
  readonly result: string;
  readonly text: string;
  readonly owner?: Owner;
}): z.infer<typeof PHASE> {
  const { datapath, stage, result, text, owner } = phase;
  return { datapath, ...(stage !== '' && { stage }), result, text, ...(owner && { owner: ownerText(owner) }) };
}
