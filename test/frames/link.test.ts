/** Frames without an Ethernet header, by the layouts of tcpdump.org, and what a text does not say about them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../src/frames/capture.ts';
import { guessLink, linklessPacket } from '../../src/frames/link.ts';

const CAPTURE = readFileSync(new URL('../recordings/frames/both-directions.pcap', import.meta.url));
const FRAME = Buffer.from(readCapture(CAPTURE, 'x').value![0]!.bytes);
const PACKET = FRAME.subarray(14);
const MAC = '0a58ac160006';

const fromHex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const cooked = Buffer.concat([fromHex(`0001 0001 0006 ${MAC} 0000 0800`), PACKET]);
const cooked2 = Buffer.concat([fromHex(`0800 0000 00000003 0001 01 06 ${MAC} 0000`), PACKET]);

describe('the packet', () => {
  test.each([
    ['cooked', cooked],
    ['cooked2', cooked2],
  ] as const)('of a %s frame, with its sender', (link, bytes) =>
    expect(linklessPacket(bytes, link)).toEqual({ type: 0x800, packet: PACKET, source: Number.parseInt(MAC, 16) }));

  test('of a frame whose sender has no MAC address', () => {
    const tunnel = Buffer.concat([fromHex('0000 0304 0000 0000000000000000 0800'), PACKET]);
    expect(linklessPacket(tunnel, 'cooked')).toEqual({ type: 0x800, packet: PACKET });
  });

  test('alone', () => {
    expect(linklessPacket(PACKET, 'ip')).toEqual({ type: 0x800, packet: PACKET });
    expect(linklessPacket(Buffer.of(0x60), 'ip')).toMatchObject({ type: 0x86dd });
  });

  test.each(['cooked', 'cooked2', 'ip'] as const)('%s, cut short', link =>
    expect(linklessPacket(Buffer.alloc(link === 'ip' ? 0 : 15), link)).toBeUndefined());
});

describe('what bytes in a text begin with', () => {
  const packet6 = Buffer.concat([fromHex('60000000 0008 3a ff'), Buffer.alloc(32), Buffer.alloc(8)]);

  test.each([
    ['ethernet', FRAME],
    ['ethernet', fromHex('ffffffffffff 0a58ac160006 0806 0001')],
    ['ethernet', Buffer.alloc(0)],
    ['ip', PACKET],
    ['ip', packet6],
    ['cooked', cooked],
    ['cooked2', cooked2],
  ])('%s', (link, bytes) => expect(guessLink(bytes)).toBe(link));
});
