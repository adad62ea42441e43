/** Reads files of `test/recordings`, by their path in that folder. */
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../recordings/', import.meta.url);

export const readBytes = (path: string): Buffer => readFileSync(new URL(path, FOLDER));

export const readText = (path: string): string => readBytes(path).toString();

/** The sorted names in a folder. */
export const namesIn = (path: string): readonly string[] => readdirSync(new URL(path, FOLDER)).sort();

/** One JSON value a line. */
export const readJsonLines = <T>(path: string): T[] =>
  readText(path)
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as T);
