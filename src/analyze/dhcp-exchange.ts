/** One DHCP message of a guest, and what comes back: the request traced, its answer made, the reply traced to the guest. */
import { printMac } from '../base/mac.ts';
import type { Frame } from '../dhcp/frame.ts';
import { printIPv4 } from '../dhcp/ipv4.ts';
import { SILENCES, type SilenceReason } from '../dhcp/reply.ts';
import type { Packet } from '../fields/packet.ts';
import type { LogicalFlow } from '../network/logical-network.ts';
import { CT } from '../trace/conntrack-states.ts';
import type { DhcpRequest } from '../trace/dhcp-server.ts';
import type { Trace, Tracer } from '../trace/trace.ts';
import type { TraceNode } from '../trace/trace-node.ts';
import { type FrameView, viewFrame } from './frame-view.ts';
import type { Guest } from './guest.ts';

/** Why a guest gets no reply; the reasons of `put_dhcp_opts` itself are in dhcp/reply.ts. */
const LOSSES = {
  'dhcp-options-unset': 'no flow answers DHCP requests of this port: its dhcpv4_options are not set',
  'dropped-by-port-security': "port security drops the request: its source is not one of the port's addresses",
  'dropped-by-acl': 'an ACL drops the request',
  'request-not-answered': 'the request meets no flow with put_dhcp_opts: it is not what the flow for this port matches',
  'reply-dropped-by-port-security': 'port security drops the reply',
  'reply-dropped-by-acl': 'an ACL drops the reply',
  'reply-not-delivered': 'the reply is not delivered to the port',
} as const satisfies Record<string, string>;

type LossReason = keyof typeof LOSSES;

export interface Silence {
  readonly reason: LossReason | SilenceReason;
  /** The reason in a sentence, without a full stop. */
  readonly text: string;
}

export interface Exchange {
  readonly request: FrameView;
  readonly reply?: FrameView;
  /** Only where there is no reply. */
  readonly silence?: Silence;
  readonly trace: Trace;
  /** The flows that decided: those that ran `put_dhcp_opts` and sent the reply, or the one that dropped the packet. */
  readonly flows: readonly LogicalFlow[];
}

/** What connection tracking says of a packet that nothing went before; more often than any pipeline asks. */
const CONNTRACK = Array.from({ length: 64 }, () => CT.new | CT.trk);

export function exchange(request: FrameView, guest: Guest, tracer: Tracer): Exchange {
  const dhcp: DhcpRequest = { frame: request.frame };
  const trace = tracer.trace({ microflow: microflowOf(request.frame, guest), conntrack: CONNTRACK, dhcp });
  if ('error' in trace) throw new Error(`a DHCP request cannot be traced: ${trace.error}`);
  const nodes = [...walk(trace.root)];
  return { request, trace, flows: decidingFlows(nodes), ...outcome(dhcp, nodes, guest) };
}

function outcome(
  { answer }: DhcpRequest,
  nodes: readonly TraceNode[],
  guest: Guest,
): Pick<Exchange, 'reply' | 'silence'> {
  if (answer?.kind === 'silence') return { silence: { reason: answer.reason, text: SILENCES[answer.reason] } };
  if (!answer) return { silence: loss(missReason(nodes, guest), guest) };
  const packet = delivered(nodes, guest);
  if (!packet) return { silence: loss(lossReason(nodes), guest) };
  return { reply: viewFrame(withHeaders(answer.reply, packet)) };
}

function loss(reason: LossReason, { pod, vm }: Guest): Silence {
  const isPod = reason === 'dhcp-options-unset' && pod !== undefined && vm === undefined;
  const ofPod = `${pod} is a pod, not a VM: OVN-Kubernetes sets DHCP options on the ports of VMs only`;
  return { reason, text: isPod ? ofPod : LOSSES[reason] };
}

const VLAN_PRESENT = 0x1000;

/** The request as a microflow: what one would give to ovn-trace. */
function microflowOf({ eth, vlans, ip4, udp }: Frame, { port }: Guest): string {
  return [
    `inport == ${JSON.stringify(port.logical_port)}`,
    `eth.src == ${printMac(eth.src)}`,
    `eth.dst == ${printMac(eth.dst)}`,
    ...vlans.slice(0, 1).map(({ tci }) => `vlan.tci == ${tci | VLAN_PRESENT}`),
    `ip4.src == ${printIPv4(ip4.src)}`,
    `ip4.dst == ${printIPv4(ip4.dst)}`,
    `ip.ttl == ${ip4.ttl}`,
    `udp.src == ${udp.src}`,
    `udp.dst == ${udp.dst}`,
  ].join(' && ');
}

/** Every node before its children. */
function* walk(root: TraceNode): Generator<TraceNode> {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    stack.push(...node.children.toReversed());
  }
}

const delivered = (nodes: readonly TraceNode[], { port }: Guest): Packet | undefined =>
  nodes.flatMap(node => (node.kind === 'output' && node.port === port.logical_port ? [node.packet!] : []))[0];

/** The reply's payload under the headers that the flows left the packet with. */
const withHeaders = (reply: Frame, packet: Packet): Frame => ({
  ...reply,
  eth: { src: packet.get('dl_src'), dst: packet.get('dl_dst') },
  ip4: { ...reply.ip4, src: packet.get('nw_src'), dst: packet.get('nw_dst'), ttl: packet.get('nw_ttl') },
  udp: { ...reply.udp, src: packet.get('tp_src'), dst: packet.get('tp_dst') },
});

const hasOption = (node: TraceNode): boolean => node.kind === 'action' && node.action?.kind === 'put_dhcp_opts';

function decidingFlows(nodes: readonly TraceNode[]): LogicalFlow[] {
  const tables = nodes.filter(node => node.kind === 'table');
  const isDeciding = (node: TraceNode) =>
    node.children.some(child => hasOption(child) || (child.kind === 'action' && child.text === 'drop;'));
  const responses = tables.filter(({ stage }) => stage === 'ls_in_dhcp_response');
  return [...tables.filter(isDeciding), ...responses].flatMap(({ flow }) => flow ?? []);
}

function missReason(nodes: readonly TraceNode[], { dhcpFlow }: Guest): LossReason {
  if (!dhcpFlow) return 'dhcp-options-unset';
  return dropReason(nodes, 'ingress') ?? 'request-not-answered';
}

function lossReason(nodes: readonly TraceNode[]): LossReason {
  const reason = dropReason(nodes, 'egress');
  return reason ? `reply-${reason}` : 'reply-not-delivered';
}

type DropReason = 'dropped-by-port-security' | 'dropped-by-acl';

/** By the stage of the table that dropped the packet. */
function dropReason(nodes: readonly TraceNode[], pipeline: 'ingress' | 'egress'): DropReason | undefined {
  const stage = nodes
    .filter(node => node.kind === 'table' && (!node.flow || node.flow.pipeline === pipeline))
    .filter(node => node.children.some(child => child.text === 'drop;'))
    .map(node => (node.kind === 'table' ? node.stage : ''))[0];
  if (stage?.includes('port_sec')) return 'dropped-by-port-security';
  return stage?.includes('_acl') ? 'dropped-by-acl' : undefined;
}
