/** `flows`: logical flows of a datapath, a stage or a port. */
import { z } from 'zod';
import { originOf } from '../../analyze/origin/origin.ts';
import { datapathNames, stageNames } from '../../app/flows/flow-names.ts';
import { flowsOf } from '../../app/flows/flows-of.ts';
import type { Opened } from '../../app/sources/opened.ts';
import { sortFlows } from '../../network/flow-order.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { type AnswerDraft, faultDraft, offsetOf } from '../answer/answer.ts';
import { FLOW, flowData } from './parts.ts';
import { CURSOR_ARGUMENT, defineTool, limitArgument, NODE_ARGUMENT, SOURCE_ARGUMENT, withNetwork } from './tool.ts';

const INPUT = z.object({
  datapath: z.string().optional(),
  stage: z.string().optional().describe('such as ls_in_acl_eval'),
  port: z.string().optional().describe('only flows that name this logical port; those of its port groups do not'),
  match_contains: z.string().optional().describe('a part of the match or of the actions'),
  limit: limitArgument(50),
  cursor: CURSOR_ARGUMENT,
  node: NODE_ARGUMENT,
  source: SOURCE_ARGUMENT,
});

type Arguments = z.infer<typeof INPUT>;

export const flowsTool = defineTool({
  name: 'flows',
  title: 'Which flows are there?',
  description:
    'Logical flows of a datapath, a stage or a port, in pipeline order, each with the Kubernetes object that it is for.',
  input: INPUT,
  data: {
    flows: z.array(FLOW),
    stages: z.record(z.string(), z.number()).describe('how many of these flows each stage has'),
  },
  async run(args, sources) {
    return withNetwork(args, args.port, sources, async opened => draftOf(opened, args));
  },
});

function draftOf(
  opened: Opened,
  { datapath, stage, port, match_contains: part, limit, cursor }: Arguments,
): AnswerDraft {
  const { network, nb } = opened;
  const chosen = flowsOf(opened, { ...(datapath && { datapaths: [datapath] }), ...(stage && { stages: [stage] }) });
  if ('error' in chosen) return faultDraft(chosen.error, nearOf(chosen.error.code, network.flows.all()));
  const found = chosen.value.filter(flow => has(flow, port && JSON.stringify(port)) && has(flow, part));
  const offset = offsetOf(cursor);
  const page = sortFlows(found).slice(offset, offset + limit);
  return {
    summary: `${found.length} flows${stage ? ` in ${stage}` : ''}${datapath ? ` of ${datapath}` : ''}`,
    verdict: found.length > 0 ? 'yes' : 'no',
    code: found.length > 0 ? 'flows' : 'no-flows',
    data: { flows: page.map(flow => flowData(flow, originOf(flow, nb).owner)), stages: countsOf(found) },
    cuts: ['flows'],
    paged: { list: 'flows', offset, total: found.length },
  };
}

const has = ({ match, actions }: LogicalFlow, part: string | undefined): boolean =>
  !part || match.includes(part) || actions.includes(part);

const MAX_NAMES = 10;

const nearOf = (code: string, all: readonly LogicalFlow[]): readonly string[] =>
  (code === 'datapath-unknown' ? datapathNames(all) : code === 'no-flows-in-stage' ? stageNames(all) : []).slice(
    0,
    MAX_NAMES,
  );

function countsOf(found: readonly LogicalFlow[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { stage } of found) counts[stage] = (counts[stage] ?? 0) + 1;
  return counts;
}
