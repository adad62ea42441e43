/** Tables that are made when they are first read. Tables that are never read cost nothing. */
import { once } from '../base/remember.ts';

/** `database`, in which each table of `makers` has the value that its maker returns. */
export function withLazyTables<D extends object>(database: D, makers: { readonly [T in keyof D]?: () => D[T] }): D {
  for (const [table, make] of Object.entries(makers) as [string, () => object][]) {
    Object.defineProperty(database, table, { get: once(make), enumerable: true });
  }
  return database;
}
