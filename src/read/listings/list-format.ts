/** `ovn-sbctl list` and `find`: a line `COLUMN : VALUE` for each column, and an empty line after each row. */
import { joinTexts } from '../text/open-text.ts';
import { captionIn, type Listing, type ListingFormat } from './listing.ts';

type Row = Map<string, string>;

export const LIST_FORMAT: ListingFormat = {
  name: 'list',
  read(text) {
    const begin = /^(.*?)_uuid\s*: ("?)[0-9a-f]{8}-/m.exec(text);
    if (!begin) return [];
    return tablesIn(text.split(/\r?\n/).map(line => withoutPrefix(line, begin[1]!)));
  },
};

/** What is before the first `_uuid` is before every line. */
const withoutPrefix = (line: string, prefix: string): string =>
  line.startsWith(prefix)
    ? line.slice(prefix.length)
    : prefix.trim() === ''
      ? line
      : line.replace(prefix.trimEnd(), '');

/** Names are padded to 20 characters. */
const COLUMN = /^\s*([a-z_]\w*)(?: +|(?<=^\s*\w{20,})): ?(.*)$/s;

function tablesIn(lines: readonly string[]): readonly Listing[] {
  const tables: { caption: string | undefined; rows: Row[] }[] = [{ caption: undefined, rows: [] }];
  let row: Row | undefined;
  let column = '';
  for (const line of lines) {
    const [, name, value] = COLUMN.exec(line) ?? [];
    const caption = captionIn(line);
    if (caption !== undefined) tables.push({ caption, rows: [] });
    if (line.trim() === '' || caption !== undefined) row = undefined;
    else if (name !== undefined) {
      if (!row || row.has(name)) {
        row = new Map();
        tables.at(-1)!.rows.push(row);
      }
      row.set(name, value!);
      column = name;
    } else if (row) row.set(column, joinTexts(row.get(column)!, line));
  }
  return tables.filter(({ rows }) => rows.length > 0).map(toListing);
}

function toListing({ caption, rows }: { caption: string | undefined; rows: readonly Row[] }): Listing {
  const headings = [...new Set(rows.flatMap(row => [...row.keys()]))];
  const cells = rows.map(row => headings.map(heading => row.get(heading) ?? ''));
  return { ...(caption !== undefined && { caption }), headings, rows: cells };
}
