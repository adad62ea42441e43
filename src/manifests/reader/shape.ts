/**
 * Shapes of values, as tables of fields and rules. A shape reads a tree: it reports all faults and returns a value. It
 * returns nothing if there was an error.
 */
import { type Diagnostic, error, isError, warning } from '../../base/diagnostic.ts';
import { nearMiss } from '../../base/near-miss.ts';
import type { Place } from '../../base/source-text.ts';
import { child, isAbsent, type Mapping, type Path, placeAt, quoteScalar, type Tree } from './tree.ts';

export type Report = (found: ObjectFault) => void;

export interface ObjectFault extends Diagnostic {
  /** Whether the API server accepts an object with this error. Then OVN-Kubernetes leaves the object out. */
  readonly isAccepted?: true;
}

export interface Shape<T> {
  (tree: Tree, report: Report): T | undefined;
  readonly about?: About;
}

/** The parts of a shape: used to find where a misplaced field belongs, and by tests to list all rules. */
export interface About {
  /** The fields of a mapping that allows no others. */
  readonly fields?: Fields;
  readonly rules?: readonly ShapeRule<never>[];
  /** What to write, if a few words can say it. */
  readonly wanted?: string;
  readonly parts: readonly Shape<unknown>[];
}

/** `T` includes `undefined` if the field is optional. */
export interface ShapeField<T> {
  readonly shape: Shape<unknown>;
  readonly isRequired: boolean;
  readonly fallback: T | undefined;
}
export type Fields = Readonly<Record<string, ShapeField<unknown>>>;

/** The value of a mapping: its fields and its place. */
export type Made<F extends Fields> = { readonly place: Place } & {
  readonly [K in keyof F]: F[K] extends ShapeField<infer T> ? T : never;
};
/** The fields that rules see. A missing or invalid field is undefined, even if it is required. */
export type Draft<F extends Fields> = { readonly [K in keyof F]?: Made<F>[K] | undefined };

/** A rule for several fields of one mapping. It says when they are invalid. */
export interface ShapeRule<D> {
  readonly code: string;
  /** The path of the invalid value. If it is missing, the innermost value around it is reported. */
  readonly at: Path;
  /** `has` says whether a field is present, even if it is invalid. */
  readonly isBroken: (draft: D, has: (field: string) => boolean) => boolean;
  readonly message: string;
}

export const required = <T>(shape: Shape<T>): ShapeField<T> => ({ shape, isRequired: true, fallback: undefined });

export function optional<T>(shape: Shape<T>): ShapeField<T | undefined>;
export function optional<T>(shape: Shape<T>, fallback: T): ShapeField<T>;
export function optional<T>(shape: Shape<T>, fallback?: T): ShapeField<T | undefined> {
  return { shape, isRequired: false, fallback };
}

/** A shape with other shapes as parts. */
export const madeOf = <T>(
  parts: readonly Shape<unknown>[],
  read: (tree: Tree, report: Report) => T | undefined,
): Shape<T> => Object.assign(read, { about: { parts } });

/** A shape of values that the API server does not check. */
export const unchecked = <T>(shape: Shape<T>): Shape<T> =>
  madeOf([shape], (tree, report) =>
    shape(tree, found => report(isError(found) ? { ...found, isAccepted: true } : found)),
  );

/**
 * A mapping with these fields and no others. A field that belongs elsewhere is an error, an unknown field a warning.
 * `path` is the path of the mapping in its object, for messages: `spec.network`.
 */
export function closed<F extends Fields>(
  fields: F,
  rules: readonly ShapeRule<Draft<F>>[] = [],
  path = '',
): Shape<Made<F>> {
  const read = (tree: Tree, report: Report): Made<F> | undefined =>
    unlessError(report, watched => {
      if (tree.kind === 'mapping') reportUnknown(tree, fields, path, watched);
      return readMapping(tree, fields, rules, watched);
    });
  return Object.assign(read, { about: { fields, rules, parts: shapesOf(fields) } });
}

/** A mapping with these fields. Others are ignored. */
export function open<F extends Fields>(fields: F, rules: readonly ShapeRule<Draft<F>>[] = []): Shape<Made<F>> {
  const read = (tree: Tree, report: Report) => readMapping(tree, fields, rules, report);
  return Object.assign(read, { about: { rules, parts: shapesOf(fields) } });
}

const shapesOf = (fields: Fields): readonly Shape<unknown>[] => Object.values(fields).map(({ shape }) => shape);

