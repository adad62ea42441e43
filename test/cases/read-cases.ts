/** Reads the recorded cases of this folder. */
import { readFileSync } from 'node:fs';

export const casePath = (name: string): URL => new URL(name, import.meta.url);

export const readText = (name: string): string => readFileSync(casePath(name), 'utf8');

/** One JSON value a line. */
export const readJsonLines = <T>(name: string): T[] =>
  readText(name)
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as T);
