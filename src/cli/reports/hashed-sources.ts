/** The files that an answer is made from, with their SHA-256, as `sha256sum` prints it. */
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ReadInput } from '../../app/sources/input.ts';
import { SOURCE_KIND_WORDS } from '../../app/sources/summary.ts';
import type { ReportSource } from '../../render/report/model/provenance.ts';

/** An archive is one source, although several of its parts are read. */
export async function hashedSources(read: readonly ReadInput[]): Promise<readonly ReportSource[]> {
  const contents = new Map<string, Set<string>>();
  for (const { name, kind } of read) {
    const source = fileOf(name) ?? name;
    contents.set(source, (contents.get(source) ?? new Set()).add(SOURCE_KIND_WORDS[kind]));
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
