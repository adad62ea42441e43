/** Replaces the UUIDs that some systems use as port names by friendly names. */
import { tokenize } from '../../lang/lexer.ts';
import { printString } from '../../lang/match-printer.ts';
import { T } from '../../lang/tokens.ts';

/** Replaces every string for which `nameOf` returns a name. `text` is a match or actions; text after the last token is removed. */
export function replaceNames(text: string, nameOf: (string: string) => string | undefined): string {
  if (!MAY_DIFFER.test(text)) return text;
  let result = '';
  let position = 0;
  for (const { tokenType, image, payload, startOffset } of tokenize(text)) {
    const name = tokenType === T.String ? nameOf(payload as string) : undefined;
    result += text.slice(position, startOffset) + (name === undefined ? image : printString(name));
    position = startOffset + image.length;
  }
  return result;
}

/** Matches text that has a string, a comment, or white space at its end. */
const MAY_DIFFER = /["/]|\s$/;
