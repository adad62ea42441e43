/**
 * The kinds of characters in the logical-flow language (OVN 25.03, lib/lex.c). Characters beyond ASCII have no kind.
 */

/** Kinds are bits, so one lookup finds all kinds of a character. */
export const BLANK = 1;
export const DIGIT = 2;
export const HEX = 4;
export const ALPHANUMERIC = 8;
/** Characters of a name. A name does not begin with a digit. */
export const NAME = 16;

const PATTERNS: readonly (readonly [kind: number, pattern: RegExp])[] = [
  [BLANK, /[ \t\n\r\v\f]/],
  [DIGIT, /\d/],
  [HEX, /[\da-fA-F]/],
  [ALPHANUMERIC, /[\da-zA-Z]/],
  [NAME, /[\da-zA-Z_.]/],
];

const kindsOf = (code: number): number =>
  PATTERNS.reduce((kinds, [kind, pattern]) => kinds | (pattern.test(String.fromCharCode(code)) ? kind : 0), 0);

const KINDS = Uint8Array.from({ length: 128 }, (_, code) => kindsOf(code));

/** Whether the character at `offset` is of this kind. It is false at the end of the text. */
export function isKindAt(kind: number, text: string, offset: number): boolean {
  const code = offset < text.length ? text.charCodeAt(offset) : 128;
  return code < 128 && (KINDS[code]! & kind) !== 0;
}

/** The end of the run of characters of this kind that begins at `offset`. It is `offset` if the run is empty. */
export function endOfRun(kind: number, text: string, offset: number): number {
  let end = offset;
  while (isKindAt(kind, text, end)) end++;
  return end;
}
