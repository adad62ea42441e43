/**
 * Lines to flows and headers, one a line: joins what was wrapped and parts what was joined. A flow ends with the
 * parenthesis that closes its actions; what follows it up to the next beginning is not a part of any flow.
 */
import { beginningAfter, beginningIn, endsInString, isCutBeginning, isWholeHeader, wholeFlow } from './flow-text.ts';
import { type TextLine, withText } from './text-line.ts';

export interface JoinedLine extends TextLine {
  /** A header, a flow, a flow whose end is missing, or a line that has no part in a flow. */
  readonly kind: 'header' | 'flow' | 'cut' | 'other';
}

export function joinedLines(lines: readonly TextLine[]): readonly JoinedLine[] {
  const joiner = new Joiner();
  for (const line of lines) joiner.add(line);
  joiner.finish();
  return joiner.joined;
}

class Joiner {
  readonly joined: JoinedLine[] = [];
  /** What has begun and did not end yet, and the lines that it is joined from. */
  private open: TextLine | undefined;
  private parts: TextLine[] = [];

  add(line: TextLine): void {
    if (this.open && ONLY_UUID.test(this.open.text)) {
      const whole = withText(this.open, joinTexts(this.open.text, line.text));
      this.close();
      this.begin(whole, 0);
      return;
    }
    const begin = this.beginningIn(line.text);
    if (this.open) this.continueWith(line, begin < 0 ? line.text : line.text.slice(0, begin));
    else if (begin < 0) this.joined.push({ ...line, kind: 'other' });
    if (begin >= 0) this.begin(line, begin);
  }

  finish(): void {
    const [first, ...others] = this.parts;
    if (!this.open || !first) return;
    if (isHeader(first.text)) {
      const isWhole = isWholeHeader(this.open.text);
      this.joined.push({ ...(isWhole ? this.open : first), kind: 'header' });
      if (!isWhole) this.joined.push(...others.map(line => ({ ...line, kind: 'other' as const })));
    } else this.joined.push({ ...this.open, kind: isUnquotable(this.open.text) ? 'flow' : 'cut' });
    this.close();
  }

  private close(): void {
    this.open = undefined;
    this.parts = [];
  }

  /** The number of a table in `next(...)` begins no flow, even if its line ends there. */
  private beginningIn(text: string): number {
    const isInNext = this.open !== undefined && /\bnext\([^()]*$/.test(this.open.text);
    return isInNext && isCutBeginning(text) ? -1 : beginningIn(text);
  }

  /** What was open before was cut short. */
  private begin(line: TextLine, begin: number): void {
    this.finish();
    const next = beginningAfter(line.text, begin);
    this.open = withText(line, line.text.slice(begin, next < 0 ? undefined : next));
    this.parts = [this.open];
    this.closeIfWhole();
    if (next >= 0) this.begin(line, next);
  }

  private continueWith(line: TextLine, text: string): void {
    if (text.trim() === '') return;
    this.parts.push(line);
    this.open = withText(this.open!, joinTexts(this.open!.text, text));
    this.closeIfWhole();
  }

  private closeIfWhole(): void {
    const { text } = this.open!;
    if (isHeader(text)) {
      if (isWholeHeader(text)) this.finish();
      return;
    }
    const flow = wholeFlow(text);
    if (flow === undefined) return;
    this.joined.push({ ...this.open!, text: flow, kind: 'flow' });
    this.close();
  }
}

const ONLY_UUID = /^uuid=0x[0-9a-f]*\s*,?\s*$/;

/** Whether a whole flow has a quote too many, so that its end is not to be found; the flow itself says so when it is read. */
const isUnquotable = (text: string): boolean => endsInString(text) && text.trimEnd().endsWith(')');

const isHeader = (text: string): boolean => text.startsWith('Datapath:');

/**
 * Two parts of a line. Where the space between them was lost, words are put together, since in OVN's language no two words
 * follow each other; and operators get a space, as OVN prints them.
 */
export function joinTexts(left: string, right: string): string {
  if (endsInString(left)) return left + right;
  const [before, after] = [left.trimEnd(), right.trimStart()];
  const hadSpace = before !== left || after !== right;
  return `${before}${hadSpace || needsSpace(before, after) ? ' ' : ''}${after}`;
}

const needsSpace = (before: string, after: string): boolean => {
  const edge = before.slice(-1) + after.slice(0, 1);
  return !(/^[\w.:/@$"-]{2}$/.test(edge) || /^(?:[=!<>]=|&&|\|\||--|[([].|.[)\],;]|[\w=][([])$/.test(edge));
};
