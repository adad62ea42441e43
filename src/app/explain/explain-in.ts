/** Explains a packet in opened sources: from the names that people give to a question. */
import type { Explanation } from '../../analyze/explain/answer/explanation.ts';
import type { Question } from '../../analyze/explain/asked/question.ts';
import {
  type Explained,
  explainQuestion,
  explainWithoutGateway,
  isToGroup,
  remedyOf,
} from '../../analyze/explain/explain.ts';
import { followTo, nodeOfPort } from '../../analyze/explain/other-node.ts';
import type { ExplainContext } from '../../analyze/explain/traced-question.ts';
import { type FlowName, flowMisses, parseFlowName } from '../../analyze/explain/why-not/flow-misses.ts';
import { type Guest, guestsCalled } from '../../analyze/guests/guest.ts';
import { parseAddress, printAddress } from '../../base/ip.ts';
import { remember } from '../../base/remember.ts';
import { type Fault, mapResult, type Result } from '../../base/result.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import { guestSources } from '../guests/guest-sources.ts';
import { onThisNode } from '../guests/on-this-node.ts';
import { senderCalled } from '../guests/ports-between.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';
import { withAskedNeighbor } from './asked-neighbor.ts';
import { type EndFault, endCalled } from './ends.ts';
import type { ExplainRequest } from './explain-request.ts';
import { withIdleFirewalls } from './firewall-note.ts';
import { wrongFlowName } from './flow-in-question.ts';
import { byMainNetwork } from './main-network.ts';
import { notSender } from './not-a-guest.ts';
import { type ExplainFault, parseProtocol } from './protocol.ts';
import { questionOf } from './question-of.ts';

export type { ExplainVerdict, Explanation } from '../../analyze/explain/answer/explanation.ts';
export type AskFault = EndFault | ExplainFault;

/**
 * The network of another node, opened when a packet goes there: that of a port, whose row may name it. Undefined if it is not among
 * the sources.
 */
export type OpenNodeOf = (port: string, node?: string) => Promise<Opened | undefined>;

/**
 * Explains the packet of a request. `openNodeOf` opens the node of a port: a packet that goes to another node is followed
 * there.
 */
export async function explainIn(
  opened: Opened,
  request: ExplainRequest,
  openNodeOf?: OpenNodeOf,
): Promise<Result<Explanation, Fault<AskFault>>> {
  const asked = askedIn(opened, request);
  if ('error' in asked) return asked;
  const { question, hasGateway } = asked.value;
  const context = contextOf(opened);
  if (!hasGateway) return { value: explainWithoutGateway(question, context) };
  const explained = explainQuestion(question, context);
  const here = withMisses(explained, request, context);
  const { port: sender } = question.from;
  if (explained.explanation.code !== 'passes-to-node') return { value: withIdleFirewalls(here, sender, opened) };
  const { ending } = explained.outcome;
  const port = ending.kind === 'delivered' ? ending.node.to.row : undefined;
  const node = port && nodeOfPort(port, context);
  const there = port && !isToGroup(question) && (await openNodeOf?.(port.logical_port, node));
  const followed = there && followTo(question, explained, contextOf(there));
  return {
    value: followed
      ? withIdleFirewalls(withMisses(followed, request, contextOf(there), here.whyNot), sender, opened)
      : notFollowed(here, question, port, node),
  };
}

/** Of two nodes, those of the one that has such a flow on the way of the packet, the last first. */
function withMisses(
  { explanation, outcome }: Explained,
  { whyNot, wantsMisses = false }: ExplainRequest,
  { tracer }: ExplainContext,
  others: Explanation['whyNot'] = [],
): Explanation {
  const name = whyNot === undefined ? wantsMisses && passing(explanation) : parseFlowName(whyNot);
  if (!name) return explanation;
  const found = flowMisses(name, outcome.ending.path, tracer);
  return { ...explanation, whyNot: found.length > 0 ? found : others };
}

/** The flows of the table that decides, if the packet does not arrive: those that do something else with it. */
const passing = ({ verdict, where }: Explanation): FlowName | undefined =>
  verdict !== 'yes' && where ? { stage: where.stage, exceptActions: where.actions } : undefined;

/** What another node does with a packet to one of its guests is open; where it sends others, nothing is known of. */
function notFollowed(
  explanation: Explanation,
  { to }: Question,
  port: PortRow | undefined,
  node: string | undefined,
): Explanation {
  const where = node === undefined ? `the node of port ${port?.logical_port}` : `node ${node}`;
  const text = `what ${where} does with the packet: add its databases or manifests`;
  return {
    ...explanation,
    ...(to.kind === 'address'
      ? ({ code: 'source-incomplete', ...remedyOf({ code: 'source-incomplete' }) } as const)
      : {}),
    why: [...explanation.why, { text: `nothing on the node of the sender drops the packet; it goes on to ${where}` }],
    missing: [...explanation.missing, { code: 'node-database', text }],
  };
}

interface Asked {
  readonly question: Question;
  readonly hasGateway: boolean;
}

/** The question that a request means in opened sources. */
export function askedIn(opened: Opened, request: ExplainRequest): Result<Asked, Fault<AskFault>> {
  const sources = guestSources(opened);
  const isUnknown = guestsCalled(request.from, sources.guests()).length === 0;
  const called =
    (isUnknown ? notSender(request.from, sources) : undefined) ??
    senderCalled(request.from, request.to, sources, request.sourceAddress);
  const from = 'error' in called ? called : onThisNode(called.value, sources);
  if ('error' in from) return from;
  const to = endCalled(request.to, from.value, sources);
  if ('error' in to) return to;
  const unshown = byMainNetwork(request.from, from.value, to.value, sources);
  if (unshown) return unshown;
  const wrong = request.whyNot === undefined ? undefined : wrongFlowName(request.whyNot, opened.network);
  if (wrong) return wrong;
  const protocol = parseProtocol(request.protocol);
  if ('error' in protocol) return protocol;
  const sourceAddress = request.sourceAddress ?? addressAsName(request.from, from.value);
  const named = sourceAddress === undefined ? request : { ...request, sourceAddress };
  return mapResult(questionOf(from.value, to.value, protocol.value, named, sources), asked => ({
    ...asked,
    question: withAskedNeighbor(asked.question, from.value, opened),
  }));
}

/** The address by which the sender is named. */
function addressAsName(name: string, { ips }: Guest): string | undefined {
  const address = parseAddress(name);
  const text = address && printAddress(address);
  return text !== undefined && ips.includes(text) ? text : undefined;
}

/** What explanations need of opened sources, made once. */
export const contextOf = remember((opened: Opened): ExplainContext => {
  const { network, nb, node, cluster } = opened;
  const names = new Map(
    guestSources(opened)
      .guests()
      .map(({ port, pod }) => [port.logical_port, pod]),
  );
  return {
    network,
    tracer: guestTracer(network),
    nb,
    cluster,
    tracerWith: (set, address) => guestTracer(withMember(network, set, address)),
    nameOf: port => names.get(port) ?? port,
    ...(node !== undefined && { node }),
  };
});

const withMember = (network: LogicalNetwork, set: string, address: string): LogicalNetwork => ({
  ...network,
  Address_Set: network.Address_Set.map(row =>
    row.name === set ? { ...row, addresses: [...row.addresses, address] } : row,
  ),
});
