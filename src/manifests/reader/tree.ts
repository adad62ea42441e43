/**
 * A manifest as plain data, in which every value has its place in the text. It is the common part of YAML and JSON:
 * anchors are resolved, comments and styles are dropped.
 */
import type { Place } from '../../base/source-text.ts';

export interface Scalar {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: string | number | boolean | null;
}

export interface List {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly Tree[];
}

export interface Entry {
  /** The place of the key. */
  readonly key: Place;
  readonly value: Tree;
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
}

export type Tree = Scalar | List | Mapping;

/** The path from a tree to a value in it: names of fields and positions in lists. */
export type Path = readonly (string | number)[];

/** Null counts as absent, as in Kubernetes. */
export const isAbsent = (tree: Tree | undefined): boolean => !tree || (tree.kind === 'scalar' && tree.value === null);

export function child(tree: Tree | undefined, step: string | number): Tree | undefined {
  if (tree?.kind === 'mapping') return tree.entries.get(String(step))?.value;
  return tree?.kind === 'list' ? tree.items[Number(step)] : undefined;
}

/** The place of the value at `path`. If it is missing, the place of the innermost value on the path. */
export function placeAt(tree: Tree, path: Path): Place {
  const [step, ...rest] = path;
  const next = step === undefined ? undefined : child(tree, step);
  return next ? placeAt(next, rest) : tree.place;
}

/** A value as messages name it: `"Layer4"`, `a list`. */
export function describe(tree: Tree): string {
  if (tree.kind !== 'scalar') return tree.kind === 'list' ? 'a list' : 'a mapping';
  return tree.value === null ? 'nothing' : quoteScalar(tree.value);
}

const LONGEST_QUOTE = 60;

/** A scalar as messages quote it. Long ones are cut: a file that is not a manifest is often one scalar. */
export function quoteScalar(value: string | number | boolean): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}..."` : text;
}
