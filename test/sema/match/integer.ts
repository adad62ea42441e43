/** An integer constant from its text, for tests that know that it is one. */
import { type Integer, parseInteger } from '../../../src/lang/constant.ts';

export function integer(text: string): Integer {
  const parsed = parseInteger(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error}`);
  return parsed.value;
}
