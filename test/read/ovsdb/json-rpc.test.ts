/** Messages on a stream that arrives in chunks of any size. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerTo, MessageReader, printRequest, replyToEcho } from '../../../src/read/ovsdb/json-rpc.ts';
import { parseSpan, toSpan } from '../../../src/read/ovsdb/json-span.ts';

const anyMessage = fc.record({ id: fc.integer(), result: fc.jsonValue(), error: fc.constant(null) });

test('are complete and in order, with chunks of any size', () => {
  fc.assert(
    fc.property(fc.array(anyMessage), fc.array(fc.nat(40)), fc.constantFrom('', '\n'), (messages, sizes, between) => {
      const stream = Buffer.from(messages.map(message => JSON.stringify(message)).join(between));
      const cuts = [0, ...sizes.map((_, index) => sizes.slice(0, index + 1).reduce((a, b) => a + b)), stream.length];
      const reader = new MessageReader();
      const pieces = cuts.slice(1).map((cut, index) => stream.subarray(cuts[index], cut));
      const found = pieces.flatMap(piece => reader.push(piece)).map(parseSpan);
      expect(found).toEqual(messages.map(message => JSON.parse(JSON.stringify(message))));
    }),
  );
});

test.each(['HTTP/1.0 400', '"text"', '1', '{"a":1}]'])('%s is not JSON-RPC', text => {
  expect(() => new MessageReader().push(Buffer.from(text))).toThrow(SyntaxError);
});

describe('of a server that never stops', () => {
  const push = (reader: MessageReader, text: string) => reader.push(Buffer.from(text));

  test('blanks between messages are not kept', () => {
    const reader = new MessageReader();
    for (let count = 0; count < 10; count++) push(reader, ' '.repeat(1000));
    expect(push(reader, '{"id":1} {')).toMatchObject([{ start: 0, end: '{"id":1}'.length }]);
  });

  test('a message has a limit', () => {
    const reader = new MessageReader();
    reader.limit = 1;
    push(reader, '{"result":"');
    push(reader, 'a'.repeat(2 ** 20 - 13));
    expect(push(reader, '"}')).toHaveLength(1);
    push(reader, '{"result":"');
    expect(() => push(reader, 'a'.repeat(2 ** 20))).toThrow('a message of it is larger than 1 megabytes');
  });

  test('a message is nested as deep as Open vSwitch reads it', () => {
    const reader = new MessageReader();
    expect(push(reader, '['.repeat(1000) + ']'.repeat(1000))).toHaveLength(1);
    expect(() => push(reader, '['.repeat(1001))).toThrow('a message of it is nested more than 1000 deep');
  });
});

describe('messages', () => {
  test('a request', () => {
    expect(printRequest({ method: 'get_schema', params: ['OVN_Southbound'] }, 3)).toBe(
      '{"method":"get_schema","params":["OVN_Southbound"],"id":3}',
    );
  });

  test('the answer to an echo has its parameters', () => {
    expect(replyToEcho(toSpan({ method: 'echo', params: [1, 'a'], id: 'echo' }))).toBe(
      '{"result":[1,"a"],"error":null,"id":"echo"}',
    );
    expect(replyToEcho(toSpan({ id: 'echo', result: [], error: null }))).toBeUndefined();
  });

  const faults: [error: unknown, words: string][] = [
    ['canceled', 'canceled'],
    [{ error: 'unknown database', details: 'no database "x"' }, 'unknown database: no database "x"'],
    [{ error: 'not allowed' }, 'not allowed'],
    [{ error: ['a'], details: 5 }, '["a"]: 5'],
    [{}, '{}'],
  ];
  test.each(faults)('the error %j', (error, words) => {
    expect(answerTo(toSpan({ id: 1, result: null, error }), 1)).toEqual({ error: words });
  });

  test('an answer without a result', () => {
    expect(answerTo(toSpan({ id: 1 }), 1)).toEqual({ error: 'an answer without a result' });
  });

  test('an answer to another request', () => {
    expect(answerTo(toSpan({ id: 1, result: [], error: null }), 2)).toBeUndefined();
    expect(answerTo(toSpan({ method: 'update', params: [], id: null }), 2)).toBeUndefined();
  });
});
