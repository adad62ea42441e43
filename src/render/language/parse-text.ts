/**
 * The answer of `udon parse` for one expression as text: its canonical form or its error. The long form also shows the
 * place.
 */
import type { ParseAnswer } from '../../analyze/language/parse-answer.ts';
import { error, excerpt } from '../../base/diagnostic.ts';

/** The answer in one line. */
export const renderAnswer = (answer: ParseAnswer): string =>
  `${answer.kind === 'refused' ? answer.error.message : answer.canonical}\n`;

/** For an error: the text with a caret at the place, the message, and a suggested name. */
export function renderAnswerAtLength(answer: ParseAnswer, guess: string | undefined): string {
  if (answer.kind !== 'refused') return renderAnswer(answer);
  const { message, offset, end } = answer.error;
  const place = { source: { name: '<text>', text: answer.input }, offset, length: end - offset };
  const question = guess === undefined ? '' : `did you mean \`${guess}'?\n`;
  return `${excerpt(error('refused', message, place))}\n${message}\n${question}`;
}
