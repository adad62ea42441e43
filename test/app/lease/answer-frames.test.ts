/** Frames sent to a port as they are: the replies of the real ovn-controller, and frames that have none. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answerFrames, type Replies } from '../../../src/app/lease/answer-frames.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { manifests, opened } from '../../support/app-inputs.ts';
import { openPaths } from '../../support/open-paths.ts';
import { readJsonLines } from '../../support/recordings.ts';
import { ROOT } from '../../support/udon.ts';

interface ExchangeCase {
  readonly set: number;
  readonly case: string;
  readonly request: string;
  readonly replies: readonly string[];
}

const CASES = readJsonLines<ExchangeCase>('dhcp/25.03.3/exchanges.jsonl');
const PORT = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';

const fromHex = (text: string): Buffer => Buffer.from(text, 'hex');
const toBeSent = (text: string) => ({ bytes: fromHex(text), isCaptured: false });
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function repliesTo(found: Opened, frames: readonly string[]): Replies {
  const answer = answerFrames(found, PORT, frames.map(toBeSent));
  if ('error' in answer || !('frames' in answer.value)) throw new Error('no port');
  return answer.value;
}

const hexOf = ({ frames }: Replies): readonly (readonly string[])[] =>
  frames.map(frame =>
    frame.kind === 'report' ? frame.report.exchanges.flatMap(({ reply }) => (reply ? [toHex(reply.bytes)] : [])) : [],
  );

test.each([...new Set(CASES.map(({ set }) => set))])('set %i: every request gets the reply that it got', async set => {
  const ofSet = CASES.filter(each => each.set === set);
  const name = `test/recordings/dhcp/25.03.3/flows-${set}.txt`;
  const found = await opened([{ name, bytes: readFileSync(`${ROOT}/${name}`) }], FOR_GUESTS);
  const replies = repliesTo(
    found,
    ofSet.map(({ request }) => request),
  );
  expect(hexOf(replies)).toEqual(ofSet.map(each => each.replies));
  expect(replies.verdict).toBe(ofSet.every(each => each.replies.length > 0) ? 'yes' : 'no');
});

describe('a frame', () => {
  const discover = CASES.find(each => each.case === 'discover-minimal') ?? CASES[0]!;

  test('that is not a packet has a fault, and the others their replies', async () => {
    const replies = repliesTo(await opened(manifests(), FOR_GUESTS), ['00ff', discover.request]);
    expect(replies.frames).toMatchObject([{ kind: 'fault', fault: 'ethernet-cut-short' }, { kind: 'report' }]);
    expect(replies.verdict).toBe('yes');
  });

  test('that is not a packet, alone, is not replied to', async () => {
    expect(repliesTo(await opened(manifests(), FOR_GUESTS), ['00ff']).verdict).toBe('no');
  });

  test('of a VM without a port is not sent: the answer says what is wrong', async () => {
    const { value } = await openPaths(['samples/doctor/port-missing'], FOR_GUESTS);
    expect(answerFrames(value!, 'fedora-1', [toBeSent(discover.request)])).toMatchObject({
      value: { interfaces: [], report: { diagnosis: { code: 'port-missing' } }, verdict: 'no' },
    });
  });

  test('of an unknown guest', async () =>
    expect(answerFrames(await opened(manifests(), FOR_GUESTS), 'vm9', [])).toMatchObject({
      error: { code: 'guest-unknown' },
    }));
});
