/** Reads files of `test/recordings`, by their path in that folder. */
import { readFileSync } from 'node:fs';

const FOLDER = new URL('../recordings/', import.meta.url);

export const readBytes = (path: string): Buffer => readFileSync(new URL(path, FOLDER));

export const readText = (path: string): string => readBytes(path).toString();

/** One JSON value a line. */
export const readJsonLines = <T>(path: string): T[] =>
  readText(path)
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as T);
