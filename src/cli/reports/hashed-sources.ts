/** The files that an answer is made from, with their SHA-256, as `sha256sum` prints it. */
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ReadInput } from '../../app/sources/input.ts';
import { SOURCE_KIND_WORDS } from '../../app/sources/summary.ts';
import type { ReportSource } from '../../render/report/model/provenance.ts';

/** What a file of tests is called. */
export const TESTS = 'tests';

/** An input that was read, or something else that a report names, such as a file of tests. */
export type ReportedInput = ReadInput | { readonly name: string; readonly content: string };

/** An archive is one source, although several of its parts are read. */
export async function hashedSources(read: readonly ReportedInput[]): Promise<readonly ReportSource[]> {
  const contents = new Map<string, Set<string>>();
  for (const input of read) {
    const { name } = input;
    const source = fileOf(name) ?? name;
    contents.set(
      source,
      (contents.get(source) ?? new Set()).add('kind' in input ? SOURCE_KIND_WORDS[input.kind] : input.content),
    );
  }
  return Promise.all([...contents].map(([name, words]) => sourceOf(name, [...words].join(', '))));
}

async function sourceOf(name: string, content: string): Promise<ReportSource> {
  const file = fileOf(name);
  return { name, content, sha256: file === undefined ? undefined : await sha256Of(file) };
}

/** The file, or the archive that it is in: `gather.tar.gz:network_logs/worker-0_sbdb` is in `gather.tar.gz`. */
function fileOf(name: string): string | undefined {
  const ends = [name.length, ...[...name.matchAll(/:/g)].map(({ index }) => index).reverse()];
  return ends.map(end => name.slice(0, end)).find(path => statSync(path, { throwIfNoEntry: false })?.isFile());
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
