/** Frames of DHCP clients, valid and invalid. */
import fc, { type Arbitrary } from 'fast-check';
import { parseMac } from '../../../src/base/mac.ts';
import { encodeHeader } from '../../../src/dhcp/messages/message.ts';
import { encodeOption } from '../../../src/dhcp/options/option-list.ts';
import type { Vlan } from '../../../src/frames/ethernet.ts';
import { encodeFrame, type Frame } from '../../../src/frames/frame.ts';
import { parseIPv4 } from '../../../src/frames/ipv4.ts';
import { VM } from '../real/controller.ts';
import { mostly, nearlyAlways } from './values.ts';

export const bytes = (constraints: fc.IntArrayConstraints) =>
  fc.uint8Array(constraints).map(array => Buffer.from(array));
const mac = (text: string) => parseMac(text)!;
const ip4 = (text: string) => parseIPv4(text)!;

const own = ip4(VM.ip4);
const client = fc.constantFrom(own, 0, ip4('172.22.0.7'), ip4('10.0.0.1'));
const server = fc.constantFrom(ip4('172.22.0.2'), ip4('169.254.1.1'), 0xffffffff);

const uint32 = (value: number) => {
  const encoded = Buffer.alloc(4);
  encoded.writeUInt32BE(value);
  return encoded;
};
const option = (code: number, value: Arbitrary<Buffer>) => value.map(bytes => encodeOption({ code, value: bytes }));
const pad = fc.constant(Buffer.of(0));

/** Options that ovn-controller reads, sometimes with a wrong length, and options that it ignores. */
const optionBytes = fc.oneof(
  option(50, nearlyAlways(client.map(uint32), Buffer.of(1), Buffer.alloc(0), Buffer.alloc(8))),
  option(
    53,
    nearlyAlways(
      fc.integer({ min: 0, max: 14 }).map(type => Buffer.of(type)),
      Buffer.alloc(0),
      Buffer.of(1, 1),
    ),
  ),
  option(175, bytes({ maxLength: 3 })),
  option(54, server.map(uint32)),
  option(55, bytes({ maxLength: 20 })),
  option(61, bytes({ maxLength: 20 })),
  option(82, bytes({ maxLength: 20 })),
  pad,
);

const messageType = mostly(fc.constantFrom(1, 3, 8), 2, 4, 7, 200).map(type => Buffer.of(53, 1, type));
const END = nearlyAlways(
  fc.constant(Buffer.of(255)),
  Buffer.alloc(0),
  Buffer.of(255, 53, 1, 7),
  Buffer.of(12, 200, 1),
  Buffer.of(50),
);

const options = fc
  .tuple(nearlyAlways(messageType, Buffer.alloc(0)), fc.array(optionBytes, { maxLength: 5 }), END)
  .map(([first, others, end]) => Buffer.concat([first, ...others, end]));

const header = fc
  .record({
    op: nearlyAlways(fc.constant(1), 0, 2),
    htype: nearlyAlways(fc.constant(1), 0, 6),
    hlen: nearlyAlways(fc.constant(6), 0, 16),
    hops: nearlyAlways(fc.constant(0), 1, 255),
    xid: fc.nat(0xffffffff),
    secs: nearlyAlways(fc.constant(0), 1, 0xffff),
    flags: nearlyAlways(fc.constantFrom(0, 0x8000), 0x7fff, 0xffff),
    ciaddr: client,
    yiaddr: nearlyAlways(fc.constant(0), own),
    siaddr: nearlyAlways(fc.constant(0), 0x01020304),
    giaddr: nearlyAlways(fc.constant(0), 0x01020304),
    chaddr: nearlyAlways(
      fc.constant(Buffer.concat([Buffer.from(VM.mac.replaceAll(':', ''), 'hex'), Buffer.alloc(10)])),
      Buffer.alloc(16, 1),
    ),
    sname: nearlyAlways(fc.constant(Buffer.alloc(64)), Buffer.alloc(64, 'a')),
    file: nearlyAlways(fc.constant(Buffer.alloc(128)), Buffer.alloc(128, 'b')),
  })
  .map(encodeHeader);

const cookie = nearlyAlways(
  fc.constant(Buffer.from('63825363', 'hex')),
  Buffer.from('63825364', 'hex'),
  Buffer.alloc(0),
);
const payload = fc.tuple(header, cookie, options).map(parts => Buffer.concat(parts));

const frame: Arbitrary<Frame> = fc.record({
  eth: fc.record({
    src: nearlyAlways(fc.constant(mac(VM.mac)), mac('0a:58:ac:16:00:07')),
    dst: fc.constantFrom(0xffffffffffff, mac('0a:58:a9:fe:01:01')),
  }),
  vlans: nearlyAlways(fc.constant<Vlan[]>([]), [{ type: 0x8100, tci: 5 }], [{ type: 0x8100, tci: 0 }]),
  ip4: fc.record({
    version: nearlyAlways(fc.constant(4), 6),
    src: nearlyAlways(fc.constantFrom(0, own), ip4('172.22.0.7')),
    dst: nearlyAlways(server, own),
    tos: nearlyAlways(fc.constant(0), 0xc0, 0xff),
    ttl: nearlyAlways(fc.constant(64), 0, 1, 255),
    identification: nearlyAlways(fc.constant(0), 0xffff),
    fragment: nearlyAlways(fc.constantFrom(0, 0x4000), 0x2000, 0x0001, 0x8000),
    options: nearlyAlways(fc.constant(Buffer.alloc(0)), Buffer.alloc(4, 1), Buffer.alloc(40, 1)),
    checksumHasOptions: nearlyAlways(fc.constant(true), false),
  }),
  udp: fc.record({
    src: nearlyAlways(fc.constant(68), 67, 1068),
    dst: nearlyAlways(fc.constant(67), 68, 547),
    hasChecksum: fc.boolean(),
  }),
  payload: nearlyAlways(payload, Buffer.alloc(0), Buffer.alloc(300)),
});

/** Frames are unchanged, shortened, extended, or changed in one byte. */
export const damage = (whole: Arbitrary<Uint8Array>): Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 12, arbitrary: whole },
    {
      weight: 1,
      arbitrary: fc.tuple(whole, fc.nat(400)).map(([all, cut]) => all.subarray(0, Math.max(14, all.length - cut))),
    },
    { weight: 1, arbitrary: fc.tuple(whole, bytes({ maxLength: 30 })).map(parts => Buffer.concat(parts)) },
    {
      weight: 1,
      arbitrary: fc.tuple(whole, fc.nat(), fc.nat(255)).map(([all, at, value]) => {
        const changed = Buffer.from(all);
        changed[at % changed.length] = value;
        return changed;
      }),
    },
  );

export const dhcpv4Frame = damage(frame.map(encodeFrame));
