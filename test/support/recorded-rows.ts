/** Reads tables of `INPUT => EXPECTED` lines. Empty lines and those that begin with `#` are for people. */
import { readText } from './recordings.ts';

export interface CaseRow {
  readonly input: string;
  readonly expected: string;
}

/** A line without ` => ` expects just what it says. */
export function readRows(name: string): CaseRow[] {
  const lines = readText(name)
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
  return lines.map(line => {
    const [input, expected] = line.split(' => ') as [string, string?];
    return { input, expected: expected ?? input };
  });
}
