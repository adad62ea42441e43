/** One DHCP message of a guest, and what comes back: the request traced, its answer made, the reply traced to the guest. */
import { ANY_SILENCES } from '../../dhcp/messages/any-answer.ts';
import { isFrame6 } from '../../frames/any-frame.ts';
import type { Frame6 } from '../../frames/frame6.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { isAclEvalStage, isAclStage } from '../../ovn/acl.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import { CT } from '../../trace/state/conntrack-states.ts';
import type { DhcpRequest } from '../../trace/state/dhcp-server.ts';
import type { TraceNode } from '../../trace/state/trace-node.ts';
import type { Trace, Tracer } from '../../trace/trace.ts';
import type { Guest } from '../guests/guest.ts';
import { packetOf, withHeaders } from './frame-packet.ts';
import { type FrameView, viewFrame } from './frame-view.ts';

/** How a request or its reply is lost; why `put_dhcp_opts` itself gives no reply is in dhcp/reply.ts. */
export const LOSSES = {
  'dhcp-options-unset': 'no flow answers DHCP requests of this port: its dhcpv4_options are not set, or not usable',
  'dropped-by-port-security': "port security drops the request: its source is not one of the port's addresses",
  'dropped-by-acl': 'an ACL drops the request',
  'request-dropped': 'a flow drops the request before it is answered',
  'request-not-answered': 'the request meets no flow with put_dhcp_opts: it is not what the flow for this port matches',
  'reply-dropped-by-acl': 'an ACL drops the reply',
  'reply-dropped-by-port-security': 'port security drops the reply',
  'reply-not-delivered': 'the reply is not delivered to the port',
} as const satisfies Record<string, string>;

export type LossReason = keyof typeof LOSSES;

const LOSSES6 = {
  'dhcpv6-not-answered':
    'no flow answers the message: the dhcpv6_options of the port are not set or not usable, or it is not what their flow matches',
  'solicitation-not-answered':
    'no router answers: none has ipv6_ra_configs for the network, or the source has no flows of routers (udon compiles those of switches)',
} as const satisfies Record<string, string>;

export interface Silence {
  readonly reason: LossReason | keyof typeof LOSSES6 | keyof typeof ANY_SILENCES;
  /** The reason in a sentence, without a full stop. */
  readonly text: string;
  /** The flow that dropped the packet, if one did. */
  readonly flow?: LogicalFlow;
}

export interface Exchange {
  readonly request: FrameView;
  readonly reply?: FrameView;
  /** Only where there is no reply. */
  readonly silence?: Silence;
  readonly trace: Trace;
  /** The flows that decided: those that ran `put_dhcp_opts` and sent the reply, or the one that dropped the packet. */
  readonly flows: readonly LogicalFlow[];
  /** All that the packets matched, in order. */
  readonly met: readonly LogicalFlow[];
}

/** What connection tracking says of a packet that nothing went before; more often than any pipeline asks. */
const CONNTRACK = Array.from({ length: 64 }, () => CT.new | CT.trk);

export function exchange(request: FrameView, guest: Guest, tracer: Tracer): Exchange {
  const dhcp: DhcpRequest = { frame: request.frame };
  const packet = packetOf(request.frame);
  const trace = tracer.traceFrom(guest.port.logical_port, packet, { conntrack: CONNTRACK, dhcp });
  if ('error' in trace) throw new Error(`a DHCP request cannot be traced: ${trace.error}`);
  const nodes = inOrder(trace.root);
  const found = outcome(dhcp, nodes, guest);
  return {
    request,
    trace,
    ...found,
    get flows() {
      return decidingFlows(nodes, found.silence);
    },
    get met() {
      return nodes.flatMap(node => (node.kind === 'table' && node.flow) || []);
    },
  };
}

function outcome(
  { answer, frame }: DhcpRequest,
  nodes: readonly TraceNode[],
  guest: Guest,
): Pick<Exchange, 'reply' | 'silence'> {
  if (answer?.kind === 'silence') return { silence: { reason: answer.reason, text: ANY_SILENCES[answer.reason] } };
  if (!answer) return { silence: isFrame6(frame) ? requestLoss6(frame, nodes) : requestLoss(nodes, guest) };
  const packet = delivered(nodes, guest);
  return packet ? { reply: viewFrame(withHeaders(answer.reply, packet)) } : { silence: replyLoss(nodes) };
}

