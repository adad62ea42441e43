/**
 * Unpacks gzip and tar at any depth, without writing files. The content is streamed, and only the wanted parts stay in
 * memory. Names in an archive are only printed, links are skipped, and a file that grows too large is an error.
 */
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip } from 'node:zlib';
import { createTarDecoder } from 'modern-tar';
import type { LazyInput } from '../../app/sources/input.ts';
import { Failure } from '../terminal/failure.ts';
import { HEAD_LENGTH, isGzip, isTar } from './archive-format.ts';

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
type Streamed = Omit<LazyInput, 'read'> & { read(): Promise<Uint8Array> };

/** The files in `chunks`, a file of this name: those of an archive, or the file itself. */
export async function* unpack(chunks: Chunks, { name, isPart }: Named, depth = 0): AsyncGenerator<Streamed> {
  if (depth > MAX_DEPTH) throw new Failure(`${name}: archives are nested more than ${MAX_DEPTH} deep`);
  const { head, whole, close } = await peek(chunks);
  if (isGzip(head)) yield* unpack(unzip(whole, name, isPart), { name, isPart }, depth + 1);
  else if (isTar(head)) yield* unpackTar(whole, name, depth + 1);
  else {
    yield { name, isPart, head, read: () => collect(whole, name) };
    await close();
  }
}

async function* unpackTar(chunks: Chunks, name: string, depth: number): AsyncGenerator<Streamed> {
  const refuse = (fault: unknown): never => {
    if (fault instanceof Failure) throw fault;
    throw new Failure(`${name}: this archive cannot be read: ${(fault as Error).message}`);
  };
  try {
    for await (const { header, body } of ReadableStream.from(chunks).pipeThrough(createTarDecoder())) {
      const part = { name: `${name}:${printable(header.name)}`, isPart: true };
      if (header.type !== 'file') await body.cancel();
      else for await (const file of unpack(body, part, depth)) yield { ...file, read: () => file.read().catch(refuse) };
    }
  } catch (fault) {
    refuse(fault);
  }
}

/** A file that is cut short is unzipped up to its end. A broken file is, too, if it is a part, such as a log. */
async function* unzip(chunks: Chunks, name: string, isPart: boolean): Chunks {
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
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
