/**
 * Texts for terminals. A terminal acts on control characters (Unicode Cc, with C1) and reorders or hides text at format
 * characters (Cf: bidirectional, of no width, tags) and separators (Zl, Zp). Names in a database can have any of them.
 */

/** All of them except tab and line feed; also halves of surrogate pairs, which are no characters. */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Most texts have nothing but these, which is faster to find. */
const UNUSUAL = /[^\t\n -~]/;

/** Whether `text` has no such character. */
export const isPrintable = (text: string): boolean => !UNUSUAL.test(text) || text.search(UNPRINTABLE) < 0;

/**
 * The text with each of them as `\uXXXX`, two of these for a character beyond U+FFFF. In JSON, and in double quotes in YAML,
 * these mean the same character, so such a text keeps its meaning.
 */
export const printable = (text: string): string => (UNUSUAL.test(text) ? text.replace(UNPRINTABLE, escaped) : text);

/** The same in one line. */
export const printableLine = (text: string): string => printable(text).replace(/\n/g, '\\n');

function escaped(character: string): string {
  let escapes = '';
  for (let at = 0; at < character.length; at++)
    escapes += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return escapes;
}
