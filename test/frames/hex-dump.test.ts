/** Frames in text, as tcpdump prints them, and as people paste the output of such programs. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../src/frames/capture.ts';
import { isHexDump, readHexDump } from '../../src/frames/hex-dump.ts';

const recorded = (name: string) => readFileSync(new URL(`../recordings/frames/${name}`, import.meta.url));
const textOf = (name: string) => recorded(name).toString('utf8');
const framesOf = (text: string) =>
  readHexDump(text, 'x.txt').value!.map(({ bytes, link }) => ({ bytes: [...bytes], link }));
const captured = (name: string) =>
  readCapture(recorded(name), name).value!.map(({ bytes }) => ({ bytes: [...bytes], link: undefined }));

describe('the output of tcpdump has the frames of the capture', () => {
  test.each([
    ['both-directions-xx.txt', 'both-directions.pcap'],
    ['both-directions-XX.txt', 'both-directions.pcap'],
    ['vlan-tagged-xx.txt', 'vlan-tagged.pcap'],
  ])('%s', (text, capture) => expect(framesOf(textOf(text))).toEqual(captured(capture)));

  test('without the Ethernet headers, with -x', () =>
    expect(framesOf(textOf('both-directions-x.txt'))).toEqual(
      captured('both-directions.pcap').map(({ bytes }) => ({ bytes: bytes.slice(14), link: 'ip' })),
    ));

  const PASTED: readonly [title: string, change: (line: string) => string][] = [
    ['with Windows line ends', line => `${line}\r`],
    ['quoted', line => `> ${line}`],
    ['indented', line => `    ${line}`],
    ['with a prefix of a pod', line => `[pod/ovnkube-node] ${line}`],
  ];
  test.each(PASTED)('%s', (_, change) => {
    const text = textOf('both-directions-XX.txt').split('\n').map(change).join('\n');
    expect(framesOf(text)).toEqual(captured('both-directions.pcap'));
  });
});

describe('other programs', () => {
  const bytes = captured('both-directions.pcap')[0]!.bytes;
  const pairs = (from: number, to: number, between: string) =>
    bytes
      .slice(from, to)
      .map(byte => byte.toString(16).padStart(2, '0'))
      .join(between);
  const dump = (line: (at: number) => string) =>
    Array.from({ length: Math.ceil(bytes.length / 16) }, (_, index) => `${line(index * 16)}\n`).join('');
  const offset = (at: number, digits: number) => at.toString(16).padStart(digits, '0');

  test.each<[name: string, text: string]>([
    ['Wireshark', dump(at => `${offset(at, 4)}   ${pairs(at, at + 16, ' ')}   ..X.............`)],
    ['tshark -x', dump(at => `${offset(at, 4)}  ${pairs(at, at + 16, ' ')}   ..X.............`)],
    ['hexdump -C', dump(at => `${offset(at, 8)}  ${pairs(at, at + 8, ' ')}  ${pairs(at + 8, at + 16, ' ')}  |.|`)],
    ['xxd -g1', dump(at => `${offset(at, 8)}: ${pairs(at, at + 16, ' ')}  ................`)],
  ])('%s', (_, text) => expect(framesOf(text)).toEqual([{ bytes, link: undefined }]));
});

describe('a frame of which a line is missing', () => {
  const lines = textOf('both-directions-xx.txt').split('\n');

  test('is left out, with a warning', () => {
    const { value, diagnostics } = readHexDump(lines.toSpliced(2, 1).join('\n'), 'x.txt');
    expect(value).toHaveLength(3);
    expect(diagnostics).toMatchObject([
      {
        severity: 'warning',
        message: 'x.txt:3: this line is for byte 32, and the frame has 16 bytes before it; the frame is left out',
      },
    ]);
  });

  test('has no beginning: nothing is left of it', () => {
    expect(readHexDump(lines.slice(3, 10).join('\n'), 'x.txt')).toEqual({ value: [], diagnostics: [] });
    expect(isHexDump(lines.slice(3, 10).join('\n'))).toBe(false);
  });
});

test.each([
  '',
  'hello',
  '00ff0102',
  '12:00:00.000000 IP 10.0.0.1.68 > 10.0.0.2.67: UDP',
  'fe80::1',
  '10:20:30',
])('%j is no such text', text => expect(isHexDump(text)).toBe(false));
