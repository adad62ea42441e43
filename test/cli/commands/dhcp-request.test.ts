/** `udon dhcp --request` with captures: what the VM sends is answered, and the other frames are shown. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../../src/frames/capture.ts';
import { writePcap } from '../../../src/frames/pcap.ts';
import { ROOT, udon } from '../../support/udon.ts';

const FRAMES = 'test/recordings/frames';
const BOTH = `${FRAMES}/both-directions.pcap`;
const TAGGED = `${FRAMES}/vlan-tagged.pcap`;

const send = (file: string, ...options: readonly string[]) =>
  udon(['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--request', file, ...options]);

const objectsOf = (stdout: string) =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as Record<string, unknown>);

const bytesOf = (file: string) =>
  readCapture(readFileSync(`${ROOT}/${file}`), file).value!.map(({ bytes }) => Buffer.from(bytes));
const [discover, offer, request, ack] = bytesOf(BOTH) as [Buffer, Buffer, Buffer, Buffer];
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const folder = mkdtempSync(join(tmpdir(), 'udon-'));
function capture(name: string, frames: readonly Uint8Array[], linkType = 1): string {
  const file = Buffer.from(writePcap(frames.map((bytes, index) => ({ bytes, microseconds: index }))));
  file.writeUInt32BE(linkType, 20);
  writeFileSync(join(folder, name), file);
  return join(folder, name);
}

const nothing = (file: string) =>
  `udon: ${file}: no frame in there is a request that proj2/fedora-1 (0a:58:ac:16:00:06) sends at its port\n`;

describe('a capture of both directions', () => {
  test.each([BOTH, `${FRAMES}/both-directions-xx.txt`, `${FRAMES}/both-directions-XX.txt`])('%s', file => {
    const { status, stdout, stderr } = send(file);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^leased 172\.22\.0\.6 for 3500 s by 169\.254\.1\.1$/m);
    expect(stdout).toMatch(
      /^not sent: 2 of 4 frames\n {2}messages of a server to the VM \(from-server\)\n {4}2 {2}OFFER {4}0a:58:a9:fe:01:01 > .*\n {4}4 {2}ACK /m,
    );
  });

  test('has an object a frame: of the frames sent as before, of the others their own', () => {
    const { status, stdout } = send(BOTH, '--json');
    expect(status).toBe(0);
    expect(objectsOf(stdout)).toMatchObject([
      { request: hex(discover), message: 'DISCOVER', replies: [{ frame: hex(offer), message: 'OFFER' }] },
      {},
      { request: hex(request), message: 'REQUEST', replies: [{ frame: hex(ack), message: 'ACK' }] },
      {},
    ]);
    expect([objectsOf(stdout)[1], objectsOf(stdout)[3]]).toEqual([
      { frame: hex(offer), message: 'OFFER', notSent: 'from-server' },
      { frame: hex(ack), message: 'ACK', notSent: 'from-server' },
    ]);
  });
});

describe('frames that the VM does not send at its port', () => {
  const packet = discover.subarray(14);
  const mac = discover.subarray(6, 12);
  const cooked = Buffer.concat([Buffer.from('000100010006', 'hex'), mac, Buffer.from('00000800', 'hex'), packet]);
  const cooked2 = Buffer.concat([
    Buffer.from('08000000000000030001', 'hex'),
    Buffer.from('0106', 'hex'),
    mac,
    Buffer.from('0000', 'hex'),
    packet,
  ]);
  const arp = Buffer.from(`ffffffffffff0a58ac1600060806${'00'.repeat(46)}`, 'hex');
  const other = Buffer.from(discover);
  other.writeUInt8(0x99, 11);

  test.each<[title: string, file: string, reasons: readonly string[]]>([
    ['VLAN-tagged', TAGGED, ['vlan-tagged', 'from-server', 'vlan-tagged', 'from-server']],
    [
      'VLAN-tagged, as text',
      `${FRAMES}/vlan-tagged-xx.txt`,
      ['vlan-tagged', 'from-server', 'vlan-tagged', 'from-server'],
    ],
    ['without Ethernet headers, as text', `${FRAMES}/both-directions-x.txt`, Array(4).fill('no-ethernet-header')],
    ['of the interface "any"', capture('sll.pcap', [cooked], 113), ['captured-on-any']],
    [
      'of the interface "any" in its newer form',
      capture('sll2.pcap', [cooked2, cooked2.subarray(0, 9)], 276),
      ['captured-on-any', 'captured-on-any'],
    ],
    ['of another VM', capture('other.pcap', [other]), ['from-another-mac']],
    ['of other protocols', capture('arp.pcap', [arp]), ['not-dhcp']],
    ['cut short', capture('short.pcap', [discover.subarray(0, 96), Buffer.of(1)]), ['not-readable', 'not-readable']],
  ])('%s', (_, file, reasons) => {
    const { status, stdout, stderr } = send(file, '--json');
    expect({ status, stderr }).toEqual({ status: 2, stderr: nothing(file) });
    expect(objectsOf(stdout).map(({ notSent }) => notSent)).toEqual(reasons);
    const text = send(file);
    expect(text).toMatchObject({ status: 2, stderr: nothing(file) });
    for (const reason of reasons) expect(text.stdout).toContain(`(${reason})`);
  });

  test('a tag is named', () =>
    expect(send(TAGGED).stdout).toMatch(/DISCOVER .*: vlan 100, p 0, .*BOOTP\/DHCP, Request/));

  test('are shown, up to ten of a kind, beside those that it sends', () => {
    const file = capture('many.pcap', [...Array<Buffer>(12).fill(arp), other, discover]);
    const { status, stdout } = send(file);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^offered 172\.22\.0\.6 /m);
    expect(stdout).toMatch(/^not sent: 13 of 14 frames$/m);
    expect(stdout.match(/ethertype ARP/g)).toHaveLength(10);
    expect(stdout).toMatch(/^ {4}and 2 more$/m);
    expect(stdout).toMatch(/\(from-another-mac\)\n {4}13 {2}DISCOVER 0a:58:ac:16:00:99 > /);
  });
});

describe('lines of hexadecimal digits are sent as they are', () => {
  const sendLines = (...frames: readonly Uint8Array[]) =>
    udon(
      ['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--request', '-', '--json'],
      frames.map(bytes => `${hex(bytes)}\n`).join(''),
    );

  test('also from another MAC address', () => {
    const spoofed = Buffer.from(discover);
    spoofed.writeUInt8(0x99, 11);
    const { status, stdout } = sendLines(spoofed);
    expect(status).toBe(1);
    expect(objectsOf(stdout)).toMatchObject([{ request: hex(spoofed), replies: [], reason: expect.any(String) }]);
  });

  test('but neither replies nor frames with a tag', () => {
    const { status, stdout } = sendLines(discover, offer, bytesOf(TAGGED)[0]!);
    expect(status).toBe(0);
    expect(objectsOf(stdout).map(({ notSent }) => notSent)).toEqual([undefined, 'from-server', 'vlan-tagged']);
  });

  test('replies alone are no question', () =>
    expect(sendLines(offer)).toMatchObject({ status: 2, stderr: nothing('<stdin>') }));
});

test('nothing to send is one line', () =>
  expect(send('/dev/null')).toEqual({ status: 2, stdout: '', stderr: 'udon: /dev/null: no frame in there\n' }));
