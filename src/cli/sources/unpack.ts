/**
 * Unpacks what was gzipped or put into a tar archive, however deep, without writing anything: the content streams by, and
 * what is wanted of it is kept in memory. Names in an archive are only shown, links in it are passed over, and what grows
 * beyond measure is an error.
 */
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip } from 'node:zlib';
import { createTarDecoder } from 'modern-tar';
import { isOvsdbFile } from '../../read/ovsdb/records.ts';
import { Failure } from '../terminal/failure.ts';
import { HEAD_LENGTH, isGzip, isTar, type Unpacked } from './archive-format.ts';

type Chunks = AsyncIterable<Uint8Array>;

const MEGABYTE = 2 ** 20;
const MAX_FILE = 1024 * MEGABYTE;
/** Databases shrink to a tenth when they are gzipped; no honest content shrinks to a thousandth. */
const MAX_RATIO = 250;
const FREE_GROWTH = 64 * MEGABYTE;
const MAX_DEPTH = 5;

/** What is in `chunks`, a file called `name`: of an archive or with `isPart` only the OVSDB files, else whatever it is. */
export async function* unpack(chunks: Chunks, name: string, isPart = false, depth = 0): AsyncGenerator<Unpacked> {
  if (depth > MAX_DEPTH) throw new Failure(`${name}: archives lie more than ${MAX_DEPTH} deep in one another`);
  const { head, whole, close } = await peek(chunks);
  if (isGzip(head)) yield* unpack(unzip(whole, name, isPart), name, isPart, depth + 1);
  else if (isTar(head)) yield* unpackTar(whole, name, depth + 1);
  else if (!isPart || isOvsdbFile(head)) yield { name, bytes: await collect(whole, name) };
  else await close();
}

async function* unpackTar(chunks: Chunks, name: string, depth: number): AsyncGenerator<Unpacked> {
  const entries = ReadableStream.from(chunks).pipeThrough(createTarDecoder());
  try {
    for await (const { header, body } of entries) {
      if (header.type === 'file') yield* unpack(body, `${name}:${printable(header.name)}`, true, depth);
      else await body.cancel();
    }
  } catch (fault) {
    if (fault instanceof Failure) throw fault;
    throw new Failure(`${name}: this archive cannot be read: ${(fault as Error).message}`);
  }
}

/** What is cut short is unzipped as far as it goes, and so is what is broken if it is but a part, such as some log. */
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

/** The beginning of `chunks`, and all of them again, unless they are to be closed. */
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

/** Names are shown on terminals, which have their own ideas about control characters. */
const printable = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?');
