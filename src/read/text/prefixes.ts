/**
 * Takes away what programs put before each line: `grep -n` and `-H`, quoting with `> `, names of pods and containers,
 * timestamps. What it looks like is learned from lines on which a flow begins, since all before it is a prefix; on the
 * lines after it, in which the flow may go on, only what looks alike is taken away.
 */
import { beginningIn } from './flow-text.ts';
import { type CleaningStep, type TextLine, withText } from './text-line.ts';

export const withoutPrefixes: CleaningStep = lines => {
  let prefix: Prefix | undefined;
  return lines.map(line => {
    const begin = beginningIn(line.text);
    const before = begin < 0 ? undefined : line.text.slice(0, begin);
    if (before === undefined || /[;)]\s*$/.test(before)) return prefix ? prefix.takeFrom(line) : line;
    prefix = before.trim() === '' ? undefined : new Prefix(before);
    return prefix ? withText(line, line.text.slice(prefix.length)) : line;
  });
};

class Prefix {
  /** With one space after it; any more are the dump's own. */
  readonly length: number;
  private readonly pattern: RegExp;
  private number: number | undefined;

  /** `before` is all that is before the beginning of a flow. */
  constructor(before: string) {
    const text = before.trimEnd();
    this.length = Math.min(text.length + 1, before.length);
    this.pattern = new RegExp(`^${patternOf(text)}(?: |\\s*$)?`);
    this.number = numberIn(text);
  }

  /** A number that `grep -n` printed is followed by the next one, and is not the beginning of a MAC address. */
  takeFrom(line: TextLine): TextLine {
    const found = this.pattern.exec(line.text)?.[0];
    if (found === undefined) return line;
    const number = numberIn(found);
    if (this.number !== undefined && number !== this.number + 1) return line;
    this.number = number;
    return withText(line, line.text.slice(found.length));
  }
}

/** The line number in a prefix of grep. */
function numberIn(prefix: string): number | undefined {
  const [, digits] = /(?:^|[:-])(\d+)[:-]\s*$/.exec(prefix) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** What grep puts between a file, a number and a line: `:`, or `-` on the lines around a match. */
const OF_GREP = /^(?:(.*)([:-]))?(\d+)[:-]$|^(.*)[:-]$/s;

function patternOf(prefix: string): string {
  const [whole, file, separator, number, named] = OF_GREP.exec(prefix) ?? [];
  if (whole === undefined) return generalized(prefix);
  if (number === undefined) return `${generalized(named!)}[:-]`;
  return `${separator === undefined ? '' : `${generalized(file!)}[:-]`}\\d+[:-]`;
}

/** Digits stand for any digits, and space for any space. */
const generalized = (text: string): string =>
  text
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/\d+/g, '\\d+')
    .replace(/\s+/g, '\\s+');
