/** Shapes of single values: texts, numbers, choices, addresses. */
import { type Diagnostic, error } from '../../base/diagnostic.ts';
import { type Address, type Prefix, parseAddress, parsePrefix } from '../../base/ip.ts';
import { parseMac, printMac } from '../../base/mac.ts';
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import type { Place } from '../../base/source-text.ts';
import { readEmbeddedJson, readPlacelessJson } from './read-yaml.ts';
import { madeOf, mapOf, type Report, type Shape, wrongType } from './shape.ts';
import { describe, isAbsent, type Tree } from './tree.ts';

export const text: Shape<string> = (tree, report) =>
  tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : wrongType(tree, 'a string', report);

/** Texts by name, such as labels. The API server reads null as an empty text. */
export const texts: Shape<ReadonlyMap<string, string>> = mapOf((tree, report) =>
  isAbsent(tree) ? '' : text(tree, report),
);

export const flag: Shape<boolean> = (tree, report) =>
  tree.kind === 'scalar' && typeof tree.value === 'boolean' ? tree.value : wrongType(tree, 'true or false', report);

/** A text that `parse` accepts. `wanted` describes it in messages. */
export const parsed =
  <T>(code: string, wanted: string, parse: (text: string) => T | undefined): Shape<T> =>
  (tree, report) => {
    const value = text(tree, report);
    if (value === undefined) return undefined;
    const made = parse(value);
    if (made === undefined) report(error(code, `${describe(tree)} is not ${wanted}`, tree.place));
    return made;
  };

export const wholeNumber =
  (min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): Shape<number> =>
  (tree, report) => {
    if (tree.kind !== 'scalar' || !Number.isInteger(tree.value)) return wrongType(tree, 'a whole number', report);
    const value = tree.value as number;
    if (value >= min && value <= max) return value;
    report(error('out-of-range', `${value} is out of range: ${min} to ${max} is allowed`, tree.place));
    return undefined;
  };

/** One of `choices`. `hints` explain words that are allowed elsewhere. */
export function oneOf<const C extends readonly string[]>(
  choices: C,
  hints: Readonly<Record<string, string>> = {},
): Shape<C[number]> {
  const wanted = choices.join(' or ');
  const read = (tree: Tree, report: Report): C[number] | undefined => {
    const value = text(tree, report);
    if (value === undefined || choices.includes(value)) return value;
    const hint = hints[value] ?? nearMissHint(value, choices);
    report(error('bad-choice', `${describe(tree)} is not allowed here: use ${wanted}${hint}`, tree.place));
    return undefined;
  };
  return Object.assign(read, { about: { parts: [], wanted } });
}

/** Networks as Go parses them: without leading zeros. */
const network = parsed<Prefix>('bad-cidr', 'a network: use ADDRESS/LENGTH, such as 172.22.0.0/16', value =>
  /\/(0|[1-9]\d*)$/.test(value) && !/^0\d+\.|\.0\d/.test(value) ? parsePrefix(value) : undefined,
);
/** A network and the text that names it. OVN-Kubernetes copies this text to matches of policies. */
export type WrittenNetwork = Prefix & { readonly text: string };
export const writtenCidr: Shape<WrittenNetwork> = (tree, report) => {
  const value = network(tree, report);
  return value && { ...value, text: text(tree, report)! };
};
/** A network and its place. */
export type PlacedNetwork = Prefix & { readonly place: Place };
export const cidr: Shape<PlacedNetwork> = (tree, report) => {
  const value = network(tree, report);
  return value && { ...value, place: tree.place };
};
export const address = parsed<Address>('bad-address', 'an IP address', parseAddress);
/** An address, with or without a prefix length. */
export const hostAddress = parsed<Prefix>('bad-address', 'an IP address', parsePrefix);
/** A MAC address in one of the forms that Go reads: bytes with ":" or "-" between them, or pairs of bytes with "." . */
export const mac = parsed<string>('bad-mac', 'a MAC address such as 0a:58:ac:16:00:06', value => {
  const address = MAC_FORMS.test(value)
    ? parseMac(value.replaceAll(/[-.:]/g, '').replace(/..(?=.)/g, '$&:'))
    : undefined;
  return address === undefined ? undefined : printMac(address);
});
const MAC_FORMS = /^[\da-f]{2}(?:(?::[\da-f]{2}){5}|(?:-[\da-f]{2}){5}|[\da-f]{2}(?:\.[\da-f]{4}){2})$/i;
export const decimal = parsed<number>('bad-number', 'a whole number', value =>
  /^\d+$/.test(value) ? Number(value) : undefined,
);
/** The name of a Kubernetes object (RFC 1123). */
export const objectName = parsed<string>(
  'bad-name',
  'a name: small letters, digits, "-" and "." are allowed, with a letter or digit first and last',
  value => (/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(value) && value.length <= 253 ? value : undefined),
);

/** Items separated by commas. */
export const commaList = <T>(shape: Shape<T>): Shape<readonly T[]> =>
  madeOf([shape], (tree, report) => {
    const items = text(tree, report)
      ?.split(',')
      .map(item => item.trim());
    return items
      ?.filter(item => item !== '')
      .map(value => shape({ kind: 'scalar', place: tree.place, value }, report))
      .filter(value => value !== undefined);
  });

/** A string with JSON of the given shape. */
export const json = <T>(shape: Shape<T>): Shape<T> =>
  madeOf([shape], (tree, report) => {
    if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return wrongType(tree, 'a string with JSON', report);
    const { tree: held, diagnostics } = readEmbeddedJson(tree);
    diagnostics.forEach(report);
    return held && shape(held, report);
  });

/**
 * The same, but faster: for annotations that clusters have by the thousand. Places inside the string are computed only
 * if there is a fault. Null counts as absent.
 */
export const annotationJson = <T>(shape: Shape<T>): Shape<T> => {
  const withPlaces = json(shape);
  return madeOf([shape], (tree, report) => {
    const held = tree.kind === 'scalar' && typeof tree.value === 'string' ? readPlacelessJson(tree) : undefined;
    if (held && isAbsent(held)) return undefined;
    const found: Diagnostic[] = [];
    const made = held && shape(held, diagnostic => void found.push(diagnostic));
    return made === undefined || found.length > 0 ? withPlaces(tree, report) : made;
  });
};

const nearMissHint = (value: string, choices: readonly string[]): string => suggestion(nearMiss(value, choices));
