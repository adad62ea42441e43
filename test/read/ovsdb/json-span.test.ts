/** A cursor over JSON finds what a parser finds, in any notation. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  elementsOf,
  type JsonSpan,
  MemberCursor,
  memberOf,
  parseNumber,
  parseSpan,
  parseString,
  toSpan,
} from '../../../src/read/ovsdb/json-span.ts';

const spanOf = (text: string): JsonSpan => {
  const bytes = Buffer.from(text);
  return { bytes, start: 0, end: bytes.length };
};

const members = (span: JsonSpan): Record<string, unknown> => {
  const { bytes } = span;
  const found: [string, unknown][] = [];
  const cursor = new MemberCursor(span);
  while (cursor.next()) {
    const key = parseString({ bytes, start: cursor.keyStart - 1, end: cursor.keyEnd + 1 });
    found.push([key, parseSpan(cursor.value)]);
  }
  return Object.fromEntries(found);
};

const anyObject = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true });
const anyIndent = fc.constantFrom(undefined, 1, '\t', '\n ');

test('members and elements', () => {
  fc.assert(
    fc.property(anyObject, fc.array(fc.jsonValue()), anyIndent, (object, array, indent) => {
      const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
      expect(members(spanOf(JSON.stringify(object, null, indent)))).toEqual(plain(object));
      expect(elementsOf(spanOf(JSON.stringify(array, null, indent))).map(parseSpan)).toEqual(plain(array));
    }),
  );
});

test('a member by name', () => {
  const span = spanOf('{ "a" : 1, "ab":[2, {"a":3}] ,"b":"\\"a\\": 4" }');
  expect(['a', 'ab', 'b', 'c'].map(name => memberOf(span, name)).map(found => found && parseSpan(found))).toEqual([
    1,
    [2, { a: 3 }],
    '"a": 4',
    undefined,
  ]);
});

test('parsing a span made from a value returns the value', () => {
  fc.assert(
    fc.property(anyObject, object => {
      expect(members(toSpan(object))).toEqual(JSON.parse(JSON.stringify(object)));
    }),
  );
});

describe('text that is not an object gives a SyntaxError, and no byte after it is read', () => {
  const texts = [
    '',
    ' ',
    '[1]',
    '1',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a":[1}',
    '{"a" 1}',
    '{"a":"1" "b":2}',
    '{,}',
    '{"a":}',
    '{"a":"}',
  ];
  test.each(texts)('%s', text => {
    const bytes = Buffer.from(`${text}{"b":2}}]}"`);
    expect(() => members({ bytes, start: 0, end: text.length })).toThrow(SyntaxError);
  });
});

test.each(['7', 'null', '[]', '{"a":"b"}'])('%s is no string', text => expect(parseString(spanOf(text))).toBe(''));

test('invalid escapes stay', () => expect(parseString(spanOf('"a\\qb"'))).toBe('a\\qb'));

test('numbers', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.nat(65535), fc.double({ noNaN: true, noDefaultInfinity: true })), number => {
      expect(parseNumber(toSpan(number))).toBe(JSON.parse(JSON.stringify(number)));
    }),
  );
});

// 2^53 + 1 is no number of 64 bits; the sum of the digits of the second one is rounded more than once.
test.each(['9007199254740993', '92226761449901470000', '189267971629923100', '999999999999999'])('%s', text =>
  expect(parseNumber(spanOf(text))).toBe(JSON.parse(text)));

test.each(['"12"', 'null', '[1]', '-'])('%s is no number', text => expect(parseNumber(spanOf(text))).toBeNaN());

test.each(['["a', '[[1', '[{"a": ['])('%s has no end', text =>
  expect(() => elementsOf(spanOf(text))).toThrow(SyntaxError));
