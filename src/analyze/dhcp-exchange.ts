/** One DHCP message of a guest, and what comes back: the request traced, its answer made, the reply traced to the guest. */
import { parseMac, printMac } from '../base/mac.ts';
import type { Frame } from '../dhcp/frame.ts';
import { printIPv4 } from '../dhcp/ipv4.ts';
import type { ReplyType, SilenceReason } from '../dhcp/reply.ts';
import type { Packet } from '../fields/packet.ts';
import type { LogicalFlow } from '../network/logical-network.ts';
import { CT } from '../trace/conntrack-states.ts';
import type { DhcpRequest } from '../trace/dhcp-server.ts';
import type { Trace, Tracer } from '../trace/trace.ts';
import type { TraceNode } from '../trace/trace-node.ts';
import type { Guest } from './guest.ts';

/** Why a guest gets no reply; the reasons of `put_dhcp_opts` itself are in dhcp/reply.ts. */
export const EXCHANGE_REASONS = {
  'dhcp-options-unset': 'no flow answers DHCP requests of this port: its dhcpv4_options are not set',
  'dropped-by-port-security': "port security drops the request: its source is not one of the port's addresses",
  'dropped-by-acl': 'an ACL drops the request',
  'request-not-answered': 'the request meets no flow with put_dhcp_opts: it is not what the flow for this port matches',
  'reply-dropped-by-port-security': 'port security drops the reply',
  'reply-dropped-by-acl': 'an ACL drops the reply',
  'reply-not-delivered': 'the reply is not delivered to the port',
} as const satisfies Record<string, string>;

export type ExchangeReason = keyof typeof EXCHANGE_REASONS | SilenceReason;

export interface Exchange {
  readonly request: Frame;
  readonly reply?: { readonly type: ReplyType; readonly frame: Frame };
  /** Only where there is no reply. */
  readonly reason?: ExchangeReason;
  readonly trace: Trace;
  /** The flows that decided: those that ran `put_dhcp_opts` and sent the reply, or the one that dropped the packet. */
  readonly flows: readonly LogicalFlow[];
}

/** What connection tracking says of a packet that nothing went before. */
const NEW = 1 | CT.trk;

export function exchange(request: Frame, guest: Guest, tracer: Tracer): Exchange {
  const dhcp: DhcpRequest = { frame: request };
  const conntrack = Array.from({ length: 16 }, () => NEW);
  const answer = tracer.trace({ microflow: microflowOf(request, guest), conntrack, dhcp });
  if ('error' in answer) throw new Error(`a DHCP request cannot be traced: ${answer.error}`);
  const nodes = [...walk(answer.root)];
  const base = { request, trace: answer };
  if (dhcp.answer?.kind !== 'reply') {
    return { ...base, reason: dhcp.answer?.reason ?? missReason(nodes, guest), flows: decidingFlows(nodes) };
  }
  const packet = delivered(nodes, guest);
  if (!packet) return { ...base, reason: lossReason(nodes), flows: decidingFlows(nodes) };
  const { type, reply } = dhcp.answer;
  return { ...base, reply: { type, frame: withHeaders(reply, packet) }, flows: decidingFlows(nodes) };
}

/** The request as a microflow: what one would give to ovn-trace. */
export function microflowOf({ eth, ip4, udp }: Frame, { port }: Guest): string {
  return [
    `inport == ${JSON.stringify(port.logical_port)}`,
    `eth.src == ${printMac(eth.src)}`,
    `eth.dst == ${printMac(eth.dst)}`,
    `ip4.src == ${printIPv4(ip4.src)}`,
    `ip4.dst == ${printIPv4(ip4.dst)}`,
    `ip.ttl == ${ip4.ttl}`,
    `udp.src == ${udp.src}`,
    `udp.dst == ${udp.dst}`,
  ].join(' && ');
}

function* walk(node: TraceNode): Generator<TraceNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
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

function missReason(nodes: readonly TraceNode[], { dhcpFlow }: Guest): ExchangeReason {
  if (!dhcpFlow) return 'dhcp-options-unset';
  return dropReason(nodes, 'ingress') ?? 'request-not-answered';
}

function lossReason(nodes: readonly TraceNode[]): ExchangeReason {
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

export const macOf = ({ mac }: Guest): number => parseMac(mac ?? '') ?? 0;
