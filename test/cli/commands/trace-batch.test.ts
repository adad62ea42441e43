/** A fault in one line of a batch does not end the others. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Opened } from '../../../src/app/sources/opened.ts';
import { traceBatch } from '../../../src/cli/commands/trace/trace-batch.ts';
import { networkOf } from '../../support/recorded-traces.ts';

const network = networkOf('traces/25.03.0/edge-cases/loop');

/** A network whose flows cannot be read, as if udon had a fault. */
const opened = {
  network: {
    ...network,
    flows: {
      all: () => {
        throw new Error('no flows');
      },
    },
  },
} as unknown as Opened;

async function answersTo(lines: readonly string[]): Promise<object[]> {
  const path = join(mkdtempSync(join(tmpdir(), 'udon-')), 'batch.jsonl');
  writeFileSync(path, lines.join('\n'));
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await traceBatch(path, opened, { isStrict: false, isPartial: false });
  return written.mock.calls.map(([line]) => JSON.parse(String(line)) as object);
}

afterEach(() => {
  vi.restoreAllMocks();
});

test('a fault in udon, and arguments that are not', async () => {
  const reported = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const faulty = { args: ['inport == "r1a" && ip4'] };
  const wrong = { args: ['nowhere', 'inport == "r1a"'] };
  const answers = await answersTo([JSON.stringify(faulty), 'null', '{"args": 1}', JSON.stringify(wrong)]);
  expect(answers).toEqual([
    { ...faulty, rc: 1, stdout: '', error: expect.stringMatching(/^a fault in udon itself: /) },
    { ...wrong, rc: 0, stdout: 'unknown datapath "nowhere"\n' },
  ]);
  const lines = reported.mock.calls.map(([line]) => String(line)).filter(line => line.includes('JSON'));
  expect(lines).toEqual([2, 3].map(line => expect.stringContaining(`batch.jsonl:${line}: a JSON object with "args"`)));
});
