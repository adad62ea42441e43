/** OVSDB files for tests, as ovsdb-server would write them. */
import { createHash } from 'node:crypto';

/** One record: its header, and `value` as JSON. */
export const record = (value: unknown, magic = 'JSON'): string => recordOf(JSON.stringify(value), magic);

/** One record: its header, and the text of a JSON value, which may have blanks. */
export function recordOf(text: string, magic = 'JSON'): string {
  const json = `${text}\n`;
  return `OVSDB ${magic} ${Buffer.byteLength(json)} ${createHash('sha1').update(json).digest('hex')}\n${json}`;
}

type Rows = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A file of the schema called `name` that holds `tables`: table name to row UUID to row. */
export const ovsdbFile = (name: string, tables: Readonly<Record<string, Rows>> = {}): Buffer =>
  Buffer.from(record({ name, tables: {} }) + record({ ...tables, _comment: 'a test' }));

/** A UUID that ends with `number`. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const reference = (number: number): readonly [string, string] => ['uuid', uuid(number)];

export const map = (entries: Readonly<Record<string, string>>): readonly unknown[] => ['map', Object.entries(entries)];
