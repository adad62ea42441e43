/**
 * Takes away the space that is before all lines of a dump: it was pasted into a page, or printed by another program. What
 * comes before the dump, and marks around it, do not count.
 */
import { beginningIn } from './flow-text.ts';
import { isNoise } from './noise.ts';
import { type CleaningStep, withText } from './text-line.ts';

export const withoutIndentation: CleaningStep = lines => {
  const first = lines.findIndex(({ text }) => beginningIn(text) >= 0);
  if (first < 0) return lines;
  const indents = lines.slice(first).flatMap(({ text }) => (isNoise(text) ? [] : /^[ \t]*/.exec(text)![0]));
  const common = indents.reduce(commonPrefix, indents[0] ?? '');
  if (common === '') return lines;
  return lines.map(line => (line.text.startsWith(common) ? withText(line, line.text.slice(common.length)) : line));
};

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
