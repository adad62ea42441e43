/** Values of OVSDB columns in JSON (RFC 7047 section 5.1), and their differences in a log (ovsdb(5), `_is_diff`). */

/** An atom, `["uuid", u]`, `["set", [...]]` or `["map", [...]]`. */
export type JsonValue = string | number | boolean | readonly [string, unknown];
export type JsonRow = Record<string, JsonValue>;

/** The kind of content of a column: at most one value, a set of atoms, or a map of pairs. */
export type ColumnKind = 'single' | 'set' | 'map';

/** The elements of a set or the pairs of a map. OVSDB writes a set with one element as that element. */
export function elements(value: JsonValue | undefined): readonly unknown[] {
  if (value === undefined) return [];
  return isCollection(value) ? value[1] : [value];
}

const isCollection = (value: JsonValue): value is readonly ['set' | 'map', readonly unknown[]] =>
  Array.isArray(value) && (value[0] === 'set' || value[0] === 'map') && Array.isArray(value[1]);

/** The pairs of a map; empty if `value` is not a map. */
export function pairsOf(value: JsonValue | undefined): readonly (readonly [unknown, unknown])[] {
  if (!isMap(value)) return [];
  return value[1].filter(isPair);
}

const isPair = (pair: unknown): pair is readonly [unknown, unknown] => Array.isArray(pair);

export const isMap = (value: JsonValue | undefined): value is readonly ['map', readonly unknown[]] =>
  value !== undefined && isCollection(value) && value[0] === 'map';

/**
 * The value of a column of `kind` after a change. The difference of a set has the elements to add or remove. The difference
 * of a map has the pairs to add, remove or change. The difference of a single value is the new value.
 */
export function applyDiff(old: JsonValue | undefined, diff: JsonValue, kind: ColumnKind): JsonValue {
  if (kind === 'map') return ['map', applyMapDiff(elements(old), elements(diff))];
  if (kind === 'set') return ['set', applySetDiff(elements(old), elements(diff))];
  return diff;
}

function applySetDiff(old: readonly unknown[], diff: readonly unknown[]): unknown[] {
  const gone = new Set(diff.map(keyOf));
  const known = new Set(old.map(keyOf));
  return [...old.filter(element => !gone.has(keyOf(element))), ...diff.filter(element => !known.has(keyOf(element)))];
}

function applyMapDiff(old: readonly unknown[], diff: readonly unknown[]): unknown[] {
  const pairs = new Map(old.filter(isPair).map(pair => [keyOf(pair[0]), pair]));
  for (const pair of diff.filter(isPair)) {
    const known = pairs.get(keyOf(pair[0]));
    if (known && keyOf(known[1]) === keyOf(pair[1])) pairs.delete(keyOf(pair[0]));
    else pairs.set(keyOf(pair[0]), pair);
  }
  return [...pairs.values()];
}

const keyOf = (atom: unknown): string => JSON.stringify(atom);
