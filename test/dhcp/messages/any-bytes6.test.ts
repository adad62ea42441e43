/** DHCPv6 and router discovery: any bytes give a value or a reason, never an exception. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FrameView, viewFrame } from '../../../src/analyze/lease/frame-view.ts';
import { readUint16, uint16Bytes } from '../../../src/base/bytes/bytes.ts';
import { clientFrame6, routerSolicitation } from '../../../src/dhcp/messages/client6.ts';
import { decodeAdvertisement } from '../../../src/dhcp/messages/decode-advertisement.ts';
import { decodeMessage6, encodeMessage6 } from '../../../src/dhcp/messages/message6.ts';
import { replyTo6 } from '../../../src/dhcp/messages/reply6.ts';
import { advertise } from '../../../src/dhcp/messages/router-advertisement.ts';
import type { OfferedOption } from '../../../src/dhcp/options/option-codec.ts';
import { decodeAnyFrame } from '../../../src/frames/any-frame.ts';
import { decodeFrame6, encodeFrame6, type Frame6 } from '../../../src/frames/frame6.ts';

const bytes = (constraints?: fc.IntArrayConstraints) => fc.uint8Array(constraints);

const OFFERED: readonly OfferedOption[] = [
  { name: 'server_id', values: [{ value: 0x0a58a9fe0101n }] },
  { name: 'ia_addr', values: [{ value: 0xfd000022000000000000000000000006n }] },
  { name: 'fqdn', values: ['vm.example.org'] },
];
const ADVERTISED: readonly OfferedOption[] = [
  { name: 'slla', values: [{ value: 0x0a58ac160001n }] },
  { name: 'prefix', values: [{ value: 0xfd00002200n << 96n, mask: 0xffffffffffffffffn << 64n }] },
];

const LEASE = { address: 0xfd000022000000000000000000000006n, server: Buffer.from('000300010a58a9fe0101', 'hex') };
const GOOD = {
  SOLICIT: clientFrame6({ mac: 0x0a58ac160006, xid: 1 }, 'SOLICIT'),
  REQUEST: clientFrame6({ mac: 0x0a58ac160006, xid: 1 }, 'REQUEST', LEASE),
  solicitation: routerSolicitation(0x0a58ac160006),
} as const satisfies Record<string, Frame6>;

/** Reads every part of a view: parts are made on first use. */
const lookAt = ({ ...view }: FrameView) => view;

/** Decodes a frame in every possible way. Returns `reply`, `no-reply`, or the fault of the frame. */
function takeAll(frameBytes: Uint8Array): string {
  const decoded = decodeAnyFrame(frameBytes);
  if (decoded.kind === 'fault') return decoded.fault;
  lookAt(viewFrame(decoded.frame, frameBytes));
  if (!('ip6' in decoded.frame)) return 'ipv4';
  if (decoded.frame.transport.protocol === 'icmp6') return advertise(decoded.frame, ADVERTISED) ? 'reply' : 'no-reply';
  const answer = replyTo6(decoded.frame, OFFERED);
  if (answer.kind === 'reply') lookAt(viewFrame(answer.reply, encodeFrame6(answer.reply)));
  return answer.kind;
}

it('any frame', () => {
  const start = Buffer.from('3333000100020a58ac16000686dd', 'hex');
  fc.assert(
    fc.property(bytes({ maxLength: 200 }), rest => {
      expect(takeAll(Buffer.concat([start, rest]))).toMatch(/^[a-z0-9-]+$/);
    }),
  );
});

it.each([17, 58])('any packet of protocol %i', protocol => {
  fc.assert(
    fc.property(bytes({ maxLength: 100 }), segment => {
      const header = encodeFrame6(GOOD.SOLICIT).subarray(0, 54);
      header.set(uint16Bytes(segment.length), 18);
      header[20] = protocol;
      expect(takeAll(Buffer.concat([header, segment]))).toMatch(/^[a-z0-9-]+$/);
    }),
  );
});

it('a Client Identifier that runs past the end gets no reply: the real reply has unknown bytes of memory', () => {
  const frame = { ...GOOD.SOLICIT, payload: Buffer.from('016359aa00030004000000010001000e00030001', 'hex') };
  expect(replyTo6(frame, OFFERED)).toEqual({ kind: 'no-reply', reason: 'client-identifier-cut-short' });
});

it('any options of a solicit', () => {
  fc.assert(
    fc.property(bytes({ maxLength: 100 }), options => {
      const payload = Buffer.concat([GOOD.SOLICIT.payload, options]);
      expect(takeAll(encodeFrame6({ ...GOOD.SOLICIT, payload }))).toMatch(/^(?:no-)?reply$/);
    }),
  );
});

it('any router advertisement', () => {
  fc.assert(
    fc.property(bytes({ maxLength: 100 }), payload => {
      expect(decodeAdvertisement(payload)).toBeInstanceOf(Array);
    }),
  );
});

describe.each(Object.entries(GOOD))('%s', (_, good) => {
  const frame = encodeFrame6(good);

  it('is answered', () => {
    expect(takeAll(frame)).toBe('reply');
  });

  it('is decoded to what was encoded', () => {
    expect(decodeFrame6(frame)).toEqual({ kind: 'frame', frame: good });
  });

  it('is no frame when cut short', () => {
    for (let length = 0; length < frame.length; length++) {
      expect(takeAll(frame.subarray(0, length))).not.toBe('reply');
      expect(decodeFrame6(frame.subarray(0, length)).kind).toBe('fault');
    }
  });

  it('gives a result with a byte changed', () => {
    fc.assert(
      fc.property(fc.nat(frame.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(frame);
        changed[at] = value;
        expect(takeAll(changed)).toMatch(/^[a-z0-9-]+$/);
      }),
    );
  });

  it('gives a result with its payload cut short', () => {
    for (let length = 0; length < good.payload.length; length++) {
      expect(takeAll(encodeFrame6({ ...good, payload: good.payload.subarray(0, length) }))).toMatch(/^[a-z0-9-]+$/);
    }
  });
});

/** RFC 8200 section 8.1: 0 means "no checksum". */
it('a checksum of 0 is sent as all ones', () => {
  const empty = encodeFrame6({ ...GOOD.SOLICIT, payload: Buffer.alloc(2) });
  const full = encodeFrame6({ ...GOOD.SOLICIT, payload: empty.subarray(60, 62) });
  expect(readUint16(full, 60)).toBe(0xffff);
});

it('decoding a message returns what was encoded', () => {
  const option = fc.record({ code: fc.nat(0xffff), value: bytes({ maxLength: 300 }) });
  const message = fc.record({ type: fc.nat(255), xid: fc.nat(0xffffff), options: fc.array(option, { maxLength: 5 }) });
  fc.assert(
    fc.property(message, written => {
      expect(decodeMessage6(encodeMessage6(written))).toEqual({
        kind: 'message',
        message: written,
        areOptionsCutShort: false,
      });
    }),
  );
});

it('an option that runs past the end is left out and reported', () => {
  const cut = encodeMessage6({ type: 1, xid: 1, options: [{ code: 8, value: Buffer.alloc(2) }] }).subarray(0, -1);
  expect(decodeMessage6(cut)).toMatchObject({ areOptionsCutShort: true, message: { options: [] } });
});
