import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBase64 } from '../../src/base/bytes/base64.ts';

test('is what Node.js writes, for every length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
});
