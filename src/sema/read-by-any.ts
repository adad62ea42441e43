/**
 * Flows are read with the words of every release: a flow that is in a database was accepted by a release, and releases carry
 * changes back. What words mean is decided by the release of the flows first.
 */
import type { Result } from '../base/result.ts';
import type { ParseError } from '../lang/syntax-error.ts';
import { OLDER_RELEASE, type Release } from '../ovn/release/release.ts';

/** What `read` returns for `release`, or else for all words of the newest releases, or of older ones; else its error for `release`. */
export function readByAny<T>(
  release: Release | undefined,
  read: (release: Release | undefined) => Result<T, ParseError>,
): Result<T, ParseError> {
  const first = read(release);
  if ('value' in first) return first;
  for (const other of [undefined, OLDER_RELEASE]) {
    const again = read(other);
    if ('value' in again) return again;
  }
  return first;
}
