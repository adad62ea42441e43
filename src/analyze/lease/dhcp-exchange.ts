/** One DHCP message of a guest and its reply: traces the request, makes the reply, and traces the reply to the guest. */
import { ANY_NO_REPLY_REASONS } from '../../dhcp/messages/any-answer.ts';
import { isFrame6 } from '../../frames/any-frame.ts';
import type { Frame6 } from '../../frames/frame6.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { DhcpRequest } from '../../trace/state/dhcp-server.ts';
import type { TraceNode } from '../../trace/state/trace-node.ts';
import type { Trace, Tracer } from '../../trace/trace.ts';
import type { Guest } from '../guests/guest.ts';
import { packetOf, withHeaders } from './frame-packet.ts';
import { type FrameView, viewFrame } from './frame-view.ts';
import { type NoReply, PATH_REASONS, PATH_REASONS6, type PathReason } from './no-reply.ts';
import { answeringFlows, type Drop, deliveredTo, findDrop, flowsMet, stepsIn } from './trace-steps.ts';

export interface Exchange {
  readonly request: FrameView;
  readonly reply?: FrameView;
  /** Only if there is no reply. */
  readonly noReply?: NoReply;
  readonly trace: Trace;
  /** The flows that decide: those that run `put_dhcp_opts` and send the reply, or the one that drops the packet. */
  readonly flows: readonly LogicalFlow[];
  /** All flows that the packets matched, in order. */
  readonly met: readonly LogicalFlow[];
}

export function exchange(request: FrameView, guest: Guest, tracer: Tracer): Exchange {
  const dhcp: DhcpRequest = { frame: request.frame };
  const packet = packetOf(request.frame);
  const trace = tracer.traceFrom(guest.port.logical_port, packet, { scenario: 'first', dhcp });
  if ('error' in trace) throw new Error(`a DHCP request cannot be traced: ${trace.error}`);
  const nodes = stepsIn(trace.root);
  const found = outcome(dhcp, nodes, guest);
  return {
    request,
    trace,
    ...found,
    get flows() {
      return decidingFlows(nodes, found.noReply);
    },
    get met() {
      return flowsMet(nodes);
    },
  };
}

function outcome(
  { answer, frame }: DhcpRequest,
  nodes: readonly TraceNode[],
  guest: Guest,
): Pick<Exchange, 'reply' | 'noReply'> {
  if (answer?.kind === 'no-reply')
    return { noReply: { reason: answer.reason, text: ANY_NO_REPLY_REASONS[answer.reason] } };
  if (!answer) return { noReply: isFrame6(frame) ? whyNotAnswered6(frame, nodes) : whyNotAnswered(nodes, guest) };
  const packet = deliveredTo(guest.port.logical_port, nodes);
  return packet ? { reply: viewFrame(withHeaders(answer.reply, packet)) } : { noReply: whyNotDelivered(nodes) };
}

const decidingFlows = (nodes: readonly TraceNode[], noReply: NoReply | undefined): LogicalFlow[] => [
  ...answeringFlows(nodes),
  ...(noReply?.flow ? [noReply.flow] : []),
];

const REQUEST_DROPS = {
  security: 'dropped-by-port-security',
  acl: 'dropped-by-acl',
  other: 'request-dropped',
} as const satisfies Record<Drop['by'], PathReason>;

const REPLY_DROPS = {
  security: 'reply-dropped-by-port-security',
  acl: 'reply-dropped-by-acl',
  other: 'reply-not-delivered',
} as const satisfies Record<Drop['by'], PathReason>;

/** Why a request ends before it leaves the port's switch; undefined if it does not. */
export function requestDropIn(nodes: readonly TraceNode[]) {
  const drop = findDrop(nodes, 'ingress');
  return drop && noReply(REQUEST_DROPS[drop.by], drop.flow);
}

function whyNotAnswered(nodes: readonly TraceNode[], { dhcpFlow, pod, vm }: Guest): NoReply {
  if (!dhcpFlow) {
    const isPod = pod !== undefined && vm === undefined;
    const ofPod = `${pod} is a pod, not a VM: OVN-Kubernetes sets DHCP options on the ports of VMs only`;
    return { reason: 'dhcp-options-unset', text: isPod ? ofPod : PATH_REASONS['dhcp-options-unset'] };
  }
  return requestDropIn(nodes) ?? noReply('request-not-answered');
}

function whyNotAnswered6({ transport }: Frame6, nodes: readonly TraceNode[]): NoReply {
  const drop = findDrop(nodes, 'ingress');
  if (drop && drop.by !== 'other') return noReply(REQUEST_DROPS[drop.by], drop.flow);
  const reason = transport.protocol === 'udp' ? 'dhcpv6-not-answered' : 'solicitation-not-answered';
  return { reason, text: PATH_REASONS6[reason] };
}

function whyNotDelivered(nodes: readonly TraceNode[]): NoReply {
  const drop = findDrop(nodes, 'egress');
  return noReply(REPLY_DROPS[drop?.by ?? 'other'], drop?.flow);
}

const noReply = <R extends PathReason>(reason: R, flow?: LogicalFlow): NoReply & { readonly reason: R } => ({
  reason,
  text: PATH_REASONS[reason],
  ...(flow && { flow }),
});
