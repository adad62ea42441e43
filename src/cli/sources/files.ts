/** The files of a path as inputs: a file, standard input, or all files of a folder at any depth. */
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { HEAD_LENGTH, isGzip, isTar, isZstd, namedArchive } from '../../app/sources/gather/archives/archive-format.ts';
import { leftOut } from '../../app/sources/gather/archives/faulty.ts';
import type { FaultyInput, LazyInput } from '../../app/sources/input.ts';
import { attempt, readBeginning, readBytes } from './read-file.ts';

type FileInput = LazyInput | FaultyInput;

/** The files in `path`. What is wrong with one file of a folder does not stop the others. */
export async function* filesIn(path: string): AsyncGenerator<FileInput> {
  if (path === '-') yield* contentsOf(path, '<stdin>', false);
  else if (!attempt(path, () => statSync(path)).isDirectory()) yield* contentsOf(path, path, false);
  else for (const file of filesBelow(path)) yield* typeof file === 'string' ? partsOf(file) : [file];
}

/** Links are skipped, because they can lead anywhere, and so are the files of git. */
function* filesBelow(path: string, isTop = true): Generator<string | FaultyInput> {
  const list = () => attempt(path, () => readdirSync(path, { withFileTypes: true }));
  const entries = isTop ? list() : tried(path, list);
  if ('fault' in entries) return yield entries;
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory() && entry.name !== '.git') yield* filesBelow(join(path, entry.name), false);
    else if (entry.isFile()) yield join(path, entry.name);
  }
}

async function* partsOf(path: string): AsyncGenerator<FileInput> {
  try {
    yield* contentsOf(path, path, true);
  } catch (fault) {
    yield leftOut(path, fault);
  }
}

/** The file at `path`, called `name`; for an archive, the files in it. */
async function* contentsOf(path: string, name: string, isPart: boolean): AsyncGenerator<FileInput> {
  const { bytes, head } = attempt(path, () => readBeginning(path));
  if (isGzip(head) || isTar(head) || isZstd(head) || namedArchive(head, name)) {
    const { unpack } = await import('./unpack.ts');
    yield* unpack(bytes ? Readable.from([bytes]) : createReadStream(path), { name, isPart });
  } else yield { name, isPart, head: head.subarray(0, HEAD_LENGTH), read: () => bytes ?? readBytes(path) };
}

function tried<T extends object>(path: string, act: () => T): T | FaultyInput {
  try {
    return act();
  } catch (fault) {
    return leftOut(path, fault);
  }
}
