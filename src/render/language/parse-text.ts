/** What `udon parse` says of one expression: its canonical form or the message, and for people also where and what else. */
import type { ParseAnswer } from '../../analyze/language/parse-answer.ts';
import { error, excerpt } from '../../base/diagnostic.ts';

/** One line. */
export const renderAnswer = (answer: ParseAnswer): string =>
  `${answer.kind === 'refused' ? answer.error.message : answer.canonical}\n`;

/** Where it was refused, the text with a caret under the place, the message, and the name that may be meant. */
export function renderAnswerAtLength(answer: ParseAnswer, guess: string | undefined): string {
  if (answer.kind !== 'refused') return renderAnswer(answer);
  const { message, offset, end } = answer.error;
  const place = { source: { name: '<text>', text: answer.input }, offset, length: end - offset };
  const question = guess === undefined ? '' : `did you mean \`${guess}'?\n`;
  return `${excerpt(error('refused', message, place))}\n${message}\n${question}`;
}
