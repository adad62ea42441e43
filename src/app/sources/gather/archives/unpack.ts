/**
 * Unpacks gzip, zstd and tar at any depth, without writing files. The content is streamed, and only the wanted parts stay
 * in memory. Names in an archive are only printed, links are skipped, and a file that grows too large is an error. What the
 * platform has for it, streams and decompressors, is given.
 */
import { concatBytes } from '../../../../base/bytes/bytes.ts';
import type { FaultyInput, LazyInput } from '../../input.ts';
import { HEAD_LENGTH, isGzip, isTar, isZstd, namedArchive, unpackFirst } from './archive-format.ts';
import { audited } from './audit-tar.ts';
import { leftOut, Unreadable } from './faulty.ts';

export type Chunks = AsyncIterable<Uint8Array>;

/** What is needed of the platform. */
export interface Unpackers {
  /** Undefined for a format that the platform does not have. */
  decompressor(format: 'gzip' | 'zstd'): Decompressor | undefined;
  entries(tar: Chunks): AsyncIterable<TarEntry>;
}

export interface Decompressor {
  /** The content of a file; of a file that is cut short, up to its end. It throws if the file is broken. */
  decompress(chunks: Chunks): Chunks;
  /** How many bytes of the file have been read so far. */
  readonly bytesRead: number;
}

export interface TarEntry {
  readonly name: string;
  readonly isFile: boolean;
  /** Whether the archive leaves out parts of the file that are zero. */
  readonly isSparse: boolean;
  readonly body: Chunks;
  /** Passes over the body. */
  skip(): Promise<unknown>;
}

const MEGABYTE = 2 ** 20;
const MAX_FILE = 1024 * MEGABYTE;
/** gzip makes databases ten times smaller. No honest content becomes a thousand times smaller. */
const MAX_RATIO = 250;
const FREE_GROWTH = 64 * MEGABYTE;
const MAX_DEPTH = 5;

/** The name of a file for people, such as `gather.tar.gz:network_logs/worker-0_sbdb` for a part of an archive. */
export type NamedFile = Required<Pick<LazyInput, 'name' | 'isPart'>>;

/** An input of a stream. It can be read only before the next one is taken. */
export type Streamed = (Omit<LazyInput, 'read'> & { read(): Promise<Uint8Array> }) | FaultyInput;

/** Unpacks with what a platform has. A file that cannot be read, and is not a part of an archive, throws `Unreadable`. */
export class Unpacking {
  private readonly unpackers: Unpackers;

  constructor(unpackers: Unpackers) {
    this.unpackers = unpackers;
  }

  /** The files in `chunks`, a file of this name: those of an archive, or the file itself. */
  async *unpack(chunks: Chunks, { name, isPart }: NamedFile, depth = 0): AsyncGenerator<Streamed> {
    if (depth > MAX_DEPTH) throw new Unreadable(`${name}: archives are nested more than ${MAX_DEPTH} deep`);
    const { head, whole, close } = await peek(chunks);
    const other = namedArchive(head, name);
    if (other !== undefined) {
      await close();
      throw new Unreadable(`${name}: ${other}`);
    }
    const format = isGzip(head) ? 'gzip' : isZstd(head) ? 'zstd' : undefined;
    if (format) yield* this.unpack(this.unzip(whole, name, isPart, format), { name, isPart }, depth + 1);
    else if (isTar(head)) yield* this.unpackTar(whole, name, depth + 1);
    else {
      yield { name, isPart, head, read: () => collect(whole, name) };
      await close();
    }
  }

  /** An archive that is damaged is read up to there. */
  private async *unpackTar(chunks: Chunks, name: string, depth: number): AsyncGenerator<Streamed> {
    const faults: string[] = [];
    const whole = audited(chunks, fault => faults.push(fault));
    try {
      for await (const entry of this.unpackers.entries(whole)) {
        const entryName = printable(entry.name);
        if (entry.isSparse) faults.push(`${entryName} is a sparse file, which is read as if it were none`);
        if (entry.isFile) yield* this.unpackPart(entry.body, `${name}:${entryName}`, depth);
        else await entry.skip();
      }
    } catch (fault) {
      const message = (fault as Error).message;
      yield leftOut(name, new Error(fault instanceof Unreadable ? message : `${BROKEN_ARCHIVE}: ${message}`));
    }
    for (const fault of new Set(faults)) yield { name, fault, isLeftOut: false };
  }

  private async *unpackPart(body: Chunks, name: string, depth: number): AsyncGenerator<Streamed> {
    try {
      yield* this.unpack(body, { name, isPart: true }, depth);
    } catch (fault) {
      yield leftOut(name, fault);
    }
  }

  /** A file that is cut short is unzipped up to its end. A broken file is, too, if it is a part, such as a log. */
  private async *unzip(chunks: Chunks, name: string, isPart: boolean, format: 'gzip' | 'zstd'): Chunks {
    const unzipper = this.unpackers.decompressor(format);
    if (!unzipper) throw new Unreadable(`${name}: ${unpackFirst(`a ${format} archive`, `${format} -d ${name}`)}`);
    let size = 0;
    try {
      for await (const chunk of unzipper.decompress(chunks)) {
        size += chunk.length;
        if (size > FREE_GROWTH + MAX_RATIO * unzipper.bytesRead) throw new Unreadable(`${name}: ${TOO_LARGE}`);
        yield chunk;
      }
    } catch (fault) {
      if (fault instanceof Unreadable) throw fault;
      if (!isPart) throw new Unreadable(`${name}: cannot be unzipped: ${(fault as Error).message}`);
    }
    if (size === 0 && !isPart) throw new Unreadable(`${name}: cannot be unzipped: there is nothing in it`);
  }
}

const BROKEN_ARCHIVE = 'this archive cannot be read';
const TOO_LARGE = `it unpacks to more than ${MAX_RATIO} times its size, which no database does`;

/** The beginning of `chunks`, and all of them again, unless the stream is closed. */
async function peek(chunks: Chunks): Promise<{ head: Uint8Array; whole: Chunks; close(): Promise<unknown> }> {
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
  return { head: concatBytes(first), whole: whole(), close: async () => iterator.return?.() };
}

async function collect(chunks: Chunks, name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    if (size > MAX_FILE) throw new Unreadable(`${name}: larger than ${MAX_FILE / MEGABYTE} megabytes`);
  }
  return concatBytes(parts);
}

/** Names appear on terminals, so control characters are replaced. */
const printable = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?');
