/** Whether a reader deals with a mutation: it says in its own words what is wrong with the file, or reads it. */
import { formatDiagnostic } from '../../src/base/diagnostic.ts';
import { Random } from './random.ts';
import type { Reader } from './readers.ts';

/** Messages of the JavaScript engine, and values of udon's own. */
const INTERNAL = /undefined|\[object|NaN|call stack|is not (?:a function|iterable|defined)|Cannot (?:read|set|convert)/;

/** Why the mutation with this number is a fault of the reader; undefined if it is none. */
export async function faultOf({ read, make }: Reader, seed: number, mutation: number): Promise<string | undefined> {
  const bytes = make(new Random(seed ^ Math.imul(mutation + 1, 0x9e3779b1)));
  try {
    const internal = (await read(bytes)).map(formatDiagnostic).find(message => INTERNAL.test(message));
    return internal === undefined ? undefined : `it says: ${internal}`;
  } catch (fault) {
    return (fault as Error).stack ?? String(fault);
  }
}
