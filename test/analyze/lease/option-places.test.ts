/** The places of options in frames that ovn-controller sent and got. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { optionPlaces } from '../../../src/analyze/lease/option-places.ts';
import { fromHex, readUint16 } from '../../../src/base/bytes/bytes.ts';
import { decodeAnyFrame } from '../../../src/frames/any-frame.ts';
import { ROOT } from '../../support/root.ts';

interface Recorded {
  readonly request: string;
  readonly replies: readonly string[];
}

const framesOf = (file: string): readonly Uint8Array[] =>
  readFileSync(`${ROOT}/test/recordings/dhcp/25.03.0/${file}`, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Recorded)
    .flatMap(({ request, replies }) => [request, ...replies].map(fromHex))
    .filter(bytes => decodeAnyFrame(bytes).kind !== 'fault');

/** Of IPv6: the next header after Ethernet and IPv6 is ICMPv6. */
const isDiscovery = (bytes: Uint8Array): boolean => bytes[20] === 58;

/** Options as the RFCs frame them: a code, a length, a value. */
type Length = (bytes: Uint8Array, from: number) => number;
const FORMS: readonly (readonly [what: string, frames: readonly Uint8Array[], lengthOf: Length])[] = [
  ['DHCPv4', framesOf('exchanges.jsonl'), (bytes, at) => 2 + bytes[at + 1]!],
  [
    'DHCPv6',
    framesOf('ipv6/exchanges.jsonl').filter(bytes => !isDiscovery(bytes)),
    (bytes, at) => 4 + readUint16(bytes, at + 2),
  ],
  ['router discovery', framesOf('ipv6/exchanges.jsonl').filter(isDiscovery), (bytes, at) => 8 * bytes[at + 1]!],
];

describe.each(FORMS)('%s', (_, frames, lengthOf) => {
  test('each option begins with its code and its length', () => {
    const wrong = frames.flatMap(bytes =>
      optionPlaces(bytes).filter(({ from, to }) => lengthOf(bytes, from) !== to - from),
    );
    expect(wrong).toEqual([]);
  });

  test('options are one after the other, without a hole', () => {
    const holes = frames.flatMap(bytes =>
      optionPlaces(bytes).flatMap((place, index, all) => {
        const next = all[index + 1];
        return next && next.from !== place.to && bytes.subarray(place.to, next.from).some(byte => byte !== 0)
          ? [place]
          : [];
      }),
    );
    expect(holes).toEqual([]);
  });

  test('most frames have options', () => {
    expect(frames.filter(bytes => optionPlaces(bytes).length > 0).length).toBeGreaterThan(frames.length / 2);
  });
});

test('a frame that is a part of larger bytes has places in itself', () => {
  const [bytes] = framesOf('exchanges.jsonl');
  const larger = new Uint8Array(bytes!.length + 7);
  larger.set(bytes!, 7);
  expect(optionPlaces(larger.subarray(7))).toEqual(optionPlaces(bytes!));
});

test('what is not a frame has none', () => {
  expect(optionPlaces(Uint8Array.of(1, 2, 3))).toEqual([]);
});
