/** The digests are those of node:crypto. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '../../../src/base/bytes/bytes.ts';
import { sha1 } from '../../../src/base/bytes/sha1.ts';
import { sha256 } from '../../../src/base/bytes/sha256.ts';

test('SHA-1 of bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      expect(sha1(bytes)).toBe(createHash('sha1').update(bytes).digest('hex'));
    }),
  );
});

test('SHA-256 of text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(toHex(sha256(text))).toBe(createHash('sha256').update(text).digest('hex'));
    }),
  );
});
