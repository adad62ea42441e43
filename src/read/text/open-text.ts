/**
 * A flow or a header that has begun and whose end is looked for in the lines that follow. Parentheses are counted as the
 * parts come, so that the whole is put together only where it can end.
 */
import { isHeader, isWholeHeader, wholeFlow } from './flow-text.ts';
import type { TextLine } from './text-line.ts';

/** A flow that goes on for longer is none. */
const MOST_LINES = 1000;
const MOST_HEADER_LINES = 20;

export class OpenText {
  readonly lines: TextLine[] = [];
  readonly isHeader: boolean;
  isInString = false;
  private readonly pieces: string[] = [];
  private depth = 0;
  /** Whether all parentheses were closed somewhere in the last part. */
  private canEnd = false;

  constructor(line: TextLine, text: string) {
    this.isHeader = isHeader(text);
    this.lines.push({ ...line, text });
    this.pieces.push(text);
    this.count(text);
  }

  get text(): string {
    return this.pieces.join('');
  }

  /** The last part. */
  get tail(): string {
    return this.pieces.at(-1)!;
  }

  get isTooLong(): boolean {
    return this.lines.length >= (this.isHeader ? MOST_HEADER_LINES : MOST_LINES);
  }

  add(line: TextLine, text: string): void {
    this.lines.push(line);
    if (this.isInString) this.pieces.push(text);
    else {
      const [before, after] = seam(this.tail, text);
      this.pieces[this.pieces.length - 1] = before;
      this.pieces.push(after);
    }
    this.count(text);
  }

  /** The text, if it is a whole header or begins with a whole flow. */
  whole(): string | undefined {
    if (this.isHeader) return isWholeHeader(this.text) ? this.text : undefined;
    return this.canEnd ? wholeFlow(this.text) : undefined;
  }

  private count(text: string): void {
    this.canEnd = false;
    for (let offset = 0; offset < text.length; offset++) {
      const character = text[offset];
      if (character === '"') this.isInString = !this.isInString;
      else if (this.isInString) offset += character === '\\' ? 1 : 0;
      else if (character === '(') this.depth++;
      else if (character === ')' && --this.depth <= 0) this.canEnd = true;
    }
  }
}

/** Two parts of a line, as they are put together. */
export function joinTexts(left: string, right: string): string {
  return seam(left, right).join('');
}

/**
 * Where the space between two parts was lost, words are put together, since in OVN's language no two words follow each
 * other; and operators get a space, as OVN prints them.
 */
function seam(left: string, right: string): [left: string, right: string] {
  const [before, after] = [left.trimEnd(), right.trimStart()];
  const hadSpace = before !== left || after !== right;
  return [before, (hadSpace || needsSpace(before, after) ? ' ' : '') + after];
}

const needsSpace = (before: string, after: string): boolean => {
  const edge = before.slice(-1) + after.slice(0, 1);
  return !(/^[\w.:/@$"-]{2}$/.test(edge) || /^(?:[=!<>]=|&&|\|\||--|[([].|.[)\],;]|[\w=][([])$/.test(edge));
};
