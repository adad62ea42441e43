/** Text that was copied from the source of a web page or a message: tags are taken away, and references are decoded. */
import { finderOf } from '../../base/bytes/find.ts';
import type { CleaningStep, TextLine } from './text-line.ts';

/** For a text that is HTML as a whole; in another one a port could be called "a&amp;b". */
export const withoutHtml: CleaningStep = lines => lines.map(line => shown(line, decodeHtml(line.text)));

const shown = (line: TextLine, text: string): TextLine => ({ ...line, text, width: text.length });

/** Whether a text is HTML: it has a tag, or a reference where OVN writes `"`, `&&` or a comparison. */
export const isHtml = (bytes: Uint8Array): boolean =>
  SIGNS.some(find => find(bytes, 0, Math.min(bytes.length, LOOKED_AT)) >= 0);

const LOOKED_AT = 2 ** 20;

const SIGNS = [
  '&amp;&amp;',
  '= &quot;',
  ': &quot;',
  '= &#',
  '(&quot;',
  '<pre',
  '<code',
  '<html',
  '<HTML',
  '<PRE',
  '<span',
  '&nbsp;',
].map(finderOf);

const TAG =
  /<\/?(?:pre|code|html|head|body|title|span|div|p|br|tt|samp|kbd|b|i|u|em|strong|mark|font|a|table|tbody|tr|td|th|li|ul|ol|wbr|blockquote)\b[^<>]*>/gi;
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi;

const NAMED: Readonly<Record<string, string>> = {
  quot: '"',
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
  nbsp: ' ',
  ldquo: '"',
  rdquo: '"',
  ndash: '\u2013',
  mdash: '\u2014',
};

/** A text that was encoded twice is decoded twice. */
export function decodeHtml(text: string): string {
  if (!/[<&]/.test(text)) return text;
  const plain = decode(text.replace(TAG, ''));
  return /&(?:quot|amp|lt|gt|#\d+);/.test(plain) ? decode(plain) : plain;
}

const decode = (text: string): string =>
  text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
    return point === 0xa0 ? ' ' : point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
