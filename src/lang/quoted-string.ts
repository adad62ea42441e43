/**
 * Strings in quotation marks, in JSON's notation. Unlike JSON, they may contain control characters (Open vSwitch 3.5,
 * lib/json.c, json_string_unescape()).
 */
import type { Result } from '../base/result.ts';

/** The content of the quoted string `image`, or the error in its escapes, as Open vSwitch words it. */
export function unquote(image: string): Result<string> {
  const content = image.slice(1, -1);
  if (!content.includes('\\')) return { value: content };
  const error = [...content.matchAll(ESCAPE)].map(([escaped]) => faultOf(escaped)).find(fault => fault !== undefined);
  return error === undefined ? { value: content.replace(ESCAPE, meaningOf) } : { error };
}

/** One escape. A `\u` includes the digits, and the second half of a pair, as far as the text has them. */
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

/** The digits of each code unit: one unit, or the two halves of a pair. */
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
