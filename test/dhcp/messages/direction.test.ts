/** Who sends a message, from the message alone. */
import { describe, expect, test } from 'vitest';
import { clientFrame } from '../../../src/dhcp/messages/client.ts';
import { senderOf } from '../../../src/dhcp/messages/direction.ts';
import type { Frame6, Transport } from '../../../src/frames/frame6.ts';

const discover = clientFrame({ mac: 0x0a58ac160006, xid: 1 }, { kind: 'discover' });
const [CLIENT, SERVER] = [68, 67];

const withOp = (op: number, src: number, dst: number) => ({
  ...discover,
  udp: { ...discover.udp, src, dst },
  payload: Uint8Array.of(op, ...discover.payload.subarray(1)),
});

test.each([
  ['a request', 1, CLIENT, SERVER, 'client'],
  ['a request of a relay', 1, SERVER, SERVER, 'client'],
  ['a reply', 2, SERVER, CLIENT, 'server'],
  ['a reply to a relay', 2, SERVER, SERVER, 'server'],
  ['a request to a client', 1, SERVER, CLIENT, undefined],
  ['another operation', 3, CLIENT, SERVER, undefined],
  ['another port', 1, CLIENT, 53, undefined],
])('%s', (_, op, src, dst, sender) => expect(senderOf(withOp(op, src, dst))).toBe(sender));

describe('in IPv6', () => {
  const frame = (transport: Transport, type = 0): Frame6 => ({
    eth: { src: 1, dst: 2 },
    vlans: [],
    ip6: { version: 6, src: 1n, dst: 2n, trafficClass: 0, flowLabel: 0, hopLimit: 255 },
    transport,
    payload: Uint8Array.of(type, 0, 0, 1),
  });
  const udp = (dst: number) => ({ protocol: 'udp', src: dst === 547 ? 546 : 547, dst }) as const;
  const icmp6 = (type: number) => ({ protocol: 'icmp6', type, code: 0 }) as const;

  test.each([
    ['SOLICIT', frame(udp(547), 1), 'client'],
    ['ADVERTISE', frame(udp(546), 2), 'server'],
    ['REPLY', frame(udp(546), 7), 'server'],
    ['RECONFIGURE', frame(udp(546), 10), 'server'],
    ['SOLICIT to a client', frame(udp(546), 1), undefined],
    ['another port', frame(udp(53), 1), undefined],
    ['a router solicitation', frame(icmp6(133)), 'client'],
    ['a router advertisement', frame(icmp6(134)), 'server'],
    ['a neighbor solicitation', frame(icmp6(135)), undefined],
  ])('%s', (_, found, sender) => expect(senderOf(found)).toBe(sender));
});
