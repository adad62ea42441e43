/**
 * Rows of a few 32-bit integers in one array. For very many rows, objects would take longer to create than to process.
 */
export class IntegerTable {
  /** The number of rows. */
  length = 0;
  /** In blocks of rows, so that a table that grows is not copied. */
  private readonly blocks: Int32Array[] = [];
  private readonly width: number;

  /** For rows with `width` columns. */
  constructor(width: number) {
    this.width = width;
  }

  /** Adds a row of zeros; returns its place. */
  add(): number {
    if (this.length >> BLOCK_BITS === this.blocks.length) this.blocks.push(new Int32Array(this.width << BLOCK_BITS));
    return this.length++;
  }

  get(place: number, column: number): number {
    return this.blocks[place >> BLOCK_BITS]![(place & BLOCK_MASK) * this.width + column]!;
  }

  set(place: number, column: number, value: number): void {
    this.blocks[place >> BLOCK_BITS]![(place & BLOCK_MASK) * this.width + column] = value;
  }

  /** Sets all cells of a row to zero. */
  clear(place: number): void {
    const start = (place & BLOCK_MASK) * this.width;
    this.blocks[place >> BLOCK_BITS]!.fill(0, start, start + this.width);
  }
}

const BLOCK_BITS = 12;
const BLOCK_MASK = 2 ** BLOCK_BITS - 1;
