/**
 * Joins lines that were cut at a width, as fold(1) and terminals cut them: all lines but the last of a flow are as wide
 * as the text is. Lines that were wrapped between words are of different widths; `join-lines.ts` joins those.
 */
import { beginningIn, isCutBeginning, isOneFlow } from './flow-text.ts';
import type { CleaningStep, TextLine } from './text-line.ts';

export const unfolded: CleaningStep = lines => {
  const measure = MEASURES.reduce((best, each) => (share(lines, each) > share(lines, best) ? each : best));
  if (share(lines, measure) < LEAST_SHARE) return lines;
  const width = widest(lines, measure);
  const joined: TextLine[] = [];
  let parts: TextLine[] = [];
  for (const [index, line] of lines.entries()) {
    parts.push(line);
    const next = lines[index + 1];
    if (measure(line) === width && !isWhole(line) && next && !isBeginning(next)) continue;
    joined.push(join(parts));
    parts = [];
  }
  return parts.length > 0 ? [...joined, join(parts)] : joined;
};

const isBeginning = ({ text }: TextLine): boolean => beginningIn(text.trimStart()) === 0 && !isCutBeginning(text);

/** A flow that just is as wide. */
const isWhole = ({ text }: TextLine): boolean => isOneFlow(text);

const join = ([first, ...others]: readonly TextLine[]): TextLine => {
  if (others.length === 0) return first!;
  const text = first!.text + others.map(line => line.text).join('');
  return { ...first!, text, width: text.length };
};

type Measure = (line: TextLine) => number;

/** A text was cut with its prefixes, or got them afterwards. */
const MEASURES: readonly Measure[] = [({ width }) => width, ({ text }) => text.length];

const widest = (lines: readonly TextLine[], measure: Measure): number =>
  lines.reduce((width, line) => Math.max(width, measure(line)), 0);

/** How many of the lines are as wide as the widest; none if only a few are. */
function share(lines: readonly TextLine[], measure: Measure): number {
  const width = widest(lines, measure);
  const wide = lines.filter(line => measure(line) === width && !isWhole(line)).length;
  return wide < LEAST ? 0 : wide / lines.length;
}

const LEAST = 3;
const LEAST_SHARE = 0.25;
