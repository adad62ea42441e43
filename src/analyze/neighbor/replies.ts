/** The replies in a trace that come back to the port that asks, with the flow that makes each, and who else gets the request. */
import type { Address } from '../../base/ip.ts';
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import type { TraceNode } from '../../trace/state/trace-node.ts';

export interface Reply {
  readonly mac: number;
  readonly flow: LogicalFlow;
}

export interface Ends {
  readonly replies: readonly Reply[];
  /** The ports that get the request. */
  readonly asked: readonly PortRow[];
}

const ARP_REPLY = 2;

/** `nodes` are those of the trace, each before its children, so a reply leaves after the flow that makes it. */
export function endsOf(nodes: readonly TraceNode[], inport: string, target: Address): Ends {
  const replies: Reply[] = [];
  const asked: PortRow[] = [];
  let flow: LogicalFlow | undefined;
  let maker: LogicalFlow | undefined;
  for (const node of nodes) {
    if (node.kind === 'table') flow = node.flow;
    else if (makesReply(node)) maker = flow;
    else if (node.kind === 'output' && node.packet && node.to.row) {
      const mac = replyIn(node.packet, target);
      if (mac !== undefined && node.to.row.logical_port === inport && maker) replies.push({ mac, flow: maker });
      else if (asksFor(node.packet, target)) asked.push(node.to.row);
    }
  }
  return { replies: distinct(replies), asked };
}

const makesReply = (node: TraceNode): boolean =>
  (node.kind === 'modify' && node.field.symbol.name === 'arp.op' && node.after === BigInt(ARP_REPLY)) ||
  (node.kind === 'block' && node.packet === 'nd_na');

/** The MAC that a reply gives for the address. */
function replyIn(packet: Packet, { family, value }: Address): number | undefined {
  if (family === 4) {
    const isReply = packet.get('dl_type') === ETHER_TYPES.arp && packet.get('arp_op') === ARP_REPLY;
    return isReply && BigInt(packet.get('nw_src')) === value ? packet.get('arp_sha') : undefined;
  }
  const isReply = isIcmp6(packet, ICMP6_TYPES.neighborAdvertisement) && packet.getBig('nd_target') === value;
  return isReply ? packet.get('arp_tha') : undefined;
}

function asksFor(packet: Packet, { family, value }: Address): boolean {
  if (family === 4) return packet.get('dl_type') === ETHER_TYPES.arp && BigInt(packet.get('nw_dst')) === value;
  return isIcmp6(packet, ICMP6_TYPES.neighborSolicitation) && packet.getBig('nd_target') === value;
}

const isIcmp6 = (packet: Packet, type: number): boolean =>
  packet.get('dl_type') === ETHER_TYPES.ipv6 && packet.get('icmp_type') === type;

/** One flow can answer several copies of a request. */
const distinct = (replies: readonly Reply[]): readonly Reply[] =>
  replies.filter(({ mac, flow }, index) => replies.findIndex(each => each.mac === mac && each.flow === flow) === index);
