/** A wrong argument of a library function gives an error that names the argument and what it must be. */
import { expect, test } from 'vitest';
import { isBytes } from '../../src/base/argument.ts';
import { compileNetwork, printFlows, readDatabase, readLogicalNetwork, Tracer } from '../../src/index.ts';

/** The functions as a program without types calls them. */
const untyped = <F>(call: F) => call as (...args: readonly unknown[]) => unknown;

test.each<[call: () => unknown, message: string]>([
  [() => untyped(readDatabase)('text'), 'readDatabase: bytes must be a Uint8Array, not a string'],
  [() => untyped(readDatabase)(undefined), 'readDatabase: bytes must be a Uint8Array, not undefined'],
  [() => untyped(readDatabase)(new ArrayBuffer(1)), 'readDatabase: bytes must be a Uint8Array, not an ArrayBuffer'],
  [
    () => untyped(readDatabase)(new DataView(new ArrayBuffer(1))),
    'readDatabase: bytes must be a Uint8Array, not a DataView',
  ],
  [
    () => untyped(readLogicalNetwork)({ tables: new Map() }),
    'readLogicalNetwork: tables must be the tables of a database, a Map, not an Object',
  ],
  [
    () => untyped(compileNetwork)(new Map(), { release: '25.03.0' }),
    'compileNetwork: nb must be an object of northbound tables, each an Array, not a Map',
  ],
  [() => untyped(printFlows)([]), 'printFlows: network must be an object with a FlowSource, not an Array'],
  [() => Reflect.construct(Tracer, [null]), 'Tracer: network must be a LogicalNetwork, not null'],
])('%s: %s', (call, message) => expect(call).toThrow(new TypeError(message)));

test('a Buffer counts as bytes', () => {
  expect(isBytes(Buffer.of(1))).toBe(true);
  expect(isBytes([1])).toBe(false);
});
