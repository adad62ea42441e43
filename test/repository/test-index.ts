/** The page `test/INDEX.md`: for each file of `src/` the tests to run when it changes. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { ROOT } from '../support/udon.ts';
import { sourceFiles } from './source-files.ts';

/** Of more tests than these in one folder, the folder is named. */
const MOST_OF_A_FOLDER = 3;

/** A test that runs the built command imports this file, so it reaches all that the command is made of. */
const COMMAND = { runner: 'test/support/udon.ts', main: 'src/cli/main.ts' };

const LEAD = `# Which tests run a file

Generated; \`npx vitest run test/repository/test-index.test.ts --update\` writes it anew. For each file of \`src/\`: the tests that import
it, those of the same folder first; if there are none, those that reach it in the fewest steps of imports. \`e2e/*\` are all tests
of that folder that do. Names are those below \`test/\`, without \`.test.ts\`.
`;

export function testIndex(): string {
  const importers = importersOf([...sourceFiles.map(({ path }) => `src/${path}`), ...codeIn('test')]);
  const folders = grouped(sourceFiles, ({ path }) => dirname(path));
  const sections = [...folders]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, files]) => {
      const lines = files.map(
        ({ path }) => `- \`${path.slice(path.lastIndexOf('/') + 1)}\`: ${shown(nearestTests(path, importers))}`,
      );
      return `\n## src${folder === '.' ? '' : `/${folder}`}\n\n${lines.join('\n')}\n`;
    });
  return LEAD + sections.join('');
}

const codeIn = (folder: string): string[] =>
  readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:ts|mjs)$/.test(name))
    .map(name => `${folder}/${name}`)
    .sort();

type Importers = ReadonlyMap<string, readonly string[]>;

function importersOf(files: readonly string[]): Importers {
  const importers = new Map<string, string[]>();
  for (const file of files)
    for (const imported of importsIn(file)) importers.set(imported, [...(importers.get(imported) ?? []), file]);
  return importers;
}

/** A test that takes only types from a file does not run it. */
function importsIn(file: string): string[] {
  const text = readFileSync(`${ROOT}/${file}`, 'utf8');
  const isTest = file.startsWith('test/');
  const { importedFiles } = ts.preProcessFile(isTest ? text.replace(/^import type [^;]*;/gm, '') : text, true, true);
  const paths = importedFiles.map(({ fileName }) => join(dirname(file), fileName));
  return [...paths, ...(file === COMMAND.runner ? [COMMAND.main] : [])];
}

/** In steps away from the file, until there are tests. */
function nearestTests(path: string, importers: Importers): string[] {
  const seen = new Set([`src/${path}`]);
  for (let files = [...seen]; files.length > 0; ) {
    files = [...new Set(files.flatMap(file => importers.get(file) ?? []))].filter(file => !seen.has(file)).sort();
    for (const file of files) seen.add(file);
    const tests = files.filter(file => file.endsWith('.test.ts'));
    const own = tests.filter(test => test.startsWith(`test/${dirname(path)}/`));
    if (tests.length > 0) return own.length > 0 ? own : tests;
  }
  return [];
}

function shown(tests: readonly string[]): string {
  const folders = grouped(tests, test => dirname(test).replace('test/', ''));
  return [...folders]
    .flatMap(([folder, names]) => (names.length > MOST_OF_A_FOLDER ? [`${folder}/*`] : names.map(shortName)))
    .join(', ');
}

const shortName = (test: string): string => test.replace(/^test\/(.*)\.test\.ts$/, '$1');

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
