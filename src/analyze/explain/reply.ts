/** The reply to a packet that arrives: back from where it arrived, with all that NAT and load balancers made of it. */
import { parseAddress, printAddress } from '../../base/ip.ts';
import { parseMac } from '../../base/mac.ts';
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import type { FieldName } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import type { DirectionAnswer } from './answer/explanation.ts';
import { nextHop } from './asked/next-hop.ts';
import type { Question } from './asked/question.ts';
import { directionOf } from './direction.ts';
import { type ExplainContext, tracePacket } from './traced-question.ts';
import { withoutMetadata } from './way/metadata.ts';
import type { Outcome } from './way/outcome.ts';

const TTL = 64;

/** Undefined if there is no reply to follow: a router answers itself, or the reply comes from outside of OVN through NAT. */
export function traceReply(
  question: Question,
  { code, ending }: Outcome,
  context: ExplainContext,
): DirectionAnswer | undefined {
  if (ending.kind !== 'delivered' || code === 'answered-by-router') return undefined;
  const { packet, to } = ending.node;
  const port = to.row!;
  const isTranslated = !hasSource(packet!, question.from.address);
  const isBeyond = port.datapath !== question.from.port.datapath && port.type === 'remote';
  const isElsewhere = code === 'passes-to-node' && question.to.kind === 'address';
  if (isTranslated || isBeyond || isElsewhere) return undefined;
  const { logical_port: sender } = question.from.port;
  const target = {
    kind: 'port',
    name: question.from.name,
    address: question.from.address,
    port: question.from.port,
  } as const;
  const direction = {
    from: port.logical_port,
    to: target,
    ...(port.type === 'remote' && { arrivesFor: sender }),
  };
  const { outcome } = tracePacket(toSender(reversed(packet!), port, question, context), 'reply', direction, context);
  const { from, to: answerer } = question;
  const text = (verdict: DirectionAnswer['verdict']) =>
    verdict === 'undecided'
      ? `whether ${answerer.name} can answer ${from.name} is not decided`
      : `${answerer.name} ${verdict === 'yes' ? 'can' : 'cannot'} answer ${from.name}`;
  return directionOf(outcome, context, text).answer;
}

/** NAT of the source is undone only by connections, which no source has. */
function hasSource(packet: Packet, address: string): boolean {
  const { family, value } = parseAddress(address)!;
  return packet.getBig(family === 4 ? 'nw_src' : 'ipv6_src') === value;
}

/**
 * The one who answers chooses the next hop itself: the packet can have come through a router, although the sender is on the same
 * network. Outside of OVN, it is taken to be where the packet came from.
 */
function toSender(packet: Packet, port: PortRow, { from }: Question, { network }: ExplainContext): Packet {
  if (port.type !== '' && port.type !== 'remote') return packet;
  const own = addressIn(packet, parseAddress(from.address)!.family);
  const hop = nextHop(port, own, from.address, network);
  if (hop.kind === 'port' || hop.kind === 'router') packet.set('dl_dst', parseMac(hop.mac)!);
  return packet;
}

const addressIn = (packet: Packet, family: 4 | 6): string =>
  printAddress({ family, value: packet.getBig(family === 4 ? 'nw_src' : 'ipv6_src') });

const PAIRS = [
  ['dl_src', 'dl_dst'],
  ['nw_src', 'nw_dst'],
  ['ipv6_src', 'ipv6_dst'],
] as const satisfies readonly (readonly [FieldName, FieldName])[];

function reversed(original: Packet): Packet {
  const packet = withoutMetadata(original);
  for (const [a, b] of PAIRS) exchange(packet, a, b);
  packet.set('nw_ttl', TTL);
  const type = ICMP_REPLIES.get(`${packet.get('dl_type')} ${packet.get('nw_proto')}`);
  if (type === undefined) exchange(packet, 'tp_src', 'tp_dst');
  else packet.set('tp_src', type);
  return packet;
}

function exchange(packet: Packet, a: FieldName, b: FieldName): void {
  const value = packet.getBig(a);
  packet.setBig(a, packet.getBig(b));
  packet.setBig(b, value);
}

/** The types of echo replies, by Ethernet type and protocol. */
const ICMP_REPLIES: ReadonlyMap<string, number> = new Map([
  [`${ETHER_TYPES.ip} ${IP_PROTOCOLS.icmp}`, 0],
  [`${ETHER_TYPES.ipv6} ${IP_PROTOCOLS.icmp6}`, 129],
]);
