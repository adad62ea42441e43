/**
 * Repairs what word processors and chats make of plain text: typographic quotes and dashes, spaces of other widths, and
 * backslashes before punctuation. OVN's language has none of these outside of quoted names, so a flow with one of them
 * would not be readable. Inside a name that plain quotes enclose, every character stays.
 */
import { type CleaningStep, withText } from './text-line.ts';

export const withPlainQuotes: CleaningStep = lines => lines.map(line => withText(line, repair(line.text)));

/** Whether something in the text is not as OVN printed it. */
export const isRepaired = (text: string): boolean => isTypographic(text) && repair(text) !== text;

/** Whether `repair` could change something in the text. */
const isTypographic = (text: string): boolean => SIGN.test(text);

const QUOTE = '[\u201c-\u201f\u00ab\u00bb\u2033\u275d\u275e\uff02]';
const SIGN = /[\u00a0-\uffff]|\\/;

const REPAIRS: readonly (readonly [RegExp, string])[] = [
  [/[\u200b-\u200f\u2060\ufeff\u00ad]/g, ''],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/(ip\.ttl\s*)(?:[\u2013\u2014\u2212]|[\u2010-\u2015\u2212]{2})/g, '$1--'],
  [/[\u2010-\u2015\u2212\ufe63\uff0d]/g, '-'],
  [/\u2025/g, '..'],
  [/\u2264/g, '<='],
  [/\u2265/g, '>='],
  [/\u2260/g, '!='],
  [new RegExp(QUOTE, 'g'), '"'],
  [/\\([\\`*_{}[\]()#+.!|<>&=-])/g, '$1'],
];

/** A name is enclosed by the quotes that it begins with: plain ones, or typographic ones, which become plain. */
const NAME = new RegExp(`"(?:[^"\\\\]|\\\\.)*"?|(${QUOTE})([^"]*?)(?:${QUOTE}|")`, 'g');

export function repair(text: string): string {
  if (!isTypographic(text)) return text;
  const plain = /^[^"]*\\"/.test(text) ? text.replace(/\\(["\\])/g, '$1') : text;
  let repaired = '';
  let end = 0;
  for (const match of plain.matchAll(NAME)) {
    const [whole, opening, name] = match;
    repaired += repairOutside(plain.slice(end, match.index)) + (opening === undefined ? whole : `"${name}"`);
    end = match.index + whole.length;
  }
  return repaired + repairOutside(plain.slice(end));
}

const repairOutside = (text: string): string =>
  isTypographic(text) ? REPAIRS.reduce((repaired, [sign, plain]) => repaired.replace(sign, plain), text) : text;
