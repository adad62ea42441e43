/**
 * Blocks of actions: the packet that each makes from the original, for the actions in the block (OVN 25.03,
 * utilities/ovn-trace.c, execute_arp() and the functions after it).
 */
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { IP_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import type { FieldName } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { ActionOf, NestKind } from '../../sema/actions/kit/action.ts';
import { type Execution, type ExecutionState, record } from '../state/execution-state.ts';
import type { BlockPacket } from '../state/trace-node.ts';

type Make = (original: Packet) => Packet;

const ICMP4_UNREACHABLE = 3;
const ICMP6_UNREACHABLE = 1;
const TCP_RST = 4;

const changed = (original: Packet, change: (packet: Packet) => void): Packet => {
  const packet = original.clone();
  change(packet);
  return packet;
};

const clear = (packet: Packet, ...fields: FieldName[]): void => {
  for (const field of fields) packet.setBig(field, 0n);
};

const copy = (packet: Packet, to: FieldName, from: Packet, field: FieldName): void =>
  packet.setBig(to, from.getBig(field));

const makeArp: Make = original =>
  changed(original, packet => {
    clear(packet, 'nw_frag', 'nw_tos', 'nw_ttl', 'tcp_flags', 'arp_tha');
    packet.set('dl_type', ETHER_TYPES.arp);
    packet.set('nw_proto', 1);
    copy(packet, 'arp_sha', packet, 'dl_src');
  });

const makeNeighborAdvertisement: Make = original =>
  changed(original, packet => {
    copy(packet, 'dl_src', original, 'dl_dst');
    copy(packet, 'dl_dst', original, 'dl_src');
    copy(packet, 'ipv6_dst', original, 'ipv6_src');
    copy(packet, 'ipv6_src', original, 'nd_target');
    packet.set('tp_src', ICMP6_TYPES.neighborAdvertisement);
    clear(packet, 'arp_sha');
    copy(packet, 'arp_tha', original, 'dl_dst');
  });

/** To the solicited-node multicast address of the destination (RFC 4291 section 2.7.1). */
const makeNeighborSolicitation: Make = original =>
  changed(original, packet => {
    const low24 = original.getBig('ipv6_dst') & 0xffffffn;
    packet.setBig('dl_dst', (0x3333ffn << 24n) | low24);
    packet.set('tp_src', ICMP6_TYPES.neighborSolicitation);
    clear(packet, 'arp_sha');
    copy(packet, 'arp_tha', original, 'dl_dst');
  });

const swapped = (original: Packet, isIPv4: boolean, change: (packet: Packet) => void): Packet =>
  changed(original, packet => {
    const [source, target]: [FieldName, FieldName] = isIPv4 ? ['nw_src', 'nw_dst'] : ['ipv6_src', 'ipv6_dst'];
    copy(packet, 'dl_src', original, 'dl_dst');
    copy(packet, 'dl_dst', original, 'dl_src');
    copy(packet, source, original, target);
    copy(packet, target, original, source);
    change(packet);
  });

const toIcmp = (version: 4 | 6) => (packet: Packet) => {
  packet.set('nw_proto', version === 4 ? IP_PROTOCOLS.icmp : IP_PROTOCOLS.icmp6);
  packet.set('nw_ttl', 255);
  packet.set('tp_src', version === 4 ? ICMP4_UNREACHABLE : ICMP6_UNREACHABLE);
  packet.set('tp_dst', 1);
};

const toReset = (protocol: number) => (packet: Packet) => {
  packet.set('nw_proto', protocol);
  packet.set('nw_ttl', 255);
  packet.set('tcp_flags', TCP_RST);
};

const isIPv4 = (packet: Packet): boolean => packet.get('dl_type') === ETHER_TYPES.ip;

/** ovn-trace turns an SCTP packet over IPv6 into a TCP packet. */
const abortProtocol = (packet: Packet): number => (isIPv4(packet) ? IP_PROTOCOLS.sctp : IP_PROTOCOLS.tcp);

/** For each action with a block: the type of the packet in it, and how it is made. */
const MAKERS = {
  clone: ['clone', original => original.clone()],
  arp: ['arp', makeArp],
  icmp4: ['icmp4', original => changed(original, toIcmp(4))],
  icmp4_error: ['icmp4', original => changed(original, toIcmp(4))],
  icmp6: ['icmp6', original => changed(original, toIcmp(6))],
  icmp6_error: ['icmp6', original => changed(original, toIcmp(6))],
  tcp_reset: ['tcp_reset', original => changed(original, toReset(IP_PROTOCOLS.tcp))],
  sctp_abort: ['sctp_abort', original => changed(original, toReset(abortProtocol(original)))],
  nd_na: ['nd_na', makeNeighborAdvertisement],
  nd_na_router: ['nd_na', makeNeighborAdvertisement],
  nd_ns: ['nd_ns', makeNeighborSolicitation],
} as const satisfies { readonly [K in Exclude<NestKind, 'reject' | 'ct_commit'>]: readonly [BlockPacket, Make] };

export function* executeNest({ kind, actions }: ActionOf<keyof typeof MAKERS>, state: ExecutionState): Execution {
  const [type, make] = MAKERS[kind];
  yield* runBlock(type, make(state.packet), actions, state);
}

/** An error message is not answered with another error message. */
export function* executeReject({ actions }: ActionOf<'reject'>, state: ExecutionState): Execution {
  const { packet } = state;
  const protocol = packet.get('nw_proto');
  const isReset = packet.get('tcp_flags') === TCP_RST;
  if (protocol === IP_PROTOCOLS.tcp || protocol === IP_PROTOCOLS.sctp) {
    const isTcp = protocol === IP_PROTOCOLS.tcp;
    const answer = swapped(packet, isIPv4(packet), toReset(isTcp ? IP_PROTOCOLS.tcp : abortProtocol(packet)));
    yield* runBlock(isTcp ? 'tcp_reset' : 'sctp_abort', isReset ? undefined : answer, actions, state);
  } else {
    const version = isIPv4(packet) ? 4 : 6;
    const isError = packet.get('tp_src') === (version === 4 ? ICMP4_UNREACHABLE : ICMP6_UNREACHABLE);
    const answer = swapped(packet, version === 4, toIcmp(version));
    yield* runBlock(`icmp${version}`, isError ? undefined : answer, actions, state);
  }
}

function* runBlock(
  type: BlockPacket,
  packet: Packet | undefined,
  actions: ActionOf<NestKind>['actions'],
  state: ExecutionState,
): Execution {
  if (!packet) return;
  const nodes = record(state, { kind: 'block', packet: type });
  yield { kind: 'actions', actions, at: { ...state, packet, nodes } };
}
