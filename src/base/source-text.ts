/**
 * Input text with the name that the user knows it by, and places in it. Offsets count UTF-16 code units from 0; lines and
 * columns count from 1.
 */
export interface SourceText {
  /** A file's path, or a word such as `<match>` for text from elsewhere. */
  readonly name: string;
  readonly text: string;
  /** The number of its first line, where it is a part of a larger file; else 1. */
  readonly firstLine?: number;
}

export interface Place {
  readonly source: SourceText;
  readonly offset: number;
  /** How many code units are meant; 0 for a point, such as the end of the text. */
  readonly length: number;
}

export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
  /** The whole line, without its end. */
  readonly content: string;
}

export function lineAndColumn({ source, offset }: Place): LineAndColumn {
  const starts = lineStarts(source);
  const line = lastUpTo(starts, offset) + 1;
  const start = starts[line - 1]!;
  const end = source.text.indexOf('\n', start);
  const above = (source.firstLine ?? 1) - 1;
  return {
    line: above + line,
    column: offset - start + 1,
    content: source.text.slice(start, end < 0 ? undefined : end),
  };
}

/** Stored for each text, because one text can have thousands of reported places. */
const startsOfTexts = new WeakMap<SourceText, readonly number[]>();

function lineStarts(source: SourceText): readonly number[] {
  const known = startsOfTexts.get(source);
  if (known) return known;
  const starts = [0, ...Array.from(source.text.matchAll(/\n/g), ({ index }) => index + 1)];
  startsOfTexts.set(source, starts);
  return starts;
}

/** The index of the last number that is at most `limit`. The numbers are sorted and begin with 0. */
export function lastUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= limit) low = middle;
    else high = middle;
  }
  return low;
}
