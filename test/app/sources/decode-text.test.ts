/** Bytes as text, and where they are not text. */
import { expect, test } from 'vitest';
import { decodeText } from '../../../src/app/sources/decode-text.ts';

const decoded = (...parts: readonly (string | readonly number[])[]) =>
  decodeText(new Uint8Array(Buffer.concat(parts.map(part => Buffer.from(part as string)))), 'a.yaml');

test.each(['', 'a\nb\n', 'm\u00fcller \u{1f600}', '\ufeffkind: Pod'])('%j', text =>
  expect(decoded(text)).toEqual({ value: { name: 'a.yaml', text } }));

test.each([
  ['a byte of Latin-1', ['kind: Pod\nname: m', [0xfc], 'ller\n'], '2:8'],
  ['UTF-16', [[0xff, 0xfe], 'D\0a\0'], '1:1'],
  ['a character that the end cuts', ['\u00fc\n\u00fc', [0xc3]], '2:2'],
  ['a character that a line end cuts', ['ab', [0xe2, 0x82], '\nc'], '1:3'],
] as const)('%s', (_, parts, place) =>
  expect(decoded(...parts)).toMatchObject({
    error: { code: 'not-utf8', message: `a.yaml:${place}: the text is not in UTF-8 here` },
  }));
