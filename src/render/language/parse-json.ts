/** The answer of `udon parse` for one expression as a JSON object. */
import type { ParseAnswer } from '../../analyze/language/parse-answer.ts';

export function answerToJson(answer: ParseAnswer): object {
  const { kind, ...parts } = answer;
  if (kind !== 'refused') return parts;
  const { message, offset } = answer.error;
  return { input: answer.input, error: message, offset };
}

/** The object on one line. */
export const renderJsonAnswer = (answer: ParseAnswer): string => `${JSON.stringify(answerToJson(answer))}\n`;