export const listOf = <T>(shape: Shape<T>, { min = 0, max = Number.POSITIVE_INFINITY } = {}): Shape<readonly T[]> =>
  madeOf([shape], (tree, report) => {
    if (tree.kind !== 'list') return wrongType(tree, 'a list', report);
    const { items } = tree;
    return unlessError(report, watched => {
      if (items.length < min) watched(error('bad-count', `at least ${min} is needed here`, tree.place));
      if (items.length > max) {
        watched(error('bad-count', `at most ${max} are allowed here, not ${items.length}`, placeAt(tree, [max])));
      }
      return items.map(item => shape(item, watched)).filter(value => value !== undefined);
    });
  });

/** A mapping with any names. */
export const mapOf = <T>(shape: Shape<T>): Shape<ReadonlyMap<string, T>> =>
  madeOf([shape], (tree, report) => {
    if (tree.kind !== 'mapping') return wrongType(tree, 'a mapping', report);
    return unlessError(report, watched => {
      const made = [...tree.entries].map(([key, { value }]) => [key, shape(value, watched)] as const);
      return new Map(made.filter((pair): pair is readonly [string, T & {}] => pair[1] !== undefined));
    });
  });

/** A shape whose value goes through `make`. `make` may report faults, too. */
export const mapped = <T, U>(shape: Shape<T>, make: (value: T, report: Report) => U | undefined): Shape<U> =>
  madeOf([shape], (tree, report) => {
    const value = shape(tree, report);
    return value === undefined ? undefined : make(value, report);
  });

export function wrongType(tree: Tree, wanted: string, report: Report): undefined {
  report(error('bad-type', `${wanted} is needed here, not ${describeType(tree)}`, tree.place));
}

function describeType(tree: Tree): string {
  if (tree.kind !== 'scalar') return tree.kind === 'list' ? 'a list' : 'a mapping';
  return tree.value === null ? 'nothing' : `the ${typeof tree.value} ${quoteScalar(tree.value)}`;
}

function readMapping<F extends Fields>(
  tree: Tree,
  fields: F,
  rules: readonly ShapeRule<Draft<F>>[],
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

function readField(tree: Mapping, name: string, field: ShapeField<unknown>, report: Report): unknown {
  const value = child(tree, name);
  if (value && !isAbsent(value)) return field.shape(value, report);
  if (field.isRequired) {
    const wanted = field.shape.about?.wanted;
    const message = `"${name}" is missing here${wanted === undefined ? '' : `: use ${wanted}`}`;
    report(error('missing-field', message, placeAt(tree, [name])));
  }
  return field.fallback;
}

/** The value of `make`, or undefined if it reported an error. */
function unlessError<T>(report: Report, make: (watched: Report) => T): T | undefined {
  let isSound = true;
  const made = make(found => {
    if (isError(found)) isSound = false;
    report(found);
  });
  return isSound ? made : undefined;
}

function reportBrokenRules<D>(tree: Mapping, draft: D, rules: readonly ShapeRule<D>[], report: Report): void {
  const has = (field: string) => !isAbsent(child(tree, field));
  for (const { code, at, message } of rules.filter(rule => rule.isBroken(draft, has))) {
    report(error(code, message, placeAt(tree, at)));
  }
}

function reportUnknown(tree: Mapping, fields: Fields, path: string, report: Report): void {
  for (const [name, { key }] of tree.entries) {
    if (Object.hasOwn(fields, name)) continue;
    const home = homeOf(name, fields, tree);
    const message = `"${name}" is not a field here; `;
    if (home) {
      const whole = [path, ...home, name].filter(Boolean).join('.');
      report(error('misplaced-field', `${message}it belongs in "${home.join('.')}": ${whole}`, key));
    } else report(warning('unknown-field', message + hintFor(name, Object.keys(fields)), key));
  }
}

/** The path to a mapping that has such a field. A mapping that is present comes first, then the nearest one. */
function homeOf(name: string, fields: Fields, tree: Mapping | undefined): readonly string[] | undefined {
  const homes = Object.entries(fields).flatMap(([step, { shape }]) => {
    const inner = shape.about?.fields;
    if (!inner) return [];
    const below = child(tree, step);
    const isThere = below?.kind === 'mapping';
    const rest = Object.hasOwn(inner, name) ? [] : homeOf(name, inner, isThere ? below : undefined);
    return rest ? [{ way: [step, ...rest], isThere }] : [];
  });
  const [best] = homes.toSorted(
    (left, right) => Number(right.isThere) - Number(left.isThere) || left.way.length - right.way.length,
  );
  return best?.way;
}

function hintFor(name: string, known: readonly string[]): string {
  const meant = nearMiss(name, known);
  return meant ? `did you mean "${meant}"?` : `known here: ${known.join(', ')}`;
}
