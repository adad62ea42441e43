/**
 * A line of a text that is being cleaned. Every step of the cleaning takes lines and returns lines, and each line keeps
 * what it was made from, so that a diagnostic names the line of the user's file.
 */
export interface TextLine {
  /** What is left of it. */
  readonly text: string;
  /** As it is in the file, without its end. */
  readonly raw: string;
  /** From 1. */
  readonly number: number;
  /** How many characters a terminal showed of it: its length before prefixes were taken away. */
  readonly width: number;
}

/** One step of the cleaning. */
export type CleaningStep = (lines: readonly TextLine[]) => readonly TextLine[];

export const newLine = (raw: string, number: number): TextLine => ({ text: raw, raw, number, width: raw.length });

/** `line` with another text. */
export const withText = (line: TextLine, text: string): TextLine => (text === line.text ? line : { ...line, text });
