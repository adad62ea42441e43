/** Lines of tcpdump 4.99.3 with `-e -n -t`. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tcpdumpLine } from '../../../src/dhcp/messages/tcpdump.ts';

const LINES: { frame: string; line: string }[] = readFileSync(
  new URL('../../recordings/frames/tcpdump-lines.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map(text => JSON.parse(text));

it.each(LINES)('$line', ({ frame, line }) => {
  expect(tcpdumpLine(Buffer.from(frame, 'hex'))).toBe(line);
});

it('reports a frame without a complete Ethernet header', () => {
  expect(tcpdumpLine(Buffer.alloc(13))).toBe('[|ether]');
});

it.each(['ARP (0x0806)', 'Unknown (0x1234)'])('stops after the Ethernet header of %s', type => {
  const frame = Buffer.from(`ffffffffffff0a58ac160006${type.slice(-5, -1)}${'00'.repeat(28)}`, 'hex');
  expect(tcpdumpLine(frame)).toBe(`0a:58:ac:16:00:06 > ff:ff:ff:ff:ff:ff, ethertype ${type}, length 42`);
});
