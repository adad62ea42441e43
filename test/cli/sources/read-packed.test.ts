/** Captures as files hold them. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readPacked } from '../../../src/cli/sources/read-packed.ts';

const CAPTURE = new URL('../../recordings/frames/vm.pcap', import.meta.url);
const bytes = readFileSync(CAPTURE);

function fileOf(content: Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'udon-capture-')), 'vm.pcap');
  writeFileSync(path, content);
  return path;
}

test.each([
  ['a capture', bytes],
  ['a packed capture', gzipSync(bytes)],
  ['a capture packed twice', gzipSync(gzipSync(bytes))],
])('%s is read', async (_, content) => {
  expect(Buffer.from(await readPacked(fileOf(content), 'vm.pcap'))).toEqual(bytes);
});

test('an empty file has no bytes', async () => {
  expect(await readPacked(fileOf(new Uint8Array()), 'vm.pcap')).toHaveLength(0);
});

test('an archive is refused', async () => {
  const samples = new URL('../../../samples/must-gather.tar.gz', import.meta.url).pathname;
  await expect(readPacked(samples, 'must-gather.tar.gz')).rejects.toThrow(/archive: unpack it first/);
});
