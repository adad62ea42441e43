/**
 * Unpacks gzip, zstd and tar at any depth, without writing files. The content is streamed, and only the wanted parts stay
 * in memory. Names in an archive are only printed, links are skipped, and a file that grows too large is an error.
 */
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { constants, createGunzip } from 'node:zlib';
import { createTarDecoder, type TarHeader } from 'modern-tar';
import type { FaultyInput, LazyInput } from '../../app/sources/input.ts';
import { Failure } from '../terminal/failure.ts';
import { HEAD_LENGTH, isGzip, isTar, isZstd, namedArchive, unpackFirst } from './archive-format.ts';
import { audited } from './audit-tar.ts';
import { leftOut } from './faulty.ts';

type Chunks = AsyncIterable<Uint8Array>;

const MEGABYTE = 2 ** 20;
const MAX_FILE = 1024 * MEGABYTE;
/** gzip makes databases ten times smaller. No honest content becomes a thousand times smaller. */
const MAX_RATIO = 250;
const FREE_GROWTH = 64 * MEGABYTE;
const MAX_DEPTH = 5;

/** The name of a file for people, such as `gather.tar.gz:network_logs/worker-0_sbdb` for a part of an archive. */
type Named = Required<Pick<LazyInput, 'name' | 'isPart'>>;

/** An input of a stream. It can be read only before the next one is taken. */
type Streamed = (Omit<LazyInput, 'read'> & { read(): Promise<Uint8Array> }) | FaultyInput;

/** The files in `chunks`, a file of this name: those of an archive, or the file itself. */
export async function* unpack(chunks: Chunks, { name, isPart }: Named, depth = 0): AsyncGenerator<Streamed> {
  if (depth > MAX_DEPTH) throw new Failure(`${name}: archives are nested more than ${MAX_DEPTH} deep`);
  const { head, whole, close } = await peek(chunks);
  const other = namedArchive(head, name);
  if (other !== undefined) {
    await close();
    throw new Failure(`${name}: ${other}`);
  }
  if (isGzip(head) || isZstd(head)) {
    yield* unpack(unzip(whole, name, isPart, decompressor(head, name)), { name, isPart }, depth + 1);
  } else if (isTar(head)) yield* unpackTar(whole, name, depth + 1);
  else {
    yield { name, isPart, head, read: () => collect(whole, name) };
    await close();
  }
}

/** An archive that is damaged is read up to there. */
async function* unpackTar(chunks: Chunks, name: string, depth: number): AsyncGenerator<Streamed> {
  const faults: string[] = [];
  const whole = audited(chunks, fault => faults.push(fault));
  try {
    for await (const { header, body } of ReadableStream.from(whole).pipeThrough(createTarDecoder())) {
      const part = `${name}:${printable(header.name)}`;
      if (isSparse(header)) faults.push(`${printable(header.name)} is a sparse file, which is read as if it were none`);
      if (header.type !== 'file') await body.cancel();
      else yield* unpackPart(body, part, depth);
    }
  } catch (fault) {
    yield leftOut(
      name,
      new Error(fault instanceof Failure ? fault.message : `${UNREADABLE}: ${(fault as Error).message}`),
    );
  }
  for (const fault of new Set(faults)) yield { name, fault, isLeftOut: false };
}

const UNREADABLE = 'this archive cannot be read';

const isSparse = ({ pax = {} }: TarHeader): boolean => Object.keys(pax).some(key => key.startsWith('GNU.sparse.'));

async function* unpackPart(body: Chunks, name: string, depth: number): AsyncGenerator<Streamed> {
  try {
    yield* unpack(body, { name, isPart: true }, depth);
  } catch (fault) {
    yield leftOut(name, fault);
  }
}

function decompressor(head: Uint8Array, name: string): Transform & { readonly bytesWritten: number } {
  if (isGzip(head)) return createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  const { createZstdDecompress } = zlib as { createZstdDecompress?: () => ReturnType<typeof createGunzip> };
  if (!createZstdDecompress) throw new Failure(`${name}: ${unpackFirst('a zstd archive', `zstd -d ${name}`)}`);
  return createZstdDecompress();
}

/** A file that is cut short is unzipped up to its end. A broken file is, too, if it is a part, such as a log. */
async function* unzip(chunks: Chunks, name: string, isPart: boolean, gunzip: ReturnType<typeof decompressor>): Chunks {
  const done = pipeline(Readable.from(chunks), gunzip);
  done.catch(() => {});
  let size = 0;
  try {
    for await (const chunk of gunzip as Transform & AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > FREE_GROWTH + MAX_RATIO * gunzip.bytesWritten) throw new Failure(`${name}: ${TOO_LARGE}`);
      yield chunk;
    }
  } catch (fault) {
    if (fault instanceof Failure) throw fault;
    if (!isPart) throw new Failure(`${name}: cannot be unzipped: ${(fault as Error).message}`);
  }
  if (size === 0 && !isPart) throw new Failure(`${name}: cannot be unzipped: there is nothing in it`);
}

const TOO_LARGE = `it unpacks to more than ${MAX_RATIO} times its size, which no database does`;

/** The beginning of `chunks`, and all of them again, unless the stream is closed. */
async function peek(chunks: Chunks): Promise<{ head: Buffer; whole: Chunks; close(): Promise<unknown> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let length = 0; length < HEAD_LENGTH; ) {
    const { done, value } = await iterator.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  async function* whole() {
    yield* first;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head: Buffer.concat(first), whole: whole(), close: async () => iterator.return?.() };
}

async function collect(chunks: Chunks, name: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    if (size > MAX_FILE) throw new Failure(`${name}: larger than ${MAX_FILE / MEGABYTE} megabytes`);
  }
  return Buffer.concat(parts);
}

/** Names appear on terminals, so control characters are replaced. */
const printable = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?');
