/**
 * Rows of a few 32-bit integers in one array. For very many rows, objects would take longer to create than to process.
 */
export class IntegerTable {
  /** The number of rows. */
  length = 0;
  private cells: Int32Array;
  private readonly width: number;

  /** For rows with `width` columns. */
  constructor(width: number) {
    this.width = width;
    this.cells = new Int32Array(FIRST_ROWS * width);
  }

  /** Adds a row of zeros; returns its place. */
  add(): number {
    if ((this.length + 1) * this.width > this.cells.length) this.grow();
    return this.length++;
  }

  get(place: number, column: number): number {
    return this.cells[place * this.width + column]!;
  }

  set(place: number, column: number, value: number): void {
    this.cells[place * this.width + column] = value;
  }

  /** Sets all cells of a row to zero. */
  clear(place: number): void {
    this.cells.fill(0, place * this.width, (place + 1) * this.width);
  }

  private grow(): void {
    const { cells } = this;
    this.cells = new Int32Array(cells.length * 2);
    this.cells.set(cells);
  }
}

const FIRST_ROWS = 1024;
