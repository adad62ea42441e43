/**
 * Lines to flows and headers, one a line: joins what was wrapped and parts what was joined. A flow ends with the
 * parenthesis that closes its actions; what follows it up to the next beginning is not a part of any flow.
 */
import { beginningIn, beginningsIn, isCutBeginning } from './flow-text.ts';
import { OpenText } from './open-text.ts';
import type { TextLine } from './text-line.ts';

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
  private open: OpenText | undefined;

  add(line: TextLine): void {
    if (this.open && ONLY_UUID.test(this.open.tail)) {
      this.goOn(line, line.text);
      return;
    }
    const [first, ...others] = this.beginningsIn(line.text);
    if (this.open) this.goOn(line, line.text.slice(0, first));
    else if (first === undefined) this.joined.push({ ...line, kind: 'other' });
    for (const [index, begin] of first === undefined ? [] : [first, ...others].entries()) {
      this.finish();
      this.open = new OpenText(line, line.text.slice(begin, others[index]));
      this.closeIfWhole();
    }
  }

  /** What is still open was cut short. */
  finish(): void {
    const { open } = this;
    this.open = undefined;
    if (!open) return;
    const [first, ...others] = open.lines;
    if (!open.isHeader) this.joined.push({ ...first!, text: open.text, kind: isUnquotable(open) ? 'flow' : 'cut' });
    else this.joined.push({ ...first!, kind: 'header' }, ...others.map(line => ({ ...line, kind: 'other' as const })));
  }

  /** The number of a table in `next(...)` begins no flow, even if its line ends there. */
  private beginningsIn(text: string): readonly number[] {
    const isInNext = this.open !== undefined && /\bnext\([^()]*$/.test(this.open.tail);
    const beginnings = beginningsIn(text);
    if (beginnings.length > 0) return beginnings;
    return isCutBeginning(text) && !isInNext ? [beginningIn(text)] : [];
  }

  private goOn(line: TextLine, text: string): void {
    const open = this.open!;
    if (text.trim() === '') return;
    if (open.isTooLong) this.finish();
    else open.add(line, text);
    if (this.open) this.closeIfWhole();
    else this.joined.push({ ...line, kind: 'other' });
  }

  private closeIfWhole(): void {
    const open = this.open!;
    const whole = open.whole();
    if (whole === undefined) return;
    this.joined.push({ ...open.lines[0]!, text: whole, kind: open.isHeader ? 'header' : 'flow' });
    this.open = undefined;
  }
}

const ONLY_UUID = /^\s*uuid=0x[0-9a-f]*\s*,?\s*$/;

/** Whether a flow has an extra quote, so that its end cannot be found. Reading the flow reports it. */
const isUnquotable = ({ isInString, tail }: OpenText): boolean => isInString && tail.trimEnd().endsWith(')');
