/** Actions that ovn-controller would answer; a trace assumes that it does (OVN 25.03, utilities/ovn-trace.c). */
import { ANY_SILENCES } from '../../dhcp/messages/any-answer.ts';
import { type AnyFrame, isFrame6 } from '../../frames/any-frame.ts';
import { formatPacket } from '../../ovn/fields/format-packet.ts';
import { isRegister } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { ActionOf, OptionsKind, RelayKind } from '../../sema/actions/kit/action.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import { printOptions } from '../../sema/actions/option-rows.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import { locate } from '../../sema/symbol.ts';
import { answerRequest } from '../state/dhcp-server.ts';
import { note, type Station, transform, writeField } from '../state/execution-state.ts';

const ASSUMED_REQUEST = '/* We assume that this packet is DHCPDISCOVER or DHCPREQUEST. */';
const ASSUMED_REPLY =
  '/* We assume that this packet is DHCPOFFER or DHCPACK and DHCP broadcast flag is set. Dest IP is set to broadcast. ' +
  'Dest MAC is set to broadcast but in real network this is unicast which is extracted from DHCP header. */';

export function executePutOptions(action: ActionOf<OptionsKind>, station: Station): void {
  const { kind, destination, options } = action;
  const answer = realAnswer(action, station);
  if (kind !== 'put_nd_ra_opts' && answer === 'assumed') note(station, 'error', ASSUMED_REQUEST);
  note(station, 'modify', `${kind}(${printOptions(options)})`);
  if (answer === 'none') writeField(station, destination, 0n);
  else succeed(destination, station);
}

const TITLES: Readonly<Record<OptionsKind, string>> = {
  put_dhcp_opts: 'DHCP',
  put_dhcpv6_opts: 'DHCPv6 ',
  put_nd_ra_opts: '',
};

/** Where the frame is known: whether ovn-controller answers it, and what that does to the packet. */
function realAnswer(action: ActionOf<OptionsKind>, { choices, packet, nodes }: Station): 'assumed' | 'some' | 'none' {
  const answer = choices.dhcp && answerRequest(choices.dhcp, action);
  if (!answer) return 'assumed';
  const title = TITLES[action.kind];
  if (answer.kind === 'silence') {
    note({ nodes }, 'error', `/* no ${title.trim()} reply: ${ANY_SILENCES[answer.reason]} */`);
    return 'none';
  }
  note({ nodes }, 'action', `/* ${title}${answer.type} */`);
  takeHeaders(packet, answer.reply);
  return 'some';
}

/** What the flows after the action see of the reply. */
function takeHeaders(packet: Packet, reply: AnyFrame): void {
  if (!isFrame6(reply)) {
    packet.set('nw_dst', reply.ip4.dst);
    return;
  }
  packet.setBig('ipv6_src', reply.ip6.src);
  if (reply.transport.protocol === 'icmp6') packet.set('icmp_type', reply.transport.type);
}

export function executeRelay({ kind, destination }: ActionOf<RelayKind>, station: Station): void {
  const isRequest = kind === 'dhcp_relay_req_chk';
  note(station, 'error', isRequest ? ASSUMED_REQUEST : ASSUMED_REPLY);
  if (!isRequest) {
    station.packet.set('nw_dst', 0xffffffff);
    station.packet.set('dl_dst', 0xffffffffffff);
  }
  succeed(destination, station);
}

function succeed(destination: BoundField, station: Station): void {
  const { location } = locate(destination.symbol);
  if (!isRegister(location)) note(station, 'modify', `${printBoundField(destination)} = 1`);
  writeField(station, destination, 1n);
}

export function executeLog({ name, verdict, severity }: ActionOf<'log'>, station: Station): void {
  const direction = station.pipeline === 'ingress' ? 'IN' : 'OUT';
  const packet = formatPacket(station.packet);
  transform(
    station,
    `LOG: ACL name=${name ?? '<unnamed>'}, direction=${direction}, verdict=${verdict}, severity=${severity}, packet="${packet}"`,
  );
}
