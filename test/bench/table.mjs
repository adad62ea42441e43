/** The table that the bench prints: Markdown, in columns. */
const HEADINGS = ['work', 'size', 'udon', 'real program', 'ratio', 'peak memory'];

/**
 * A row. `udon` and `real` are results of `measure`, or texts; the ratio is the time of the real program divided by udon's.
 */
export function row(work, size, udon, real = '') {
  const isCompared = typeof udon === 'object' && typeof real === 'object';
  const ratio = isCompared ? (real.milliseconds / udon.milliseconds).toFixed(1) : '';
  const memory = [udon, real].flatMap(({ megabytes }) => (megabytes ? `${megabytes.toFixed(0)} MB` : []));
  return [work, size, toText(udon), toText(real), ratio, memory.join(' / ')];
}

const toText = measured => (typeof measured === 'string' ? measured : duration(measured.milliseconds));

export function duration(milliseconds) {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;
}

export const grouped = number => Math.round(number).toLocaleString('en');

export function printTable(rows) {
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map(cells => cells[column].length)),
  );
  const line = cells => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |\n`;
  return [HEADINGS, widths.map(width => '-'.repeat(width)), ...rows].map(line).join('');
}
