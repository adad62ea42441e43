/** Capture files: one from Open vSwitch (`options:tx_pcap`), our own, and pcapng blocks made from the specification. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tcpdumpLine } from '../../src/dhcp/messages/tcpdump.ts';
import { readCapture } from '../../src/frames/capture.ts';
import { writePcap } from '../../src/frames/pcap.ts';

const VM = readFileSync(new URL('../recordings/frames/vm.pcap', import.meta.url));

describe('pcap', () => {
  it('reads the frames that Open vSwitch sent to a port', () => {
    const { value, diagnostics } = readCapture(VM, '../recordings/frames/vm.pcap');
    expect(diagnostics).toEqual([]);
    expect(value?.map(({ bytes }) => tcpdumpLine(bytes))).toEqual([
      '0a:58:a9:fe:01:01 > 0a:58:ac:16:00:06, ethertype IPv4 (0x0800), length 338: 169.254.1.1.67 > 172.22.0.6.68: BOOTP/DHCP, Reply, length 296',
      '0a:58:a9:fe:01:01 > 0a:58:ac:16:00:06, ethertype IPv4 (0x0800), length 326: 169.254.1.1.67 > 172.22.0.6.68: BOOTP/DHCP, Reply, length 284',
    ]);
  });

  it('reads nanoseconds', () => {
    const file = Buffer.from(writePcap([{ microseconds: 5_000_007, bytes: Buffer.of(1) }]));
    file.writeUInt32BE(0xa1b23c4d, 0);
    file.writeUInt32BE(7_999, 28);
    expect(readCapture(file, 'n.pcap').value).toEqual([{ microseconds: 5_000_007, bytes: Buffer.of(1) }]);
  });

  it('keeps the frames before an incomplete frame', () => {
    const { value, diagnostics } = readCapture(VM.subarray(0, VM.length - 1), '../recordings/frames/vm.pcap');
    expect(value).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ code: 'capture-cut-short', severity: 'warning' }]);
  });

  it('reports a link type that it does not read', () => {
    const file = Buffer.from(writePcap([]));
    file.writeUInt32BE(105, 20);
    expect(readCapture(file, 'wifi.pcap')).toEqual({
      diagnostics: [
        {
          code: 'capture-link-type',
          severity: 'error',
          message: 'wifi.pcap: the frames have link type 105; capture them on one Ethernet interface (link type 1)',
        },
      ],
    });
  });

  it.each([
    [113, 'cooked'],
    [276, 'cooked2'],
    [101, 'ip'],
    [228, 'ip'],
  ])('says that frames of link type %i have no Ethernet header', (linkType, link) => {
    const file = Buffer.from(writePcap([{ microseconds: 0, bytes: Buffer.of(1) }]));
    file.writeUInt32BE(linkType, 20);
    expect(readCapture(file, 'any.pcap').value).toEqual([{ microseconds: 0, bytes: Buffer.of(1), link }]);
  });
});

/** A block of 32-bit words in little-endian order, and bytes that are padded to whole words. */
function block(type: number, words: readonly number[], data: readonly number[] = []): Buffer {
  const length = 12 + 4 * words.length + Math.ceil(data.length / 4) * 4;
  const bytes = Buffer.alloc(length);
  for (const [index, word] of [type, length, ...words].entries()) bytes.writeUInt32LE(word, 4 * index);
  bytes.set(data, 8 + 4 * words.length);
  bytes.writeUInt32LE(length, length - 4);
  return bytes;
}

/** A block in big-endian order, of pairs of 16-bit words. */
const bigEndFirst = (bytes: Buffer): Buffer => Buffer.from(bytes).swap32();

const SECTION = block(0x0a0d0d0a, [0x1a2b3c4d, 1, 0xffffffff, 0xffffffff]);
const ETHERNET = block(1, [1, 0]);
const NANOSECONDS = block(1, [1, 0, 0x00010009, 9, 0]);
const COOKED = block(1, [113, 0]);
const WIFI = block(1, [105, 0]);

describe('pcapng', () => {
  it('reads enhanced and simple packets, and skips other blocks', () => {
    const time = 1_763_700_000_123_456;
    const enhanced = block(6, [0, Math.floor(time / 2 ** 32), time % 2 ** 32, 3, 3], [1, 2, 3]);
    const other = block(5, [0, 0, 0]);
    const file = Buffer.concat([SECTION, ETHERNET, enhanced, other, block(3, [2], [4, 5])]);
    expect(readCapture(file, 'a.pcapng')).toEqual({
      value: [
        { microseconds: time, bytes: Buffer.of(1, 2, 3) },
        { microseconds: 0, bytes: Buffer.of(4, 5) },
      ],
      diagnostics: [],
    });
  });

  it("reads an interface's own resolution", () => {
    const file = Buffer.concat([SECTION, NANOSECONDS, block(6, [0, 0, 5_999, 1, 1], [1])]);
    expect(readCapture(file, 'a.pcapng').value).toEqual([{ microseconds: 5, bytes: Buffer.of(1) }]);
  });

  it('reads binary places of seconds, after other options', () => {
    const named = block(1, [1, 0, 0x00040002, 0x30687465, 0x00010009, 0x80 | 20, 0]);
    const file = Buffer.concat([SECTION, named, block(6, [0, 0, 3 * 2 ** 19, 1, 1], [1])]);
    expect(readCapture(file, 'a.pcapng').value).toEqual([{ microseconds: 1_500_000, bytes: Buffer.of(1) }]);
  });

  it('reads files in big-endian order', () => {
    const ethernet = bigEndFirst(block(1, [0x00010000, 0]));
    const packet = bigEndFirst(block(6, [0, 0, 7, 4, 4], [4, 3, 2, 1]));
    const file = Buffer.concat([bigEndFirst(SECTION), ethernet, packet]);
    expect(readCapture(file, 'a.pcapng').value).toEqual([{ microseconds: 7, bytes: Buffer.of(1, 2, 3, 4) }]);
  });

  it('skips packets of interfaces that are not described', () => {
    const file = Buffer.concat([SECTION, block(3, [1], [1]), ETHERNET, block(6, [1, 0, 0, 1, 1], [2])]);
    expect(readCapture(file, 'a.pcapng')).toEqual({ value: [], diagnostics: [] });
  });

  it('says which frames have no Ethernet header', () => {
    const file = Buffer.concat([SECTION, COOKED, block(6, [0, 0, 0, 1, 1], [1])]);
    expect(readCapture(file, 'a.pcapng')).toEqual({
      value: [{ microseconds: 0, bytes: Buffer.of(1), link: 'cooked' }],
      diagnostics: [],
    });
  });

  it('reports link types that it does not read', () => {
    const file = Buffer.concat([
      SECTION,
      WIFI,
      ETHERNET,
      block(6, [0, 0, 0, 1, 1], [1]),
      block(6, [1, 0, 0, 1, 1], [2]),
    ]);
    const { value, diagnostics } = readCapture(file, 'a.pcapng');
    expect(value).toEqual([{ microseconds: 0, bytes: Buffer.of(2) }]);
    expect(diagnostics).toMatchObject([{ code: 'capture-link-type' }]);
  });
});

it('reports a file that is not a capture', () => {
  expect(readCapture(Buffer.from('hello'), 'x').diagnostics).toMatchObject([{ code: 'not-a-capture' }]);
});
