/** The files of a path as inputs: a file, standard input, a folder of manifests, or a folder with databases at any depth. */
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { LazyInput } from '../../app/sources/input.ts';
import { isGzip, isTar } from './archive-format.ts';
import { attempt, readBeginning, readBytes } from './read-file.ts';

/** The files in `path`. In a folder, these are its manifests; without manifests, all files at any depth. */
export async function* filesIn(path: string): AsyncGenerator<LazyInput> {
  if (path === '-') yield* contentsOf(path, '<stdin>', false);
  else if (!attempt(path, () => statSync(path)).isDirectory()) yield* contentsOf(path, path, false);
  else yield* contentsOfFolder(path);
}

const MANIFEST_NAME = /\.(ya?ml|json)(\.gz)?$/i;

async function* contentsOfFolder(path: string): AsyncGenerator<LazyInput> {
  const names = readdirSync(path).filter(name => MANIFEST_NAME.test(name));
  const manifests = names.sort().map(name => join(path, name));
  if (manifests.length > 0) for (const file of manifests) yield* contentsOf(file, file, false);
  else for (const file of filesBelow(path)) yield* contentsOf(file, file, true);
}

/** Links are skipped: they can lead anywhere. */
function* filesBelow(path: string): Generator<string> {
  const entries = attempt(path, () => readdirSync(path, { withFileTypes: true }));
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesBelow(join(path, entry.name));
    else if (entry.isFile()) yield join(path, entry.name);
  }
}

/** The file at `path`, called `name`; for an archive, the files in it. */
async function* contentsOf(path: string, name: string, isPart: boolean): AsyncGenerator<LazyInput> {
  const { bytes, head } = attempt(path, () => readBeginning(path));
  if (!isGzip(head) && !isTar(head)) yield { name, isPart, head, read: () => bytes ?? readBytes(path) };
  else {
    const { unpack } = await import('./unpack.ts');
    yield* unpack(bytes ? Readable.from([bytes]) : createReadStream(path), { name, isPart });
  }
}
