/** Any bytes give a value or a reason, never an exception. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readUint16 } from '../../../src/base/bytes/bytes.ts';
import { clientFrame } from '../../../src/dhcp/messages/client.ts';
import { decodeMessage, encodeMessage, MAGIC_COOKIE } from '../../../src/dhcp/messages/message.ts';
import { replyTo } from '../../../src/dhcp/messages/reply.ts';
import { tcpdumpLine } from '../../../src/dhcp/messages/tcpdump.ts';
import { decodeOptions } from '../../../src/dhcp/options/decode-options.ts';
import { readCapture } from '../../../src/frames/capture.ts';
import { decodeFrame, encodeFrame, type Frame } from '../../../src/frames/frame.ts';
import { type CapturedFrame, writePcap } from '../../../src/frames/pcap.ts';
import { offeredBy } from '../offered-by.ts';

const bytes = (constraints?: fc.IntArrayConstraints) => fc.uint8Array(constraints);
const address = fc.nat(0xffffffff);

const OFFERED = offeredBy(
  'reg0[3] = put_dhcp_opts(offerip = 172.22.0.6, bootfile_name = "a", bootfile_name_alt = "bc");',
)!;
const GOOD = clientFrame({ mac: 0x0a58ac160006, xid: 1, hostname: 'fedora-1' }, { kind: 'discover' });

function takeAll(frameBytes: Uint8Array): string {
  tcpdumpLine(frameBytes);
  const decoded = decodeFrame(frameBytes);
  if (decoded.kind === 'fault') return decoded.fault;
  const message = decodeMessage(decoded.frame.payload);
  if (message.kind === 'message') decodeOptions(message.message);
  const answer = replyTo(decoded.frame, OFFERED);
  if (answer.kind === 'reply') encodeFrame(answer.reply);
  return answer.kind;
}

const withPayload = (payload: Uint8Array): Frame => ({ ...GOOD, payload });

it('any frame', () => {
  fc.assert(
    fc.property(bytes({ maxLength: 400 }), frame => {
      expect(takeAll(frame)).toBeTypeOf('string');
    }),
  );
});

it('any payload', () => {
  fc.assert(
    fc.property(bytes({ maxLength: 400 }), payload => {
      expect(takeAll(encodeFrame(withPayload(payload)))).toBe('no-reply');
    }),
  );
});

it('any options after a valid header', () => {
  const header = Buffer.concat([GOOD.payload.subarray(0, 236), MAGIC_COOKIE]);
  fc.assert(
    fc.property(bytes({ maxLength: 300 }), options => {
      expect(takeAll(encodeFrame(withPayload(Buffer.concat([header, options]))))).toMatch(/^(?:no-)?reply$/);
    }),
  );
});

it('any change of one byte of a valid frame', () => {
  const frame = encodeFrame(GOOD);
  fc.assert(
    fc.property(fc.nat(frame.length - 1), fc.nat(255), (at, value) => {
      const changed = Buffer.from(frame);
      changed[at] = value;
      expect(takeAll(changed)).toBeTypeOf('string');
    }),
  );
});

it.each([0, 1, 2])('no prefix of a frame with %i VLAN tags is a frame', count => {
  const frame = encodeFrame({ ...GOOD, vlans: Array.from({ length: count }, () => ({ type: 0x8100, tci: 5 })) });
  for (let length = 0; length < frame.length; length++) expect(takeAll(frame.subarray(0, length))).not.toBe('reply');
});

/** Offsets in the frame: the IPv4 header begins at 14 (RFC 791 section 3.1), the UDP header at 34. */
it.each([
  ['ipv4-cut-short', 'a header of 16 bytes', 14, 0x44],
  ['ipv4-cut-short', 'a header that is longer than the packet', 14, 0x4f],
  ['not-udp', 'TCP', 23, 6],
  ['udp-cut-short', 'a packet that ends in the UDP header', 17, 27],
] as const)('%s: %s', (fault, _, at, value) => {
  const frame = encodeFrame({ ...GOOD, payload: Buffer.alloc(0) });
  frame[at] = value;
  expect(decodeFrame(frame)).toEqual({ kind: 'fault', fault });
});

