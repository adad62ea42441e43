/**
 * A text that a person gave us, under the name they know it by, and places in it. Offsets count UTF-16 code units from
 * 0; lines and columns count from 1.
 */
export interface SourceText {
  /** A file's path, or a word such as `<match>` for text from elsewhere. */
  readonly name: string;
  readonly text: string;
}

export interface Place {
  readonly source: SourceText;
  readonly offset: number;
  /** How much of the text is meant; 0 for a point, such as the end of the text. */
  readonly length: number;
}

export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
  /** The whole line, without its end. */
  readonly content: string;
}

export function lineAndColumn({ source, offset }: Place): LineAndColumn {
  const start = source.text.lastIndexOf('\n', offset - 1) + 1;
  const end = source.text.indexOf('\n', start);
  return {
    line: source.text.slice(0, start).split('\n').length,
    column: offset - start + 1,
    content: source.text.slice(start, end < 0 ? undefined : end),
  };
}
