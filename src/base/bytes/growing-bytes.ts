/** Bytes that arrive in pieces of any size, one after the other, in one array that doubles when it is full. */
export class GrowingBytes {
  length = 0;
  private bytes = new Uint8Array(0);

  push(piece: Uint8Array): void {
    const needed = this.length + piece.length;
    if (needed > this.bytes.length) this.grow(Math.max(needed, 2 * this.bytes.length));
    this.bytes.set(piece, this.length);
    this.length = needed;
  }

  /** All bytes since the last call. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = new Uint8Array(0);
    this.length = 0;
    return taken;
  }

  private grow(size: number): void {
    const grown = new Uint8Array(size);
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
