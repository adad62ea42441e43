/**
 * Takes away what a terminal acts on and does not show: escape sequences (ECMA-48; `grep --color`, script(1)), backspaces
 * and carriage returns. Letters are never taken away, except where a backspace took them away on the terminal.
 */
import { type CleaningStep, type TextLine, withText } from './text-line.ts';

export const withoutControls: CleaningStep = lines => lines.flatMap(linesShown);

/** A carriage return within a line begins it again; what is on both sides is kept, each as a line. */
function linesShown(line: TextLine): TextLine | TextLine[] {
  if (!CONTROL.test(line.text)) return line;
  const text = withoutBackspaces(line.text.replace(ESCAPE, '').replace(WRAP, '')).replace(SILENT, '');
  return text.split('\r').map(part => ({ ...withText(line, part), width: part.length }));
}

/** The text of `bytes` as far as it shows, for one who looks for words in it. */
export const withoutEscapes = (text: string): string => (text.includes('\x1b') ? text.replace(ESCAPE, '') : text);

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: they are what this is about
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/;
/** OSC and the other strings, CSI, sequences with intermediate characters, and those of two characters. */
const ESCAPE =
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]?/g;
/** How a line editor wraps a line that is longer than the terminal; and the returns at the end of a line. */
const WRAP = / \r(?=[^\s])|(?<!\r)\r+$/g;
const SILENT = /[\x00-\x07\x0e-\x1f\x7f]/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: they are what this is about

/** Each backspace takes away the character before it. */
function withoutBackspaces(text: string): string {
  if (!text.includes('\b')) return text;
  const shown: string[] = [];
  for (const character of text) {
    if (character === '\b') shown.pop();
    else shown.push(character);
  }
  return shown.join('');
}
