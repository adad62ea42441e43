/** `reach`: all packets of a port that reach another one, or what becomes of all packets of a port. */
import { z } from 'zod';
import { type Reached, reachIn } from '../../app/reach/reach-in.ts';
import { SCENARIO_NAMES } from '../../app/trace/trace-request.ts';
import { reachToJson } from '../../render/reach/reach-json.ts';
import { reachHeadline } from '../../render/reach/reach-text.ts';
import { gapNotes } from '../../render/trace/gap-notes.ts';
import type { AnswerDraft } from '../answer/answer.ts';
import { defineTool, faultAbout, limitArgument, NODE_ARGUMENT, SOURCE_ARGUMENT, withNetwork } from './tool.ts';

/** About 60 MB and some seconds: a conversation cannot wait for more. */
const NODE_LIMIT = 5_000_000;

const INPUT = z.object({
  from: z.string().describe('VM, pod, NAMESPACE/NAME, logical port, MAC or address'),
  to: z.string().optional().describe('the same; without it, all outcomes'),
  domain: z.string().optional().describe("only packets that fulfil this match of OVN's language, such as tcp"),
  ct_scenario: z.enum(SCENARIO_NAMES).optional().describe('what conntrack knows of the connection (default: first)'),
  limit: limitArgument(12),
  node: NODE_ARGUMENT,
  source: SOURCE_ARGUMENT,
});

const SET = z.object({
  outcome: z.string(),
  text: z.string(),
  port: z.string().optional(),
  packets: z.array(z.string()),
  isComplete: z.boolean(),
  isPossible: z.boolean().describe('OVN chooses a backend or a route, so some of the packets may go elsewhere'),
  example: z.string().describe('a microflow for the tool trace'),
});

export const reachTool = defineTool({
  name: 'reach',
  title: 'Which packets arrive?',
  description:
    'All packets of a VM, pod or port that reach another one, as sets, or the proof that none does. Without a destination: every outcome of its packets.',
  input: INPUT,
  data: {
    from: z.string(),
    to: z.string(),
    scenario: z.string(),
    domain: z.string(),
    sets: z.array(SET),
    assumptions: z.array(z.string()),
    missing: z.array(z.string()),
  },
  async run({ from, to, domain, ct_scenario: scenario, limit, node, source }, sources) {
    return withNetwork({ source, node }, from, sources, async (opened, called) => {
      const reached = reachIn(opened, { from, to, domain, scenario, lineLimit: limit, nodeLimit: NODE_LIMIT });
      if ('value' in reached) return draftOf(reached.value);
      return faultAbout(
        reached.error,
        [from, to].filter(each => each !== undefined),
        called,
      );
    });
  },
});

function draftOf(reached: Reached): AnswerDraft {
  const { verdict: _, ...data } = reachToJson(reached);
  const [first] = reached.sets;
  return {
    summary: reachHeadline(reached),
    verdict: reached.verdict,
    code: { yes: 'reached', no: 'not-reached', undecided: 'undecided' }[reached.verdict],
    data: { ...data, missing: gapNotes(reached.gaps) },
    cuts: ['sets', 'assumptions', 'missing'],
    next: first
      ? [{ tool: 'trace', arguments: { microflow: first.microflow }, why: 'the way of one of these packets' }]
      : [],
  };
}
