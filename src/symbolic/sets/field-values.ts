/** The values of one field in a set, as text: values, ranges, prefixes, or all but a few. */
import { formatValue } from '../../ovn/fields/format-value.ts';
import type { Location } from '../../ovn/fields/layout.ts';

/** Values of a field that have the bits of `value` in `mask`. */
export interface Cube {
  readonly value: bigint;
  readonly mask: bigint;
}

/** From the first to the last value, both included. */
interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

/** More values are counted, not listed. */
const MOST_LISTED = 8;

/** `tcp.dst == {80, 443}`, `ip4.dst == 10.0.0.0/8`, `ip4.src != 10.0.0.1`. */
export function describeValues(name: string, location: Location, cubes: readonly Cube[]): string {
  const intervals = intervalsOf(location.width, cubes);
  if (!intervals) return `${name} == ${listOf(cubes.map(cube => masked(location, cube)))}`;
  const others = complement(location.width, intervals);
  const isShorter = others.length < intervals.length && others.every(isSingle);
  const [operator, shown] = isShorter ? (['!=', others] as const) : (['==', intervals] as const);
  return `${name} ${operator} ${listOf(shown.flatMap(interval => textsOf(location, interval)))}`;
}

const isSingle = ({ first, last }: Interval): boolean => first === last;

/** Undefined if a cube is not an interval. */
function intervalsOf(width: number, cubes: readonly Cube[]): readonly Interval[] | undefined {
  const all = (1n << BigInt(width)) - 1n;
  const found: Interval[] = [];
  for (const { value, mask } of cubes) {
    const free = all & ~mask;
    const last = free & (free ^ (free + 1n)) & free;
    const others = bitsIn(free & ~last);
    if (others.length > MOST_SPLITS) return undefined;
    for (const first of choices(value, others)) found.push({ first, last: first | last });
  }
  return merged(found.sort((a, b) => (a.first < b.first ? -1 : 1)));
}

/** Free bits above others are put in, if this makes few intervals. */
const MOST_SPLITS = 5;

const bitsIn = (mask: bigint): bigint[] =>
  [...mask.toString(2)].reverse().flatMap((bit, place) => (bit === '1' ? [1n << BigInt(place)] : []));

const choices = (value: bigint, bits: readonly bigint[]): bigint[] =>
  bits.reduce((values, bit) => values.flatMap(each => [each, each | bit]), [value]);

function merged(sorted: readonly Interval[]): Interval[] {
  const joined: Interval[] = [];
  for (const interval of sorted) {
    const last = joined.at(-1);
    if (last && interval.first <= last.last + 1n)
      joined[joined.length - 1] = { first: last.first, last: interval.last };
    else joined.push(interval);
  }
  return joined;
}

function complement(width: number, intervals: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  let next = 0n;
  for (const { first, last } of intervals) {
    if (first > next) found.push({ first: next, last: first - 1n });
    next = last + 1n;
  }
  const end = (1n << BigInt(width)) - 1n;
  return next <= end ? [...found, { first: next, last: end }] : found;
}

/** An address interval as prefixes, because addresses have no ranges in a match. */
function textsOf(location: Location, { first, last }: Interval): string[] {
  const text = (value: bigint) => formatValue(location, value);
  if (first === last) return [text(first)];
  if (location.format === 'decimal') return [`${text(first)}-${text(last)}`];
  const texts: string[] = [];
  for (let at = first; at <= last; ) {
    let free = 0;
    while (free < location.width && fits(at, free + 1, last)) free++;
    texts.push(free === 0 ? text(at) : `${text(at)}/${location.width - free}`);
    at += 1n << BigInt(free);
  }
  return texts;
}

const fits = (value: bigint, free: number, last: bigint): boolean =>
  (value & ((1n << BigInt(free)) - 1n)) === 0n && value + (1n << BigInt(free)) - 1n <= last;

const masked = (location: Location, { value, mask }: Cube): string =>
  `${formatValue(location, value)}/0x${mask.toString(16)}`;

function listOf(texts: readonly string[]): string {
  if (texts.length === 1) return texts[0]!;
  const shown = texts.slice(0, MOST_LISTED);
  return `{${[...shown, ...(texts.length > MOST_LISTED ? [`${texts.length - MOST_LISTED} more`] : [])].join(', ')}}`;
}
