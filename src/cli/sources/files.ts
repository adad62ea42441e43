/** What is in the files that a SOURCE names: a file, standard input, a folder of manifests, or one that has databases somewhere below. */
import { closeSync, createReadStream, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { SourceText } from '../../base/source-text.ts';
import { isOvsdbFile } from '../../read/ovsdb/records.ts';
import { Failure } from '../terminal/failure.ts';
import { HEAD_LENGTH, isGzip, isTar, type Unpacked } from './archive-format.ts';
import { decodeText } from './decode-text.ts';

export interface Content extends Unpacked {
  /** Whether it was found in an archive or a folder, and not named itself. */
  readonly isPart: boolean;
}

/** Whatever is in `path`; of a folder, its manifests, or if it has none, the databases that lie anywhere below. */
export async function* contentsOf(path: string): AsyncGenerator<Content> {
  if (path === '-') yield* contentsOfFile(path, '<stdin>', false);
  else if (!attempt(path, () => statSync(path)).isDirectory()) yield* contentsOfFile(path, path, false);
  else yield* contentsOfFolder(path);
}

const MANIFEST_NAME = /\.(ya?ml|json)(\.gz)?$/i;

async function* contentsOfFolder(path: string): AsyncGenerator<Content> {
  const manifests = readdirSync(path)
    .filter(name => MANIFEST_NAME.test(name))
    .sort();
  if (manifests.length > 0)
    for (const name of manifests) yield* contentsOfFile(join(path, name), join(path, name), false);
  else for (const file of filesBelow(path)) yield* contentsOfFile(file, file, true);
}

/** Links are passed over: they can lead anywhere. */
function* filesBelow(path: string): Generator<string> {
  const entries = attempt(path, () => readdirSync(path, { withFileTypes: true }));
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesBelow(join(path, entry.name));
    else if (entry.isFile()) yield join(path, entry.name);
  }
}

/** With `isPart`, the file itself only if it is an OVSDB file or has some in it. */
async function* contentsOfFile(path: string, name: string, isPart: boolean): AsyncGenerator<Content> {
  const { bytes, head } = attempt(path, () => beginningOf(path));
  if (isGzip(head) || isTar(head)) {
    const { unpack } = await import('./unpack.ts');
    const chunks = bytes ? Readable.from([bytes]) : createReadStream(path);
    for await (const found of unpack(chunks, name, isPart)) yield { ...found, isPart: found.name !== name };
  } else if (!isPart || isOvsdbFile(head)) {
    yield { name, bytes: bytes ?? readBytes(path), isPart };
  }
}

/** What is no plain file, such as a pipe, can be read but once. */
function beginningOf(path: string): { head: Buffer; bytes?: Buffer } {
  if (path === '-' || !statSync(path).isFile()) {
    const bytes = readFileSync(path === '-' ? 0 : path);
    return { head: bytes.subarray(0, HEAD_LENGTH), bytes };
  }
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_LENGTH);
    return { head: head.subarray(0, readSync(file, head)) };
  } finally {
    closeSync(file);
  }
}

/** A whole file. */
export const readBytes = (path: string): Buffer => attempt(path, () => readFileSync(path));

/** A text to work through, such as the lines of a batch. */
export function readText(path: string): SourceText {
  const name = path === '-' ? '<stdin>' : path;
  return {
    name,
    text: decodeText(
      attempt(path, () => readFileSync(path === '-' ? 0 : path)),
      name,
    ),
  };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
};

/** What goes wrong with a file is told in a sentence. */
function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(`${path}: ${REASONS[code!] ?? message}`);
  }
}
