/** Tables of text with aligned columns. */

/** A line for the heads and one for each row. Columns without content are left out, except the last. */
export function renderTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = heads.map((head, index) => ({
    width: Math.max(head.length, ...rows.map(row => row[index]!.length)),
    isShown: index === heads.length - 1 || rows.some(row => row[index] !== ''),
  }));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (cell === '' ? '-' : cell).padEnd(columns[index]!.width))
      .filter((_, index) => columns[index]!.isShown)
      .join('  ')
      .trimEnd();
  return [heads, ...rows].map(cells => `${line(cells)}\n`).join('');
}
