/** Frames in files: those of a conversation come back from the capture that is made of it. */
import { describe, expect, test } from 'vitest';
import { captureOf, framesIn } from '../../../src/app/lease/captures.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

test('a conversation: both directions, in order', async () => {
  const lease = leaseOf(await opened(manifests(), FOR_GUESTS), 'fedora-1');
  const { exchanges } = ('value' in lease ? lease.value.report : undefined)!;
  const frames = exchanges.flatMap(({ request, reply }) => [request.bytes, reply!.bytes]);
  const { value, diagnostics } = framesIn(captureOf(exchanges), 'a.pcap');
  expect(value).toEqual(frames.map(bytes => ({ bytes, isCaptured: true })));
  expect(diagnostics).toEqual([]);
});

describe('a text', () => {
  const framesOf = (text: string) => framesIn(new TextEncoder().encode(text), 'frames.txt');

  test('of hexadecimal digits has a frame a line', () =>
    expect(framesOf('00ff\n\n 0A 0b \n')).toEqual({
      value: [Uint8Array.of(0, 255), Uint8Array.of(10, 11)].map(bytes => ({ bytes, isCaptured: false })),
      diagnostics: [],
    }));

  test('of anything else is refused', () =>
    expect(framesOf('hello')).toMatchObject({
      diagnostics: [
        { code: 'not-a-capture', message: expect.stringMatching(/^frames\.txt: neither a pcap nor a pcapng /) },
      ],
    }));

  test.each([
    ['', 'no-frames', 'frames.txt: no frame in there'],
    [
      '00ff\n\n00f\n',
      'odd-digits',
      'frames.txt:3: a frame has two hexadecimal digits a byte, and this line has an odd number',
    ],
    [
      '12:00:00.000000 IP 0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request from 0a:58:ac:16:00:06, length 292\n',
      'not-a-capture',
      'frames.txt: neither a pcap nor a pcapng file; the output of tcpdump has the bytes of frames only with -xx or -XX',
    ],
  ])('%j is refused', (text, code, message) =>
    expect(framesOf(text)).toMatchObject({ diagnostics: [{ code, message, severity: 'error' }] }));
});
