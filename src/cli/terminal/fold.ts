/** Long sentences on terminals: broken between words, so that no word is divided at the edge. */
import wrapAnsi from 'wrap-ansi';

const INDENT = '    ';
/** Sentences on wide terminals are folded at this column too, where they are easier to read. */
const WIDEST = 100;

/** The line in lines of at most `columns` characters, all but the first indented; `undefined` leaves it as it is. A longer word gets a line of its own. */
export function fold(line: string, columns: number | undefined): string {
  if (columns === undefined || line.length <= columns) return line;
  const width = Math.max(Math.min(columns, WIDEST) - INDENT.length, 1);
  return wrapAnsi(line, width, { hard: false }).replaceAll('\n', `\n${INDENT}`);
}
