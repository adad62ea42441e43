/** `--format=table` and `ovsdb-client dump`: names of columns above dashes that are as wide as the columns. */
import { captionIn, type Listing, type ListingFormat } from './listing.ts';

const DASHES = /^\s*-{2,}(?: -{2,})*\s*$/;

export const TABLE_FORMAT: ListingFormat = {
  name: 'table',
  read(text) {
    const lines = text.split(/\r?\n/);
    return lines.flatMap((line, index) => {
      const above = lines[index - 1] ?? '';
      if (!DASHES.test(line) || !/(?:^|\s)_uuid(?:\s|$)/.test(above)) return [];
      return tableAt(lines, index, captionIn(lines[index - 2] ?? ''));
    });
  },
};

function tableAt(lines: readonly string[], dashes: number, caption: string | undefined): Listing {
  const columns = [...lines[dashes]!.matchAll(/-+/g)].map(
    ({ 0: { length }, index }) => [index, index + length] as const,
  );
  const cellsOf = (line: string) =>
    columns.map(([start, end], index) => line.slice(start, index === columns.length - 1 ? undefined : end).trim());
  const rest = lines.slice(dashes + 1);
  const end = rest.findIndex(line => line.trim() === '');
  const rows = (end < 0 ? rest : rest.slice(0, end)).map(cellsOf);
  return { ...(caption !== undefined && { caption }), headings: cellsOf(lines[dashes - 1]!), rows };
}
