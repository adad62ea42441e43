/** Text of a user's file within a message: in quotes, short, and without characters that a terminal would act on. */
export function quoted(text: string): string {
  const shown = [...text.slice(0, LENGTH)].map(escaped).join('');
  return `"${shown}${text.length > LENGTH ? '...' : ''}"`;
}

const LENGTH = 60;

/** Controls, the marks that turn the direction of writing, and characters that do not show. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

const escaped = (character: string): string =>
  UNSAFE.test(character) ? `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}` : character;
