/** Files of the browser as inputs: archives are unpacked as streams, other files are read when they are wanted. */
import { createTarDecoder } from 'modern-tar';
import {
  HEAD_LENGTH,
  isGzip,
  isTar,
  isZstd,
  namedArchive,
} from '../../src/app/sources/gather/archives/archive-format.ts';
import { leftOut } from '../../src/app/sources/gather/archives/faulty.ts';
import {
  type Chunks,
  type Decompressor,
  type TarEntry,
  Unpacking,
} from '../../src/app/sources/gather/archives/unpack.ts';
import type { FaultyInput, LazyInput } from '../../src/app/sources/input.ts';
import type { Progress } from '../../src/base/progress.ts';
import type { GivenFile } from './protocol.ts';

async function* chunksOf<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** A stream of what an iterable yields, at the speed of its reader. */
function streamOf(chunks: Chunks): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
    cancel: async () => void (await iterator.return?.()),
  });
}

/** Browsers have no Zstandard. */
function decompressor(format: 'gzip' | 'zstd'): Decompressor | undefined {
  if (format === 'zstd') return undefined;
  let bytesRead = 0;
  async function* counted(chunks: Chunks) {
    for await (const chunk of chunks) {
      bytesRead += chunk.length;
      yield chunk;
    }
  }
  return {
    decompress: chunks => upToEnd(chunksOf(streamOf(counted(chunks)).pipeThrough(new DecompressionStream('gzip')))),
    get bytesRead() {
      return bytesRead;
    },
  };
}

/** A file that is cut short is read up to its end. */
async function* upToEnd(chunks: Chunks): Chunks {
  try {
    yield* chunks;
  } catch (fault) {
    if (!/truncated/i.test((fault as Error).message)) throw fault;
  }
}

async function* entries(tar: Chunks): AsyncIterable<TarEntry> {
  for await (const { header, body } of chunksOf(streamOf(tar).pipeThrough(createTarDecoder()))) {
    const { name, type, pax = {} } = header;
    const isSparse = Object.keys(pax).some(key => key.startsWith('GNU.sparse.'));
    yield { name, isFile: type === 'file', isSparse, body: chunksOf(body), skip: () => body.cancel() };
  }
}

const unpacking = new Unpacking({ decompressor, entries });

/** All files, those of archives one by one. What is wrong with one of several does not stop the others. */
export async function* inputsOf(
  files: readonly GivenFile[],
  progress: Progress,
): AsyncGenerator<LazyInput | FaultyInput> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0) || 1;
  let before = 0;
  for (const { path, file } of files) {
    const report = (bytes: number) => progress(`reading ${path}`, (before + bytes) / total);
    report(0);
    try {
      yield* contentsOf(file, path, files.length > 1, report);
    } catch (fault) {
      yield leftOut(path, fault);
    }
    before += file.size;
  }
}

async function* contentsOf(file: File, name: string, isPart: boolean, report: (bytes: number) => void) {
  const head = new Uint8Array(await file.slice(0, HEAD_LENGTH).arrayBuffer());
  if (isGzip(head) || isTar(head) || isZstd(head) || namedArchive(head, name)) {
    yield* unpacking.unpack(watched(chunksOf(file.stream()), report), { name, isPart });
  } else yield { name, isPart, head, read: async () => new Uint8Array(await file.arrayBuffer()) };
}

async function* watched(chunks: Chunks, report: (bytes: number) => void): Chunks {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    report(bytes);
    yield chunk;
  }
}
