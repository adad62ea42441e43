/**
 * What a manifest says, as plain data in which every value knows its place in the text. It is what YAML and JSON have in
 * common: anchors are resolved, comments and styles are gone.
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
  /** Where the key stands. */
  readonly key: Place;
  readonly value: Tree;
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
}

export type Tree = Scalar | List | Mapping;

/** The way from a tree to a value in it: names of fields and positions in lists. */
export type Path = readonly (string | number)[];

/** Null counts as absent, as it does to Kubernetes. */
export const isAbsent = (tree: Tree | undefined): boolean => !tree || (tree.kind === 'scalar' && tree.value === null);

export function child(tree: Tree | undefined, step: string | number): Tree | undefined {
  if (tree?.kind === 'mapping') return tree.entries.get(String(step))?.value;
  return tree?.kind === 'list' ? tree.items[Number(step)] : undefined;
}

/** Where the value at `path` stands, or else the innermost value on the way to it. */
export function placeAt(tree: Tree, path: Path): Place {
  const [step, ...rest] = path;
  const next = step === undefined ? undefined : child(tree, step);
  return next ? placeAt(next, rest) : tree.place;
}

/** How a message calls a value: `"Layer4"`, `a list`. */
export function describe(tree: Tree): string {
  if (tree.kind !== 'scalar') return tree.kind === 'list' ? 'a list' : 'a mapping';
  return tree.value === null ? 'nothing' : quoteScalar(tree.value);
}

const LONGEST_QUOTE = 60;

/** A scalar as a message quotes it, cut where that would be long: a file that is no manifest is often one scalar. */
export function quoteScalar(value: string | number | boolean): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}..."` : text;
}
