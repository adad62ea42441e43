/** The test files of a command line, their sources and their snapshots, in the file system. */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { readTestFile, type TestFile } from '../../../app/expect/file/read-test-file.ts';
import type { PlannedFile } from '../../../app/expect/run-tests.ts';
import type { SnapshotStore } from '../../../app/expect/snapshots.ts';
import type { TestSource } from '../../../app/expect/test-session.ts';
import { decodeText } from '../../../app/sources/decode-text.ts';
import { clusterPart } from '../../cluster/cluster-word.ts';
import { type InputOptions, inputsOf } from '../../sources/inputs.ts';
import { attempt, readBytes, readText, writeBytes } from '../../sources/read-file.ts';
import { isRemote } from '../../sources/remote.ts';
import { Failure } from '../../terminal/failure.ts';
import { report } from '../../terminal/terminal.ts';

const SUFFIX = '.udon.yaml';

/** Files are taken as they are; of folders, all files called `*.udon.yaml`, at any depth. */
export function testFilesIn(paths: readonly string[]): readonly string[] {
  const found = paths.flatMap(path => (attempt(path, () => statSync(path)).isDirectory() ? filesBelow(path) : [path]));
  if (found.length === 0) throw new Failure(`${paths.join(', ')}: there are no files called *${SUFFIX}`);
  return [...new Set(found)];
}

const SKIPPED = ['.git', 'node_modules'];

function filesBelow(path: string): readonly string[] {
  const entries = attempt(path, () => readdirSync(path, { withFileTypes: true }));
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : filesBelow(join(path, entry.name));
      return entry.isFile() && entry.name.endsWith(SUFFIX) ? [join(path, entry.name)] : [];
    });
}

/** What is wrong with one file is reported, and does not stop the others. */
export function planned(
  paths: readonly string[],
  given: readonly string[],
  options: InputOptions,
): readonly PlannedFile[] {
  return paths.flatMap(path => {
    const text = decodeText(readBytes(path), path);
    const { value, diagnostics } = 'error' in text ? { diagnostics: [text.error] } : readTestFile(text.value);
    report(diagnostics);
    return value ? [{ file: value, sources: sourcesFor(value, given, options) }] : [];
  });
}

/** The sources of the command line are one source, and replace those of the file. */
function sourcesFor(file: TestFile, given: readonly string[], options: InputOptions): readonly TestSource[] {
  if (given.length > 0) return [toSource(given, options)];
  if (file.sources.length === 0) throw new Failure(`${file.name}: name "sources" in the file, or a source with -f`);
  return file.sources.map(words =>
    toSource(
      words.map(word => fromFolderOf(file.name, word)),
      options,
    ),
  );
}

const fromFolderOf = (file: string, word: string): string =>
  isRemote(word) || isAbsolute(word) || word === '-' ? word : join(dirname(file), word);

function toSource(paths: readonly string[], options: InputOptions): TestSource {
  const ofFiles = paths.filter(path => !clusterPart(path));
  return {
    words: paths,
    program: ofFiles.length < paths.length ? 'kubectl udon' : 'udon',
    options: ofFiles.flatMap(path => ['-f', path]),
    inputs: () => inputsOf(paths, options),
  };
}

/** In a folder beside each test file. */
export const SNAPSHOTS: SnapshotStore = {
  read: (file, name) => {
    const path = pathOf(file, name);
    return existsSync(path) ? readText(path).text : undefined;
  },
  write: (file, name, text) => {
    const path = pathOf(file, name);
    attempt(path, () => mkdirSync(dirname(path), { recursive: true }));
    writeBytes(path, Buffer.from(text));
  },
};

const pathOf = (file: string, name: string): string =>
  join(dirname(file), '__snapshots__', `${basename(file, SUFFIX)}.${name}.txt`);
