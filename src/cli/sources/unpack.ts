/** Unpacks archives with the streams of Node.js. */
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { constants, createGunzip } from 'node:zlib';
import { createTarDecoder } from 'modern-tar';
import { type Chunks, type Decompressor, type TarEntry, Unpacking } from '../../app/sources/gather/archives/unpack.ts';

async function* entries(tar: Chunks): AsyncIterable<TarEntry> {
  for await (const { header, body } of ReadableStream.from(tar).pipeThrough(createTarDecoder())) {
    const { name, type, pax = {} } = header;
    const isSparse = Object.keys(pax).some(key => key.startsWith('GNU.sparse.'));
    yield { name, isFile: type === 'file', isSparse, body, skip: () => body.cancel() };
  }
}

/** Zstandard needs Node.js 22.15. */
function decompressor(format: 'gzip' | 'zstd'): Decompressor | undefined {
  if (format === 'gzip') return decompressorBy(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }));
  const { createZstdDecompress } = zlib as { createZstdDecompress?: () => ReturnType<typeof createGunzip> };
  return createZstdDecompress && decompressorBy(createZstdDecompress());
}

const decompressorBy = (stream: Transform & { readonly bytesWritten: number }): Decompressor => ({
  decompress(chunks) {
    pipeline(Readable.from(chunks), stream).catch(() => {});
    return stream as Transform & AsyncIterable<Buffer>;
  },
  get bytesRead() {
    return stream.bytesWritten;
  },
});

const unpacking = new Unpacking({ decompressor, entries });

/** The files in a stream, a file of this name: those of an archive, or the file itself. */
export const unpack = (...args: Parameters<Unpacking['unpack']>) => unpacking.unpack(...args);
