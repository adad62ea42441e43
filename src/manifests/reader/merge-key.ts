/**
 * The merge key `<<` of YAML, which copies the entries of other mappings (https://yaml.org/type/merge.html). In quotes,
 * as in JSON, it is an ordinary name.
 */
import { type Diagnostic, error } from '../../base/diagnostic.ts';
import type { Place } from '../../base/source-text.ts';
import type { Entry, Tree } from './tree.ts';

const MERGE = '<<';

export const isMergeKey = (name: string, { length }: Place): boolean => name === MERGE && length === MERGE.length;

/** The entries that the value of a merge key copies, in the order in which they replace each other. */
export function* copiedEntries(
  value: Tree,
  report: (found: Diagnostic) => void,
): Generator<readonly [name: string, Entry]> {
  for (const tree of value.kind === 'list' ? value.items.toReversed() : [value]) {
    if (tree.kind === 'mapping') yield* tree.entries;
    else report(error('bad-yaml', `"${MERGE}" needs a mapping here, or a list of them`, tree.place));
  }
}
