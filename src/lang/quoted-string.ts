/**
 * Strings between quotation marks, in JSON's notation but for control characters, which may stand there as they are
 * (Open vSwitch 3.5, lib/json.c, json_string_unescape()).
 */
import type { Result } from '../base/result.ts';

/** What the quoted string `image` says, or what is wrong with its escapes, in the words of Open vSwitch. */
export function unquote(image: string): Result<string> {
  const content = image.slice(1, -1);
  if (!content.includes('\\')) return { value: content };
  const error = [...content.matchAll(ESCAPE)].map(([escaped]) => faultOf(escaped)).find(fault => fault !== undefined);
  return error === undefined ? { value: content.replace(ESCAPE, meaningOf) } : { error };
}

/** One escape; of `\u`, with as much of the digits, and of the second half of a pair, as there is. */
const ESCAPE = /\\u(?:d[89ab][\da-f]{2}\\u[\s\S]{0,4}|[\s\S]{0,4})|\\[\s\S]/gi;

const PLAIN: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

const isUnicode = (escaped: string): boolean => escaped[1] === 'u';

/** The digits of each code unit: of one, or of the two halves of a pair. */
const halvesOf = (escaped: string): string[] => [
  escaped.slice(2, 6),
  ...(escaped.length > 6 ? [escaped.slice(8)] : []),
];

const unit = (digits: string): number => Number.parseInt(digits, 16);

function meaningOf(escaped: string): string {
  return isUnicode(escaped) ? String.fromCharCode(...halvesOf(escaped).map(unit)) : PLAIN[escaped[1]!]!;
}

function faultOf(escaped: string): string | undefined {
  if (!isUnicode(escaped)) return PLAIN[escaped[1]!] === undefined ? `bad escape ${escaped}` : undefined;
  const [first, second] = halvesOf(escaped) as [string, string?];
  const isLeading = /^d[89ab]/i.test(first);
  if (faultOfDigits(first) !== undefined || !isLeading) return faultOfDigits(first);
  if (second === undefined) return 'malformed escaped surrogate pair';
  const isTrailing = /^d[c-f]/i.test(second);
  return (
    faultOfDigits(second) ??
    (isTrailing ? undefined : 'second half of escaped surrogate pair is not trailing surrogate')
  );
}

function faultOfDigits(digits: string): string | undefined {
  if (digits.length < 4) return 'quoted string ends within \\u escape';
  if (!/^[\da-f]{4}$/i.test(digits)) return 'malformed \\u escape';
  return unit(digits) === 0 ? 'null bytes not supported in quoted strings' : undefined;
}
