/** Who sends a message of DHCP, DHCPv6 or router discovery, from the message alone. */
import { ICMP6_TYPES } from '../../base/protocols/icmp6-types.ts';
import { UDP_PORTS } from '../../base/protocols/udp-ports.ts';
import { type AnyFrame, isFrame6 } from '../../frames/any-frame.ts';
import type { Frame } from '../../frames/frame.ts';
import type { Frame6 } from '../../frames/frame6.ts';
import { OP_REPLY, OP_REQUEST } from './message.ts';
import { MESSAGE_TYPES6 } from './message6.ts';

export type Sender = 'client' | 'server';

/** Undefined for any other packet. */
export const senderOf = (frame: AnyFrame): Sender | undefined =>
  isFrame6(frame) ? senderOf6(frame) : senderOf4(frame);

const BOOTP_PORTS: readonly number[] = [UDP_PORTS.dhcpServer, UDP_PORTS.dhcpClient];

/** Relays send from the port of a server, so only the message says which it is. */
function senderOf4({ udp, payload }: Frame): Sender | undefined {
  if (!BOOTP_PORTS.includes(udp.dst)) return undefined;
  if (payload[0] === OP_REPLY) return 'server';
  return payload[0] === OP_REQUEST && udp.dst === UDP_PORTS.dhcpServer ? 'client' : undefined;
}

const SERVER_TYPES6: readonly number[] = [MESSAGE_TYPES6.ADVERTISE, MESSAGE_TYPES6.REPLY, MESSAGE_TYPES6.RECONFIGURE];

function senderOf6({ transport, payload }: Frame6): Sender | undefined {
  if (transport.protocol === 'icmp6') {
    if (transport.type === ICMP6_TYPES.routerAdvertisement) return 'server';
    return transport.type === ICMP6_TYPES.routerSolicitation ? 'client' : undefined;
  }
  if (transport.dst === UDP_PORTS.dhcpv6Client) return SERVER_TYPES6.includes(payload[0]!) ? 'server' : undefined;
  return transport.dst === UDP_PORTS.dhcpv6Server ? 'client' : undefined;
}
