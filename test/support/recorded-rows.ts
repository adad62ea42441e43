/** Reads tables of `INPUT => EXPECTED` lines. Empty lines and lines that begin with `#` are ignored. */
import { readText } from './recordings.ts';

export interface CaseRow {
  readonly input: string;
  readonly expected: string;
}

/** A line without ` => ` expects its input unchanged. */
export function readRows(name: string): CaseRow[] {
  const lines = readText(name)
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
  return lines.map(line => {
    const [input, expected] = line.split(' => ') as [string, string?];
    return { input, expected: expected ?? input };
  });
}
