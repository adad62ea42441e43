/**
 * `<<`, by which a YAML mapping begins with what others say (https://yaml.org/type/merge.html). In quotes, as in JSON, it
 * is a name like any other.
 */
import { type Diagnostic, error } from '../../base/diagnostic.ts';
import type { Entry, Tree } from './tree.ts';

const MERGE = '<<';

/** The mapping that `entries` mean: its own count before those that it begins with, and of these the first. */
export function merged(entries: Map<string, Entry>, report: (found: Diagnostic) => void): ReadonlyMap<string, Entry> {
  const merge = entries.get(MERGE);
  if (merge?.key.length !== MERGE.length) return entries;
  entries.delete(MERGE);
  const others = merge.value.kind === 'list' ? merge.value.items.toReversed() : [merge.value];
  return new Map([...others.flatMap(other => entriesOf(other, report)), ...entries]);
}

function entriesOf(tree: Tree, report: (found: Diagnostic) => void): readonly (readonly [string, Entry])[] {
  if (tree.kind === 'mapping') return [...tree.entries];
  report(error('bad-yaml', `"${MERGE}" needs a mapping here, or a list of them`, tree.place));
  return [];
}
