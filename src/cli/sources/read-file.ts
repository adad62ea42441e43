/** Reads files and standard input, and writes files. A fault of a file is one sentence. */
import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { decodeText } from '../../app/sources/decode-text.ts';
import { HEAD_LENGTH } from '../../app/sources/gather/archives/archive-format.ts';
import type { SourceText } from '../../base/source-text.ts';
import { Failure, orFail } from '../terminal/failure.ts';

/** A whole file, or standard input. */
export const readBytes = (path: string): Buffer => attempt(path, () => readFileSync(path === '-' ? 0 : path));

export const writeBytes = (path: string, bytes: Uint8Array): void => attempt(path, () => writeFileSync(path, bytes));

/** A whole text, such as the lines of a batch. */
export const readText = (path: string): SourceText =>
  orFail(decodeText(readBytes(path), path === '-' ? '<stdin>' : path));

/** Anything other than a plain file, such as a pipe, can be read only once, so it is read whole. */
export function readBeginning(path: string): { head: Buffer; bytes?: Buffer } {
  if (path === '-' || !statSync(path).isFile()) {
    const bytes = readFileSync(path === '-' ? 0 : path);
    return { head: bytes.subarray(0, HEAD_LENGTH), bytes };
  }
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_LENGTH);
    return { head: head.subarray(0, readSync(file, head)) };
  } finally {
    closeSync(file);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
};

export function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(`${path}: ${REASONS[code!] ?? message}`);
  }
}
