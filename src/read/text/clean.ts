/**
 * Cleans text that people copied, logged or filtered, so that each flow and each header of a dump is a line of its own
 * again. The steps are pure functions from lines to lines; a text that needs none of them comes out as it is.
 */
import { withoutControls } from './control-characters.ts';
import { withoutHtml } from './html.ts';
import { withoutIndentation } from './indentation.ts';
import { type JoinedLine, joinedLines } from './join-lines.ts';
import { withoutPrefixes } from './prefixes.ts';
import type { CleaningStep, TextLine } from './text-line.ts';
import { withPlainQuotes } from './typography.ts';
import { unfolded } from './unfold.ts';

const STEPS: readonly CleaningStep[] = [withPlainQuotes, withoutIndentation, withoutPrefixes, unfolded];

/** With `isHtml`, the lines are of a text that is HTML as a whole. */
export function cleaned(lines: readonly TextLine[], isHtml: boolean): readonly JoinedLine[] {
  const steps = [withoutControls, ...(isHtml ? [withoutHtml] : []), ...STEPS];
  return joinedLines(steps.reduce((done, step) => step(done), lines));
}
