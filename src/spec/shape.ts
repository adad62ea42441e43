/**
 * Shapes: what a value has to look like, written as a table of fields and rules, and what is made of it. A shape given a
 * tree reports all that is wrong with it, and returns what it makes of a tree with nothing wrong.
 */
import { type Diagnostic, error, isError, warning } from '../base/diagnostic.ts';
import { nearMiss } from '../base/near-miss.ts';
import type { Place } from '../base/source-text.ts';
import { child, isAbsent, type Mapping, type Path, placeAt, type Tree } from './tree.ts';

export type Report = (found: Diagnostic) => void;
export interface Shape<T> {
  (tree: Tree, report: Report): T | undefined;
  /** What a mapping of this shape may have in it, for those who look for a home of a misplaced field. */
  readonly fields?: Fields;
}

/** `T` has `undefined` in it where the field may be left out. */
export interface Field<T> {
  readonly shape: Shape<unknown>;
  readonly isRequired: boolean;
  readonly fallback: T | undefined;
}
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What becomes of a mapping: its fields, and where it stands. */
export type Made<F extends Fields> = { readonly place: Place } & {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};
/** What rules look at: fields that are missing or wrong are undefined, whether or not they are required. */
export type Draft<F extends Fields> = { readonly [K in keyof F]?: Made<F>[K] | undefined };

/** Something that must not be, beyond the single field: a rule holds for the values of one mapping. */
export interface Rule<D> {
  readonly code: string;
  /** Which value is at fault; where there is none, the innermost one around it. */
  readonly at: Path;
  /** `has` tells of a field that is there, even if wrong in itself. */
  readonly isBroken: (draft: D, has: (field: string) => boolean) => boolean;
  readonly message: string;
}

export const required = <T>(shape: Shape<T>): Field<T> => ({ shape, isRequired: true, fallback: undefined });

export function optional<T>(shape: Shape<T>): Field<T | undefined>;
export function optional<T>(shape: Shape<T>, fallback: T): Field<T>;
export function optional<T>(shape: Shape<T>, fallback?: T): Field<T | undefined> {
  return { shape, isRequired: false, fallback };
}

/** A mapping with these fields and no others: an unknown one is warned of. */
export function closed<F extends Fields>(fields: F, rules: readonly Rule<Draft<F>>[] = []): Shape<Made<F>> {
  const read = (tree: Tree, report: Report): Made<F> | undefined => {
    if (tree.kind === 'mapping') reportUnknown(tree, fields, report);
    return readMapping(tree, fields, rules, report);
  };
  return Object.assign(read, { fields });
}

/** A mapping of which only these fields matter. */
export const open =
  <F extends Fields>(fields: F, rules: readonly Rule<Draft<F>>[] = []): Shape<Made<F>> =>
  (tree, report) =>
    readMapping(tree, fields, rules, report);

export const listOf =
  <T>(shape: Shape<T>, { min = 0, max = Number.POSITIVE_INFINITY } = {}): Shape<readonly T[]> =>
  (tree, report) => {
    if (tree.kind !== 'list') return wrongType(tree, 'a list', report);
    const { items } = tree;
    return unlessError(report, watched => {
      if (items.length < min) watched(error('bad-count', `at least ${min} needed here`, tree.place));
      if (items.length > max) {
        watched(error('bad-count', `at most ${max} allowed here, not ${items.length}`, placeAt(tree, [max])));
      }
      return items.map(item => shape(item, watched)).filter(value => value !== undefined);
    });
  };

/** A mapping from names of any kind. */
export const mapOf =
  <T>(shape: Shape<T>): Shape<ReadonlyMap<string, T>> =>
  (tree, report) => {
    if (tree.kind !== 'mapping') return wrongType(tree, 'a mapping', report);
    return unlessError(report, watched => {
      const made = [...tree.entries].map(([key, { value }]) => [key, shape(value, watched)] as const);
      return new Map(made.filter((pair): pair is readonly [string, T & {}] => pair[1] !== undefined));
    });
  };

/** What `make` makes of the shape's value; `make` may find fault too. */
export const mapped =
  <T, U>(shape: Shape<T>, make: (value: T, report: Report) => U | undefined): Shape<U> =>
  (tree, report) => {
    const value = shape(tree, report);
    return value === undefined ? undefined : make(value, report);
  };

export function wrongType(tree: Tree, wanted: string, report: Report): undefined {
  report(error('bad-type', `${wanted} needed here, not ${describeType(tree)}`, tree.place));
}

function describeType(tree: Tree): string {
  if (tree.kind !== 'scalar') return tree.kind === 'list' ? 'a list' : 'a mapping';
  return tree.value === null ? 'nothing' : `the ${typeof tree.value} ${JSON.stringify(tree.value)}`;
}

function readMapping<F extends Fields>(
  tree: Tree,
  fields: F,
  rules: readonly Rule<Draft<F>>[],
  report: Report,
): Made<F> | undefined {
  if (tree.kind !== 'mapping') return wrongType(tree, 'a mapping', report);
  return unlessError(report, watched => {
    const read = Object.entries(fields).map(([name, field]) => [name, readField(tree, name, field, watched)]);
    const draft = Object.fromEntries(read) as Draft<F>;
    reportBrokenRules(tree, draft, rules, watched);
    return { ...draft, place: tree.place } as unknown as Made<F>;
  });
}

function readField(tree: Mapping, name: string, field: Field<unknown>, report: Report): unknown {
  const value = child(tree, name);
  if (value && !isAbsent(value)) return field.shape(value, report);
  if (field.isRequired) report(error('missing-field', `"${name}" is missing here`, placeAt(tree, [name])));
  return field.fallback;
}

/** What `make` makes, unless it has found an error: nothing is made of what is partly wrong. */
function unlessError<T>(report: Report, make: (watched: Report) => T): T | undefined {
  let isSound = true;
  const made = make(found => {
    if (isError(found)) isSound = false;
    report(found);
  });
  return isSound ? made : undefined;
}

function reportBrokenRules<D>(tree: Mapping, draft: D, rules: readonly Rule<D>[], report: Report): void {
  const has = (field: string) => !isAbsent(child(tree, field));
  for (const { code, at, message } of rules.filter(rule => rule.isBroken(draft, has))) {
    report(error(code, message, placeAt(tree, at)));
  }
}

function reportUnknown(tree: Mapping, fields: Fields, report: Report): void {
  for (const [name, { key }] of tree.entries) {
    if (Object.hasOwn(fields, name)) continue;
    report(warning('unknown-field', `"${name}" is not a field here; ${hintFor(name, fields)}`, key));
  }
}

function hintFor(name: string, fields: Fields): string {
  const home = Object.entries(fields).find(([, { shape }]) => shape.fields && Object.hasOwn(shape.fields, name));
  if (home) return `it belongs in "${home[0]}"`;
  const known = Object.keys(fields);
  const meant = nearMiss(name, known);
  return meant ? `did you mean "${meant}"?` : `known here: ${known.join(', ')}`;
}
