/** `--format=csv`: names of columns, then rows; a cell with a comma or a quote is in quotes (RFC 4180). */
import { captionIn, type Listing, type ListingFormat } from './listing.ts';

export const CSV_FORMAT: ListingFormat = {
  name: 'csv',
  read(text) {
    if (!/^(?:\w+,)*_uuid(?:,\w+)*\r?$/m.test(text)) return [];
    const listings: { caption: string | undefined; headings: readonly string[]; rows: string[][] }[] = [];
    let caption: string | undefined;
    for (const row of rowsIn(text)) {
      const [first = ''] = row;
      const last = listings.at(-1);
      if (row.length === 1 && captionIn(first) !== undefined) caption = captionIn(first);
      else if (row.includes('_uuid')) listings.push({ caption, headings: row, rows: [] });
      else if (last && row.length === last.headings.length) last.rows.push(row);
    }
    return listings.map(
      ({ caption: name, ...rest }): Listing => ({ ...(name !== undefined && { caption: name }), ...rest }),
    );
  },
};

const CELL = /(?:"((?:[^"]|"")*)"|([^,\n\r]*))(,|\r?\n|$)/g;

function rowsIn(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [whole, inQuotes, plain, separator] of text.matchAll(CELL)) {
    if (whole === '') break;
    rows.at(-1)!.push(inQuotes === undefined ? plain! : inQuotes.replaceAll('""', '"'));
    if (separator !== ',') rows.push([]);
  }
  return rows;
}
