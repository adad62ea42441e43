/** `udon trace --batch`: many packets, each with the answer of ovn-trace. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOT, udon } from '../support/udon.ts';

const RECORDING = 'test/recordings/networks/25.03.0/c-secondary-l2';
const recorded = readFileSync(`${ROOT}/${RECORDING}/traces.jsonl`, 'utf8').split('\n').filter(Boolean);

const parsed = (lines: readonly string[]) => lines.map(line => JSON.parse(line) as object);

test('prints one answer for each line, in order', () => {
  const { stdout, stderr, status } = udon([
    'trace',
    '-f',
    `${RECORDING}/sb.db`,
    '--batch',
    `${RECORDING}/traces.jsonl`,
  ]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(parsed(stdout.trimEnd().split('\n'))).toEqual(parsed(recorded));
});
