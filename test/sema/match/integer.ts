/** The integer constant of a text. Throws if it is not one. */
import { type Integer, parseInteger } from '../../../src/lang/constant.ts';

export function integer(text: string): Integer {
  const parsed = parseInteger(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error}`);
  return parsed.value;
}