/** Every node before its children. */
function inOrder(root: TraceNode): TraceNode[] {
  const nodes: TraceNode[] = [];
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    nodes.push(node);
    for (let last = node.children.length; last > 0; last--) stack.push(node.children[last - 1]!);
  }
  return nodes;
}

function delivered(nodes: readonly TraceNode[], { port }: Guest): Packet | undefined {
  const output = nodes.find(node => node.kind === 'output' && node.port === port.logical_port);
  return output?.kind === 'output' ? output.packet : undefined;
}

const OPTIONS_KINDS: readonly string[] = ['put_dhcp_opts', 'put_dhcpv6_opts', 'put_nd_ra_opts'];

const hasOption = (node: TraceNode): boolean =>
  node.kind === 'action' && OPTIONS_KINDS.includes(node.action?.kind ?? '');

const RESPONSES: readonly string[] = ['ls_in_dhcp_response', 'lr_in_nd_ra_response'];

function decidingFlows(nodes: readonly TraceNode[], silence: Silence | undefined): LogicalFlow[] {
  const tables = nodes.filter(node => node.kind === 'table');
  const answering = tables.filter(node => node.children.some(hasOption));
  const responding = tables.filter(({ stage, flow }) => RESPONSES.includes(stage) && flow?.actions.includes('output;'));
  const flows = [...answering, ...responding].map(({ flow }) => flow);
  return [...flows, silence?.flow].filter(flow => flow !== undefined);
}

function requestLoss(nodes: readonly TraceNode[], { dhcpFlow, pod, vm }: Guest): Silence {
  if (!dhcpFlow) {
    const isPod = pod !== undefined && vm === undefined;
    const ofPod = `${pod} is a pod, not a VM: OVN-Kubernetes sets DHCP options on the ports of VMs only`;
    return { reason: 'dhcp-options-unset', text: isPod ? ofPod : LOSSES['dhcp-options-unset'] };
  }
  const drop = findDrop(nodes, 'ingress');
  if (!drop) return loss('request-not-answered');
  const reason = { security: 'dropped-by-port-security', acl: 'dropped-by-acl', other: 'request-dropped' } as const;
  return loss(reason[drop.by], drop.flow);
}

function requestLoss6({ transport }: Frame6, nodes: readonly TraceNode[]): Silence {
  const drop = findDrop(nodes, 'ingress');
  if (drop?.by === 'security') return loss('dropped-by-port-security', drop.flow);
  if (drop?.by === 'acl') return loss('dropped-by-acl', drop.flow);
  const reason = transport.protocol === 'udp' ? 'dhcpv6-not-answered' : 'solicitation-not-answered';
  return { reason, text: LOSSES6[reason] };
}

function replyLoss(nodes: readonly TraceNode[]): Silence {
  const drop = findDrop(nodes, 'egress');
  const reason = {
    security: 'reply-dropped-by-port-security',
    acl: 'reply-dropped-by-acl',
    other: 'reply-not-delivered',
  } as const;
  return loss(reason[drop?.by ?? 'other'], drop?.flow);
}

const loss = (reason: LossReason, flow?: LogicalFlow): Silence => ({
  reason,
  text: LOSSES[reason],
  ...(flow && { flow }),
});

interface Drop {
  readonly by: 'security' | 'acl' | 'other';
  readonly flow?: LogicalFlow;
}

/**
 * The first drop in a pipeline. Of ACLs, one table only carries out what a flow in another has decided before, and does so
 * by doing nothing more: the packet ends there.
 */
function findDrop(nodes: readonly TraceNode[], pipeline: 'ingress' | 'egress'): Drop | undefined {
  const tables = nodes.filter(node => node.kind === 'table').filter(({ flow }) => !flow || flow.pipeline === pipeline);
  const found = tables.findIndex(({ children }) => children.some(isDrop));
  const at = found < 0 && isAclStage(tables.at(-1)?.stage ?? '') ? tables.length - 1 : found;
  const dropping = tables[at];
  if (!dropping) return undefined;
  const { stage, flow } = dropping;
  if (stage.includes('port_sec')) return { by: 'security', ...(flow && { flow }) };
  if (!isAclStage(stage)) return { by: 'other', ...(flow && { flow }) };
  const verdict = tables.slice(0, at).findLast(each => isAclEvalStage(each.stage));
  return { by: 'acl', flow: verdict?.flow ?? flow! };
}

const isDrop = ({ text }: TraceNode): boolean => text === 'drop;' || text.startsWith('reject {');
