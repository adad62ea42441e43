/** The functions for bytes and UTF-8 text give the same results as Buffer of Node.js. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bigUintBytes,
  concatBytes,
  equalBytes,
  fromHex,
  plainBytes,
  readBigUint,
  readUint,
  toHex,
  uintBytes,
} from '../../../src/base/bytes/bytes.ts';
import { compareUtf8, decodeUtf8, encodeUtf8, utf8Length } from '../../../src/base/bytes/utf8.ts';

const check = (property: fc.IRawProperty<unknown>) => fc.assert(property);

const texts = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary', maxLength: 200 }));

describe('bytes', () => {
  test('are joined', () => {
    check(
      fc.property(fc.array(fc.uint8Array()), parts => {
        expect(equalBytes(concatBytes(parts), Buffer.concat(parts))).toBe(true);
      }),
    );
  });

  test('are compared', () => {
    check(
      fc.property(fc.uint8Array({ maxLength: 2, max: 1 }), fc.uint8Array({ maxLength: 2, max: 1 }), (a, b) => {
        expect(equalBytes(a, b)).toBe(Buffer.from(a).equals(b));
      }),
    );
  });

  test('are written in hexadecimal digits and read from them', () => {
    check(
      fc.property(fc.uint8Array(), bytes => {
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
    );
  });

  test('are unsigned numbers', () => {
    check(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.maxSafeNat(), (length, value) => {
        const cut = value % 2 ** (8 * length);
        expect(readUint(concatBytes([Uint8Array.of(9), uintBytes(value, length)]), 1, length)).toBe(cut);
      }),
    );
    check(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.bigInt({ min: 0n, max: 2n ** 140n }), (length, value) => {
        expect(readBigUint(bigUintBytes(value, length), 0, length)).toBe(BigInt.asUintN(8 * length, value));
      }),
    );
  });

  test('beyond the end are an error', () => {
    expect(() => readUint(Uint8Array.of(1, 2), 1, 2)).toThrow(new RangeError('no 2 bytes at 1 of 2'));
  });

  test('of a Buffer are the same memory, as a plain Uint8Array', () => {
    const buffer = Buffer.from('abc').subarray(1);
    const plain = plainBytes(buffer);
    expect(plain.constructor).toBe(Uint8Array);
    plain[0] = 0x7a;
    expect(buffer.toString()).toBe('zc');
  });
});

describe('UTF-8', () => {
  test('is written and read', () => {
    check(
      fc.property(texts, text => {
        expect(toHex(encodeUtf8(text))).toBe(Buffer.from(text).toString('hex'));
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
        expect(decodeUtf8(encodeUtf8(text))).toBe(Buffer.from(text).toString());
      }),
    );
  });

  test('is read from any bytes, between any two places', () => {
    check(
      fc.property(fc.uint8Array(), fc.nat(10), fc.nat(10), (bytes, start, length) => {
        const [from, to] = [Math.min(start, bytes.length), Math.min(start + length, bytes.length)];
        expect(decodeUtf8(bytes, from, to)).toBe(Buffer.from(bytes).toString('utf8', from, to));
      }),
    );
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
  });

  test('orders texts by their bytes', () => {
    check(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(compareUtf8('\u{1f600}', '\uffee')).toBeGreaterThan(0);
  });
});
