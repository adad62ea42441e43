/** Tables of rows as programs of OVN print them, in one of several formats. */
import type { JsonValue } from '../ovsdb/value.ts';

export interface Listing {
  /** The table's name, where the output has it. */
  readonly caption?: string;
  readonly headings: readonly string[];
  /** The cells of each row, in the order of the headings: text, or values in OVSDB's JSON. */
  readonly rows: readonly (readonly (string | { readonly json: JsonValue })[])[];
}

/** How a format is read: the listings in a text; none if it is not in this format. */
export interface ListingFormat {
  readonly name: string;
  read(text: string): readonly Listing[];
}

/** `Logical_Flow table`, as `ovsdb-client dump` prints before each table. */
export const captionIn = (line: string): string | undefined => /^(\w+) table$/.exec(line.trim())?.[1];
