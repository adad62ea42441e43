/**
 * The merge key `<<` of YAML, which copies the entries of other mappings (https://yaml.org/type/merge.html). In quotes,
 * as in JSON, it is an ordinary name.
 */
import { type Diagnostic, error } from '../../base/diagnostic.ts';
import type { Entry, Tree } from './tree.ts';

const MERGE = '<<';

/**
 * The mapping with its merge key resolved. Its own entries replace copied ones, and the first copied mapping comes
 * before later ones.
 */
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
