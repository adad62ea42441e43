/** Frames in files: those of a conversation come back from the capture that is made of it. */
import { describe, expect, test } from 'vitest';
import { captureOf, framesIn } from '../../../src/app/lease/captures.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { FOR_GUESTS } from '../../../src/app/sources/open-sources.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

test('a conversation: both directions, in order', async () => {
  const lease = leaseOf(await opened(manifests(), FOR_GUESTS), 'fedora-1');
  const { exchanges } = ('value' in lease ? lease.value.report : undefined)!;
  const frames = exchanges.flatMap(({ request, reply }) => [request.bytes, reply!.bytes]);
  const { value, diagnostics } = framesIn(captureOf(exchanges), 'a.pcap');
  expect(value!.map(bytes => [...bytes])).toEqual(frames.map(bytes => [...bytes]));
  expect(diagnostics).toEqual([]);
});

describe('a text', () => {
  const framesOf = (text: string) => framesIn(new TextEncoder().encode(text), 'frames.txt');

  test('of hexadecimal digits has a frame a line', () =>
    expect(framesOf('00ff\n\n 0A0b \n')).toEqual({
      value: [Uint8Array.of(0, 255), Uint8Array.of(10, 11)],
      diagnostics: [],
    }));

  test('of anything else is refused', () =>
    expect(framesOf('hello')).toMatchObject({
      diagnostics: [{ code: 'not-a-capture', message: 'frames.txt: neither a pcap nor a pcapng file' }],
    }));
});
