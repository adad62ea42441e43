/** Runs files of `udon test` in memory. */
import { readFileSync } from 'node:fs';
import { readTestFile } from '../../../src/app/expect/file/read-test-file.ts';
import { runTests, type TestOptions, type TestRun } from '../../../src/app/expect/run-tests.ts';
import type { SnapshotStore } from '../../../src/app/expect/snapshots.ts';
import type { TestSource } from '../../../src/app/expect/test-session.ts';
import type { Input } from '../../../src/app/sources/input.ts';
import { formatDiagnostic } from '../../../src/base/diagnostic.ts';
import { manifests } from '../../support/app-inputs.ts';
import { ROOT } from '../../support/udon.ts';

/** A file of tests that is a sample. */
export const sampleTests = (name: string): string => readFileSync(`${ROOT}/samples/${name}`, 'utf8');

/** Snapshots that are kept in memory. */
export function snapshotsInMemory(
  known: Record<string, string> = {},
): SnapshotStore & { readonly known: typeof known } {
  return {
    known,
    read: (file, name) => known[`${file} ${name}`],
    write: (file, name, text) => {
      known[`${file} ${name}`] = text;
    },
  };
}

export const sourceOf = (words: readonly string[], inputs: () => readonly Input[]): TestSource => ({
  words,
  program: 'udon',
  options: words.flatMap(word => ['-f', word]),
  inputs,
});

export const CUDN2 = sourceOf(['samples/cudn2'], () => manifests('cudn2'));

/** The faults of a text as a file of tests, as a command prints them. */
export const faultsIn = (text: string): readonly string[] =>
  readTestFile({ name: 't.udon.yaml', text }).diagnostics.map(formatDiagnostic);

/** Runs a text as the file `t.udon.yaml`. Throws if it cannot be read. */
export function runText(text: string, options: Partial<TestOptions> = {}, source = CUDN2): Promise<TestRun> {
  const { value, diagnostics } = readTestFile({ name: 't.udon.yaml', text });
  if (!value) throw new Error(diagnostics.map(formatDiagnostic).join('\n'));
  const snapshots = { snapshots: snapshotsInMemory(), isUpdating: false, isReadOnly: false };
  return runTests([{ file: value, sources: [source] }], { ...snapshots, ...options });
}

/** One case in the sample network, in YAML. */
export const runOne = (fields: string, options: Partial<TestOptions> = {}) =>
  runText(`apiVersion: udon/v1\ncases:\n- name: c\n${fields.replace(/^/gm, '  ')}\n`, options).then(
    ({ report }) => report.results[0]!,
  );
