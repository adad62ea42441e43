/** The file of `--request`. A packed capture is unpacked, as tcpdump's -z and must-gathers leave it. */
import { Readable } from 'node:stream';
import { Failure } from '../terminal/failure.ts';
import { readBytes } from './read-file.ts';
import { unpack } from './unpack.ts';

/** The bytes of the file at `path`, or of the only file in it; `-` is standard input. A capture in an archive ends the command. */
export async function readPacked(path: string, name: string): Promise<Uint8Array> {
  for await (const input of unpack(Readable.from([readBytes(path)]), { name, isPart: false })) {
    if ('read' in input && !input.isPart) return input.read();
    throw new Failure(`${name}: an archive: unpack it first, and name the capture in it`);
  }
  return new Uint8Array();
}
