/** Tables that are made when they are first read: what nobody asks for costs nothing. */
import { once } from '../base/remember.ts';

/** `database`, in which the tables that have one in `makers` are what that makes. */
export function withLazyTables<D extends object>(database: D, makers: { readonly [T in keyof D]?: () => D[T] }): D {
  for (const [table, make] of Object.entries(makers) as [string, () => object][]) {
    Object.defineProperty(database, table, { get: once(make), enumerable: true });
  }
  return database;
}
