/** `--format=json`: `{"data": [[...], ...], "headings": [...]}`, and one such object a table in `ovsdb-client -f json dump`. */
import type { JsonValue } from '../ovsdb/value.ts';
import { captionIn, type Listing, type ListingFormat } from './listing.ts';

interface JsonListing {
  readonly caption?: unknown;
  readonly data: readonly (readonly JsonValue[])[];
  readonly headings: readonly string[];
}

export const JSON_FORMAT: ListingFormat = {
  name: 'json',
  read(text) {
    if (!/^\s*\{/.test(text) || !/"headings"\s*:/.test(text)) return [];
    const whole = parse(text);
    if (whole !== undefined) return [whole].flatMap(toListing);
    return text.split('\n').flatMap(line => (line.trim() === '' ? [] : toListing(parse(line))));
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toListing(found: unknown): Listing[] {
  if (!isListing(found)) return [];
  const caption = typeof found.caption === 'string' ? captionIn(found.caption) : undefined;
  const rows = found.data.filter(Array.isArray).map(row => row.map((json: JsonValue) => ({ json })));
  return [{ ...(caption !== undefined && { caption }), headings: found.headings, rows }];
}

const isListing = (found: unknown): found is JsonListing =>
  typeof found === 'object' &&
  found !== null &&
  Array.isArray((found as JsonListing).data) &&
  Array.isArray((found as JsonListing).headings);
