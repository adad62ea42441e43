/** `explain`: whether a packet arrives, who decides, why, and what would change it. */
import { z } from 'zod';
import type { DirectionAnswer, Explanation } from '../../analyze/explain/answer/explanation.ts';
import { guestAddress } from '../../app/explain/ends.ts';
import { explainIn } from '../../app/explain/explain-in.ts';
import { guestCalled } from '../../app/guests/guest-called.ts';
import { guestSources } from '../../app/guests/guest-sources.ts';
import type { Opened } from '../../app/sources/opened.ts';
import { SCENARIO_NAMES } from '../../app/trace/trace-request.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { ownerText } from '../../render/owner-text.ts';
import { type AnswerDraft, faultDraft, type Next } from '../answer/answer.ts';
import { CODED, decidingFlowData, FLOW, PHASE, phaseData } from './parts.ts';
import { defineTool, faultAbout, NODE_ARGUMENT, SOURCE_ARGUMENT, withNetwork } from './tool.ts';

const END = z.object({
  name: z.string(),
  port: z.string().optional(),
  address: z.string(),
  mac: z.string().optional(),
});
const REASON = z.object({ text: z.string(), details: z.array(z.string()) });

const DIRECTION = {
  verdict: z.enum(['yes', 'no', 'undecided']),
  code: z.string(),
  text: z.string(),
  by: z.string().optional().describe('who decided, in the words of OVN-Kubernetes'),
  owner: z.string().optional().describe('the Kubernetes object that decided'),
};

const INPUT = z.object({
  from: z.string().describe('VM, pod, NAMESPACE/NAME, logical port, MAC or address of the sender'),
  to: z.string().describe('the same, or service/NAMESPACE/NAME, an address, gw, internet'),
  port: z.string().optional().describe('tcp/8080, udp/53, sctp/38412 or icmp (default)'),
  family: z.enum(['4', '6']).optional().describe('of several addresses of the receiver, that of IPv4 or IPv6'),
  ct_scenario: z
    .enum(SCENARIO_NAMES)
    .optional()
    .describe('what conntrack knows; by default the first packet and its reply'),
  reply: z.boolean().default(true).describe('whether the answer has the way of the reply'),
  node: NODE_ARGUMENT,
  source: SOURCE_ARGUMENT,
});

export const explainTool = defineTool({
  name: 'explain',
  title: 'Does this packet arrive?',
  description:
    'Whether a VM or pod can reach another one, a service or an address: yes or no, by which policy or object, why its rules do not allow it, what would change it, and the way of the packet.',
  input: INPUT,
  data: {
    from: END,
    to: END,
    protocol: z.string(),
    destinationPort: z.number().int(),
    node: z.string(),
    by: DIRECTION.by,
    owner: DIRECTION.owner,
    why: z.array(REASON),
    remedy: z.string(),
    wouldPass: z.array(z.string()).describe('changes with which the packet arrives; each was traced'),
    where: FLOW.describe('the flow that decided'),
    reply: z.object(DIRECTION),
    missing: z.array(CODED).describe('what the sources lack, and what would decide'),
    assumed: z.array(CODED),
    phases: z.array(PHASE),
    replay: z.array(z.string()).describe('the arguments of `udon trace` for the same packet'),
  },
  async run({ from, to, port: protocol, family, ct_scenario: scenario, reply, node, source }, sources) {
    return withNetwork({ source, node }, from, sources, async (opened, called) => {
      const openNodeOf = async (guest: string) => (await called.session.open({ guest })).value;
      const target = targetOf(to, family, opened);
      if ('error' in target) return faultDraft(target.error);
      const answer = await explainIn(opened, { from, to: target.value, protocol, scenario }, openNodeOf);
      return 'error' in answer ? faultAbout(answer.error, [from, to], called) : draftOf(answer.value, reply);
    });
  },
});

/** The address of a family, of a VM or pod; other receivers have the addresses that they are called by. */
function targetOf(to: string, family: '4' | '6' | undefined, opened: Opened): Result<string, Fault<'address-unknown'>> {
  const called = guestCalled(to, guestSources(opened));
  if (family === undefined || 'error' in called) return { value: to };
  const address = guestAddress(called.value, family === '4' ? 4 : 6);
  if (address !== undefined) return { value: address };
  return failed('address-unknown', `the sources do not have the IPv${family} address of ${called.value.name}`);
}

function draftOf(explanation: Explanation, wantsReply: boolean): AnswerDraft {
  const {
    verdict,
    code,
    text,
    subject,
    by,
    owner,
    why,
    where,
    wouldPass,
    reply,
    missing,
    assumed,
    phases,
    replay,
    remedy,
  } = explanation;
  const back = reply && wantsReply ? { reply: directionData(reply) } : {};
  return {
    summary: [`${verdict}: ${text}`, by ?? (owner && ownerText(owner)), why[0]?.text].filter(Boolean).join('. '),
    verdict,
    code,
    data: {
      from: endData(subject.from),
      to: endData(subject.to),
      protocol: subject.protocol,
      ...(subject.port !== undefined && { destinationPort: subject.port }),
      ...(subject.node !== undefined && { node: subject.node }),
      ...(by !== undefined && { by }),
      ...(owner && { owner: ownerText(owner) }),
      why: why.map(reason => ({ text: reason.text, details: (reason.details ?? []).map(detailText) })),
      ...(remedy !== undefined && { remedy }),
      wouldPass: wouldPass.map(each => each.text),
      ...(where && { where: decidingFlowData(where) }),
      ...back,
      missing,
      assumed,
      phases: phases.map(phaseData),
      replay,
    },
    cuts: ['replay', 'assumed', 'phases', 'wouldPass', 'why', 'missing'],
    next: nextOf(explanation),
  };
}

const endData = ({ name, port, address, mac }: Explanation['subject']['from']) => ({
  ...{ name, address },
  ...(port !== undefined && { port }),
  ...(mac !== undefined && { mac }),
});

const detailText = ({ name, text }: { readonly name?: string; readonly text: string }): string =>
  name === undefined ? text : `${name}: ${text}`;

const directionData = ({ verdict, code, text, by, owner }: DirectionAnswer) => ({
  ...{ verdict, code, text },
  ...(by !== undefined && { by }),
  ...(owner && { owner: ownerText(owner) }),
});

function nextOf({ verdict, subject: { from, to }, where }: Explanation): readonly Next[] {
  const all = { tool: 'reach', arguments: { from: from.name, to: to.port ?? to.name } };
  return [
    ...(verdict === 'no' && to.port !== undefined ? [{ ...all, why: 'which packets of the sender do arrive' }] : []),
    ...(where
      ? [{ tool: 'flows', arguments: flowArguments(where), why: 'the flows beside the one that decided' }]
      : []),
  ];
}

const flowArguments = ({ datapath, stage }: NonNullable<Explanation['where']>) => ({ datapath, stage });
