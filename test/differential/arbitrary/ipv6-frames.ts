/** DHCPv6 messages and router solicitations of VMs, valid and invalid. */
import fc, { type Arbitrary } from 'fast-check';
import { linkLocalAddress } from '../../../src/base/address-forms/lsp-addresses.ts';
import { parseMac } from '../../../src/base/mac.ts';
import { routerSolicitation } from '../../../src/dhcp/messages/client6.ts';
import { encodeMessage6 } from '../../../src/dhcp/messages/message6.ts';
import { encodeFrame6, type Frame6 } from '../../../src/frames/frame6.ts';
import { VM } from '../real/controller.ts';
import { bytes, damage } from './dhcp-frames.ts';
import { mostly, nearlyAlways } from './values.ts';

const mac = parseMac(VM.mac)!;
const linkLocal = linkLocalAddress(mac);
const otherMac = parseMac('0a:58:ac:16:00:07')!;

const iaid = nearlyAlways(bytes({ minLength: 4, maxLength: 4 }), Buffer.alloc(4));
const association = fc
  .tuple(iaid, nearlyAlways(fc.constant(Buffer.alloc(8)), Buffer.alloc(0), Buffer.alloc(36)))
  .map(parts => Buffer.concat(parts));
const option = (code: number, value: Arbitrary<Buffer>) => value.map(each => ({ code, value: each }));
const text = (content: string) => Buffer.concat([Buffer.of(0, content.length), Buffer.from(content)]);

const optionOf6 = fc.oneof(
  option(15, fc.constantFrom(text('iPXE'), text('iPXE2'), Buffer.alloc(0), Buffer.concat([text('a'), text('iPXE')]))),
  option(
    39,
    mostly(
      fc.constantFrom(Buffer.of(0), Buffer.of(1, 1, 97, 0), Buffer.of(4), Buffer.of(0xfe)),
      Buffer.of(0xff),
      Buffer.alloc(0),
    ),
  ),
  option(3, association),
  option(1, bytes({ maxLength: 20 })),
  option(6, bytes({ maxLength: 8 })),
  option(2, bytes({ maxLength: 14 })),
  option(8, bytes({ maxLength: 2 })),
);

const clientIdentifier = option(1, fc.constant(Buffer.from('000300010a58ac160006', 'hex')));
const required = <T>(arbitrary: Arbitrary<T>): Arbitrary<T[]> =>
  nearlyAlways(
    arbitrary.map(value => [value]),
    [],
  );

const message = fc
  .record({
    type: mostly(fc.constantFrom(1, 3, 4, 11), 2, 5, 6, 7, 8, 9, 10, 12, 0, 255),
    xid: fc.nat(0xffffff),
    options: fc
      .tuple(required(clientIdentifier), required(option(3, association)), fc.array(optionOf6, { maxLength: 5 }))
      .map(parts => parts.flat()),
  })
  .map(encodeMessage6);

const ethernet = (group: number) => ({
  eth: fc.record({
    src: nearlyAlways(fc.constant(mac), otherMac),
    dst: nearlyAlways(fc.constant(group), 0x0a58a9fe0101),
  }),
  vlans: fc.constant([]),
});

const header = (group: bigint, hopLimit: number) =>
  fc.record({
    version: nearlyAlways(fc.constant(6), 4),
    src: nearlyAlways(fc.constant(linkLocal), 0n, 0xfd000022000000000000000000000006n),
    dst: nearlyAlways(fc.constant(group), 0xff020000000000000000000000000001n),
    trafficClass: nearlyAlways(fc.constant(0), 0xc0),
    flowLabel: nearlyAlways(fc.constant(0), 0xfffff),
    hopLimit: nearlyAlways(fc.constant(hopLimit), 0, 1, 64),
  });

const dhcpv6: Arbitrary<Frame6> = fc.record({
  ...ethernet(0x333300010002),
  ip6: header(0xff020000000000000000000000010002n, 1),
  transport: nearlyAlways(
    fc.constant<Frame6['transport']>({ protocol: 'udp', src: 546, dst: 547 }),
    { protocol: 'udp', src: 1, dst: 547 },
    { protocol: 'udp', src: 546, dst: 546 },
    { protocol: 'udp', src: 546, dst: 547, length: 30 },
    { protocol: 'udp', src: 546, dst: 547, length: 300 },
  ),
  payload: nearlyAlways(message, Buffer.of(1, 0, 0), Buffer.alloc(100)),
});

const solicitation: Arbitrary<Frame6> = fc.record({
  ...ethernet(0x333300000002),
  ip6: header(0xff020000000000000000000000000002n, 255),
  transport: nearlyAlways(
    fc.constant<Frame6['transport']>({ protocol: 'icmp6', type: 133, code: 0 }),
    { protocol: 'icmp6', type: 133, code: 1 },
    { protocol: 'icmp6', type: 134, code: 0 },
  ),
  payload: mostly(fc.constant(routerSolicitation(mac).payload), Buffer.alloc(4), Buffer.alloc(20, 1)),
});

export const dhcpv6Frame = damage(dhcpv6.map(encodeFrame6));
export const routerSolicitationFrame = damage(solicitation.map(encodeFrame6));
