/**
 * What is wrong with the headers of a tar archive (POSIX ustar; "Basic Tar Format" in GNU tar's manual): the reader of
 * archives passes over it in silence. The content goes through unchanged.
 */

const BLOCK = 512;
const CHECKSUM = { start: 148, end: 156 };
const SIZE = { start: 124, end: 136 };
const TYPE = 156;
const OLD_SPARSE = 'S'.charCodeAt(0);
const SPACE = 0x20;

/** Calls `report` with a sentence for each fault. */
export async function* audited(
  chunks: AsyncIterable<Uint8Array>,
  report: (fault: string) => void,
): AsyncIterable<Uint8Array> {
  const audit = new TarAudit(report);
  for await (const chunk of chunks) {
    audit.push(chunk);
    yield chunk;
  }
  audit.end();
}

class TarAudit {
  private readonly report: (fault: string) => void;
  private readonly header = new Uint8Array(BLOCK);
  private filled = 0;
  /** The bytes of the entry's content, with its padding, that are still to come. */
  private rest = 0;
  private padding = 0;
  private entry = { name: '', size: 0 };
  private isOver = false;

  constructor(report: (fault: string) => void) {
    this.report = report;
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && !this.isOver; ) {
      if (this.rest > 0) {
        const length = Math.min(this.rest, chunk.length - at);
        this.rest -= length;
        at += length;
      } else {
        const length = Math.min(BLOCK - this.filled, chunk.length - at);
        this.header.set(chunk.subarray(at, at + length), this.filled);
        this.filled += length;
        at += length;
        if (this.filled === BLOCK) this.readHeader();
      }
    }
  }

  end(): void {
    const missing = this.rest - this.padding;
    if (missing > 0) {
      const { name, size } = this.entry;
      const [there, whole] = [size - missing, size].map(count => count.toLocaleString('en-US'));
      this.report(`it is cut short inside ${name}: ${there} of ${whole} bytes are there`);
    } else if (this.filled > 0) this.report('it is cut short inside a header');
  }

  private readHeader(): void {
    const { header } = this;
    this.filled = 0;
    if (header.every(byte => byte === 0)) return;
    const name = textIn(header, 0, 100);
    const size = numberIn(header.subarray(SIZE.start, SIZE.end));
    if (checksumOf(header) !== numberIn(header.subarray(CHECKSUM.start, CHECKSUM.end))) {
      this.report(`the checksum of the header of ${name || 'an entry'} is wrong; what follows may be wrong, too`);
    }
    if (header[TYPE] === OLD_SPARSE) this.report(`${name} is a sparse file, which is read as if it were none`);
    if (!Number.isSafeInteger(size)) return;
    this.entry = { name, size };
    this.padding = -size & (BLOCK - 1);
    this.rest = hasContent(header[TYPE]!) ? size + this.padding : 0;
  }
}

/** Links, devices, folders and pipes have none, also where their header has a size. */
const hasContent = (type: number): boolean => !(type >= 0x31 && type <= 0x36);

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

const textIn = (header: Uint8Array, start: number, length: number): string =>
  latin1(header.subarray(start, start + length))
    .replace(/\0.*$/s, '')
    .replace(/[^\x20-\x7e]/g, '?');

/** Octal digits, or a big-endian number after a byte with the highest bit set. */
function numberIn(field: Uint8Array): number {
  if (field[0]! & 0x80) return [field[0]! & 0x7f, ...field.subarray(1)].reduce((sum, byte) => sum * 256 + byte, 0);
  const digits = latin1(field).replace(/[\0 ]+/g, '');
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN;
}

const checksumOf = (header: Uint8Array): number =>
  header.reduce((sum, byte, at) => sum + (at >= CHECKSUM.start && at < CHECKSUM.end ? SPACE : byte), 0);
