/** `trace`: a packet through the flows, in phases or in the words of ovn-trace. */
import { z } from 'zod';
import { explainIn } from '../../app/explain/explain-in.ts';
import type { Opened } from '../../app/sources/opened.ts';
import { requestFrom } from '../../app/trace/guest-request.ts';
import { inportOf, nameLike } from '../../app/trace/name-like.ts';
import { type Trace, traceIn } from '../../app/trace/trace-in.ts';
import { tracePhases } from '../../app/trace/trace-phases.ts';
import { SCENARIO_NAMES, traceRequest } from '../../app/trace/trace-request.ts';
import { type Fault, failed, mapResult, type Result } from '../../base/result.ts';
import { ownerText } from '../../render/owner-text.ts';
import { notesOn } from '../../render/trace/gap-notes.ts';
import { renderTrace } from '../../render/trace/trace-text.ts';
import { verdictLine } from '../../render/trace/verdict-line.ts';
import type { TraceRequest } from '../../trace/trace.ts';
import { type AnswerDraft, faultDraft, offsetOf } from '../answer/answer.ts';
import { FLOW, flowData, PHASE, phaseData } from './parts.ts';
import { CURSOR_ARGUMENT, defineTool, faultAbout, NODE_ARGUMENT, SOURCE_ARGUMENT, withNetwork } from './tool.ts';

const INPUT = z.object({
  from: z.string().optional().describe('VM, pod or port that sends; may be left out if the microflow has an inport'),
  microflow: z.string().optional().describe('as for ovn-trace: ip4.dst == 172.22.0.7 && tcp.dst == 8080'),
  to: z.string().optional().describe('in place of a microflow: VM, pod, service/NAMESPACE/NAME, address, gw, internet'),
  port: z.string().optional().describe('with to: tcp/8080, udp/53, sctp/38412 or icmp (default)'),
  datapath: z.string().optional(),
  style: z.enum(['phases', 'minimal', 'summary', 'detailed']).default('phases'),
  ct: z.array(z.string()).optional().describe("conntrack states as for ovn-trace's --ct, such as new or est,rpl"),
  ct_scenario: z.enum(SCENARIO_NAMES).optional(),
  cursor: CURSOR_ARGUMENT,
  node: NODE_ARGUMENT,
  source: SOURCE_ARGUMENT,
});

type Arguments = z.infer<typeof INPUT>;

export const traceTool = defineTool({
  name: 'trace',
  title: 'Follow a packet',
  description:
    'Follows one packet through the logical flows, as ovn-trace does: where it ends, what drops it, and its way in phases or as the text of ovn-trace.',
  input: INPUT,
  data: {
    microflow: z.string(),
    ports: z.array(z.string()).describe('where copies of the packet leave'),
    by: z.string(),
    owner: z.string(),
    where: FLOW.describe('the flow that drops the packet'),
    phases: z.array(PHASE),
    lines: z.array(z.string()).describe('the trace as ovn-trace prints it, line by line'),
    notes: z.array(z.string()).describe('what the sources do not tell'),
  },
  async run(args, sources) {
    const { from, node, source } = args;
    const guest = from ?? (args.microflow === undefined ? undefined : inportOf(args.microflow));
    return withNetwork({ source, node }, guest, sources, async (opened, called) => {
      const request = await requestOf(args, opened);
      if ('error' in request)
        return faultAbout(
          request.error,
          [from, args.to].filter(each => each !== undefined),
          called,
        );
      const { answer } = traceIn(opened, request.value);
      if ('error' in answer) return untraced(answer.error, request.value, opened);
      return draftOf(answer, request.value, args, opened);
    });
  },
});

async function requestOf(args: Arguments, opened: Opened): Promise<Result<TraceRequest, Fault>> {
  const { from, microflow, to, port: protocol, datapath, ct, ct_scenario: ctScenario } = args;
  if (to === undefined && microflow === undefined && from === undefined)
    return failed('packet-needed', 'give a microflow, or from and to');
  const words = datapath === undefined ? [] : [datapath];
  if (to === undefined) {
    const request = traceRequest([...words, microflow ?? ''], { ct, ctScenario });
    return 'error' in request || from === undefined ? request : requestFrom(opened, { vm: from }, request.value);
  }
  if (from === undefined) return failed('packet-needed', 'to needs from; a microflow can have all in one');
  const explained = await explainIn(opened, { from, to, protocol, scenario: ctScenario });
  if ('error' in explained) return explained;
  const asked = traceRequest([explained.value.replay.at(-1)!], { ct, ctScenario: ctScenario ?? 'first' });
  return mapResult(asked, request => request);
}

function untraced(message: string, request: TraceRequest, opened: Opened): AnswerDraft {
  const near = nameLike(opened, request);
  return faultDraft({ code: 'not-traced', message: message.trim() }, near === undefined ? [] : [near]);
}

function draftOf(
  answer: Trace,
  { microflow }: TraceRequest,
  { style, cursor }: Arguments,
  opened: Opened,
): AnswerDraft {
  const { verdict, phases } = tracePhases(opened, answer);
  const { drop, ports } = verdict;
  const data = {
    microflow,
    ports: ports.map(({ port, guest }) => (guest === undefined ? port : `${port} (${guest})`)),
    ...(drop?.by !== undefined && { by: drop.by }),
    ...(drop?.owner && { owner: ownerText(drop.owner) }),
    ...(drop?.flow && { where: flowData(drop.flow) }),
    notes: notesOn(answer),
  };
  const common = { summary: verdictLine(verdict), verdict: verdict.verdict, code: codeOf(verdict) };
  if (style === 'phases')
    return { ...common, data: { ...data, phases: phases.map(phaseData) }, cuts: ['phases', 'ports'] };
  const all = renderTrace(answer, [style]).trimEnd().split('\n');
  const offset = offsetOf(cursor);
  const paged = { list: 'lines', offset, total: all.length } as const;
  return { ...common, data: { ...data, lines: all.slice(offset) }, cuts: ['lines', 'ports', 'notes'], paged };
}

const codeOf = ({ drop, isAnswered, ports }: ReturnType<typeof tracePhases>['verdict']): string =>
  drop?.code ?? (isAnswered ? 'answered' : ports.length > 0 ? 'delivered' : 'not-delivered');
