/** Exchanges with the real ovn-controller, through the command. */
import { expect, test } from 'vitest';
import { readJsonLines } from '../cases/read-cases.ts';
import { udon } from './udon.ts';

interface ExchangeCase {
  readonly set: number;
  readonly case: string;
  readonly request: string;
  readonly replies: readonly string[];
}

const cases = readJsonLines<ExchangeCase>('dhcp/exchanges.jsonl');
const sets = [...new Set(cases.map(({ set }) => set))];

test.each(sets)('set %i: every request gets the reply that it got', set => {
  const ofSet = cases.filter(recorded => recorded.set === set);
  const dump = `test/cases/dhcp/flows-${set}.txt`;
  const port = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
  const requests = ofSet.map(({ request }) => request).join('\n');
  const { stdout, stderr } = udon(['dhcp', '-f', dump, port, '--request', '-', '--json'], requests);
  const answers = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { request: string; replies: { frame: string }[]; reason?: string });
  expect(stderr).toBe('');
  expect(answers.map(({ request, replies }) => ({ request, replies: replies.map(({ frame }) => frame) }))).toEqual(
    ofSet.map(({ request, replies }) => ({ request, replies })),
  );
  expect(answers.filter(({ replies, reason }) => (replies.length === 0) !== (reason !== undefined))).toEqual([]);
});

test('the conversation as JSON and as a capture', () => {
  const { stdout } = udon(['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--json']);
  const [discover, request] = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(discover).toMatchObject({ message: 'DISCOVER', replies: [{ message: 'OFFER', options: { mtu: '1400' } }] });
  expect(request).toMatchObject({
    message: 'REQUEST',
    replies: [{ message: 'ACK', options: { router: '172.22.0.1' } }],
  });
});
