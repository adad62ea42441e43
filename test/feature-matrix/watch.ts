/** Northbound rows that remember what of them is read. */
import type { Nb } from '../../src/ovn/schema/nb.ts';

type AnyRow = Readonly<Record<string, unknown>>;

/**
 * Rows that add to `seen` each column that is read, also through references: `TABLE.COLUMN`; of maps also each key that is asked
 * for, `TABLE.COLUMN:KEY`, and `TABLE.COLUMN:*` where all keys are.
 */
export function watch(nb: Nb, seen: Set<string>): Nb {
  const tableOf = new Map<unknown, string>();
  for (const [table, rows] of Object.entries(nb)) for (const row of rows) tableOf.set(row, table);
  const watchers = new Map<unknown, unknown>();
  const watched = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(watched);
    const table = tableOf.get(value);
    if (table === undefined) return value;
    const known = watchers.get(value);
    if (known) return known;
    const proxy = new Proxy(value as AnyRow, {
      get(row, column: string) {
        const name = `${table}.${column}`;
        seen.add(name);
        const content = row[column];
        return content instanceof Map ? watchMap(content, name, seen) : watched(content);
      },
    });
    watchers.set(value, proxy);
    return proxy;
  };
  return Object.fromEntries(Object.entries(nb).map(([table, rows]) => [table, watched(rows)])) as unknown as Nb;
}

function watchMap(map: ReadonlyMap<string, unknown>, name: string, seen: Set<string>): ReadonlyMap<string, unknown> {
  const asked = (key: string) => void seen.add(`${name}:${key}`);
  const all = () => void seen.add(`${name}:*`);
  return Object.assign(new Map(map), {
    get: (key: string) => after(asked(key), map.get(key)),
    has: (key: string) => after(asked(key), map.has(key)),
    entries: () => after(all(), map.entries()),
    keys: () => after(all(), map.keys()),
    values: () => after(all(), map.values()),
    [Symbol.iterator]: () => after(all(), map[Symbol.iterator]()),
  });
}

const after = <T>(_done: void, value: T): T => value;