/** RFC 768: 0 means "no checksum". */
it('a checksum of 0 is sent as all ones', () => {
  const empty = encodeFrame({ ...GOOD, payload: Buffer.alloc(2) });
  const full = encodeFrame({ ...GOOD, payload: empty.subarray(40, 42) });
  expect(readUint16(full, 40)).toBe(0xffff);
});

it('every prefix of a message is a message or a reason, and keeps the complete options', () => {
  for (let length = 0; length < GOOD.payload.length; length++) {
    const decoded = decodeMessage(GOOD.payload.subarray(0, length));
    if (length < 236) expect(decoded).toEqual({ kind: 'fault', fault: 'message-cut-short' });
    else if (length < 240) expect(decoded).toEqual({ kind: 'fault', fault: 'no-magic-cookie' });
    else if (length >= 243)
      expect(decoded).toMatchObject({ kind: 'message', message: { options: { 0: { code: 53 } } } });
  }
});

it('an option that runs past the end is left out and reported', () => {
  const options = Buffer.from('350101' + '0c0861', 'hex');
  const decoded = decodeMessage(Buffer.concat([GOOD.payload.subarray(0, 240), options]));
  expect(decoded).toMatchObject({ areOptionsCutShort: true, message: { options: [{ code: 53 }] } });
});

it('decoding a message returns what was encoded', () => {
  const option = fc.record({ code: fc.integer({ min: 1, max: 254 }), value: bytes({ maxLength: 255 }) });
  fc.assert(
    fc.property(fc.array(option, { maxLength: 5 }), address, address, (options, ciaddr, xid) => {
      const decoded = decodeMessage(GOOD.payload);
      if (decoded.kind === 'fault') throw new Error(decoded.fault);
      const message = { ...decoded.message, options, ciaddr, xid };
      expect(decodeMessage(encodeMessage(message))).toEqual({ kind: 'message', message, areOptionsCutShort: false });
    }),
  );
});

it('decoding a frame returns what was encoded', () => {
  const vlan = fc.record({ type: fc.constantFrom(0x8100, 0x88a8), tci: fc.nat(0xffff) });
  const frame = fc.record({
    eth: fc.record({ src: fc.nat(0xffffffffffff), dst: fc.nat(0xffffffffffff) }),
    vlans: fc.array(vlan, { maxLength: 2 }),
    ip4: fc.record({
      version: fc.nat(15),
      src: address,
      dst: address,
      tos: fc.nat(255),
      ttl: fc.nat(255),
      identification: fc.nat(0xffff),
      fragment: fc.constantFrom(0, 0x4000),
      options: fc.nat(10).chain(words => bytes({ minLength: 4 * words, maxLength: 4 * words })),
      checksumHasOptions: fc.constant(true),
    }),
    udp: fc.record({ src: fc.nat(0xffff), dst: fc.nat(0xffff), hasChecksum: fc.boolean() }),
    payload: bytes(),
  });
  fc.assert(
    fc.property(frame, written => {
      expect(decodeFrame(encodeFrame(written))).toEqual({ kind: 'frame', frame: written });
    }),
  );
});

const captured: fc.Arbitrary<CapturedFrame> = fc.record({
  microseconds: fc.nat(0xffffffff * 1e6),
  bytes: bytes({ maxLength: 60 }),
});

it('reading a capture returns what was written, and reading a prefix of it returns the complete frames', () => {
  fc.assert(
    fc.property(fc.array(captured, { maxLength: 4 }), fc.nat(400), (frames, length) => {
      const file = writePcap(frames);
      expect(readCapture(file, 'a.pcap')).toEqual({ value: frames, diagnostics: [] });
      const cut = readCapture(file.subarray(0, length), 'a.pcap');
      expect(frames.slice(0, cut.value?.length ?? 0)).toEqual(cut.value ?? []);
    }),
  );
});

it.each(['', 'a1b2c3d4', '0a0d0d0a', '4d3cb2a1'])('any capture that begins with %s', magic => {
  fc.assert(
    fc.property(bytes({ maxLength: 200 }), rest => {
      expect(readCapture(Buffer.concat([Buffer.from(magic, 'hex'), rest]), 'x').diagnostics).toBeInstanceOf(Array);
    }),
  );
});
