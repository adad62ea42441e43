/** Arguments as ovn-trace 25.03.0 takes and refuses them. */
import { describe, expect, test } from 'vitest';
import { parseTraceArguments } from '../../../src/cli/commands/trace/trace-arguments.ts';

const requestOf = (...args: readonly string[]) => {
  const call = parseTraceArguments([...args, 'inport == "p"']);
  return 'error' in call ? call : call.request;
};

const IP4 = { family: 4, value: 0x0a000005n };
const IP6 = { family: 6, value: (0xfd00n << 112n) | 5n };

describe('--lb-dst', () => {
  test.each([
    ['10.0.0.5', { address: IP4, port: 0 }],
    ['10.0.0.5:', { address: IP4, port: 0 }],
    ['10.0.0.5:80', { address: IP4, port: 80 }],
    ['10.0.0.5:+80', { address: IP4, port: 80 }],
    ['[10.0.0.5]:80', { address: IP4, port: 80 }],
    ['[10.0.0.5', { address: IP4, port: 0 }],
    ['fd00::5', { address: IP6, port: 0 }],
    ['[fd00::5]', { address: IP6, port: 0 }],
    ['[fd00::5]:80', { address: IP6, port: 80 }],
    ['fd00::5:80', { address: { family: 6, value: (0xfd00n << 112n) | 0x50080n }, port: 0 }],
  ])('%s', (text, lbDst) => expect(requestOf(`--lb-dst=${text}`)).toMatchObject({ lbDst }));

  test.each(['10.0.0.5:65536', '10.0.0.5:x', ':80', '', 'nonsense'])('%s is refused', text =>
    expect(requestOf(`--lb-dst=${text}`)).toEqual({ error: `${text}: bad address` }));
});

// A number of 16 bits, of which more may be given.
describe('--select-id', () => {
  test.each([
    ['1', 1],
    ['1x', 1],
    ['65537', 1],
    ['65536', 0],
    ['-1', 65535],
  ])('%s', (text, selectId) => expect(requestOf(`--select-id=${text}`)).toMatchObject({ selectId }));

  test.each(['0', 'x'])('%s is refused', text =>
    expect(requestOf(`--select-id=${text}`)).toEqual({ error: `${text}: bad select-id` }));
});

describe('--ct', () => {
  test.each([
    ['new,,', 0x21],
    ['', 0x20],
    [' new , est ', 0x23],
  ])('"%s"', (text, bits) => expect(requestOf(`--ct=${text}`)).toMatchObject({ conntrack: [bits] }));

  test.each(['new|est', 'NEW'])('%s is refused', text =>
    expect(requestOf(`--ct=${text}`)).toEqual({ error: `${text}: unknown connection tracking state flag` }));
});

test.each([[[]], [['a', 'b', 'c']]])('%j is not what it takes', words =>
  expect(parseTraceArguments(words)).toEqual({ error: 'one or two non-option arguments are required' }));

test('what a DNS query asks for, which is an option of udon alone', () => {
  expect(requestOf('--dns-query=vm.example.org')).toMatchObject({ dnsQuery: 'vm.example.org' });
  expect(requestOf()).not.toHaveProperty('dnsQuery');
});

test('an option that ovn-trace does not have is refused by its name', () =>
  expect(requestOf('--no-such-option')).toEqual({ error: expect.stringContaining('--no-such-option') }));
