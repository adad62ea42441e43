/** The page `test/INDEX.md`: for each file of `src/` the tests to run when it changes. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { ROOT } from '../support/root.ts';
import { sourceFiles } from './source-files.ts';

/** If more tests than this are in one folder, the page names the folder. */
const MOST_OF_A_FOLDER = 3;
const MOST_OF_A_LINE = 5;

/** Files that run a built file, with its source. */
const RUNNERS: Readonly<Record<string, string>> = {
  'test/support/udon.ts': 'src/cli/main.ts',
  'test/cli/cluster/kubectl-udon.ts': 'src/cli/kubectl-udon.ts',
  'test/library/package.test.ts': 'src/index.ts',
};

const LEAD = `# Which tests run a file

Generated; \`npx vitest run test/repository/test-index.test.ts --update\` writes it anew. For each file of \`src/\`: the tests that import
it, of these those of the same folder if there are any; if none imports it, those that reach it in the fewest steps of imports.
\`e2e/*\` are all tests of that folder that do. Names are those below \`test/\`, without \`.test.ts\`.
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

/** A test that imports only types from a file does not run the file. */
function importsIn(file: string): string[] {
  const text = readFileSync(`${ROOT}/${file}`, 'utf8');
  const isTest = file.startsWith('test/');
  const { importedFiles } = ts.preProcessFile(isTest ? text.replace(/^import type [^;]*;/gm, '') : text, true, true);
  const paths = importedFiles.map(({ fileName }) => join(dirname(file), fileName));
  return RUNNERS[file] ? [...paths, RUNNERS[file]] : paths;
}

/** Follows importers step by step until there are tests. */
function nearestTests(path: string, importers: Importers): readonly string[] {
  const seen = new Set([`src/${path}`]);
  for (let files = [...seen]; files.length > 0; ) {
    files = [...new Set(files.flatMap(file => importers.get(file) ?? []))].filter(file => !seen.has(file)).sort();
    for (const file of files) seen.add(file);
    const tests = files.filter(file => file.endsWith('.test.ts'));
    if (tests.length > 0) return closest(path, tests, seen.size > 1 + files.length);
  }
  return [];
}

/** Of tests that do not import the file directly: the one of its name, else those of its folder, else of its top folder. */
function closest(path: string, tests: readonly string[], isFar: boolean): readonly string[] {
  const named = isFar ? tests.filter(test => basename(test, '.test.ts') === basename(path, '.ts')) : [];
  const nearby = foldersFor(path).map(folders => tests.filter(test => folders.some(folder => test.startsWith(folder))));
  return [named, ...nearby, tests].find(some => some.length > 0)!;
}

/** The command is tested as a whole, too. */
const foldersFor = (path: string): readonly (readonly string[])[] =>
  roomOf(path) === 'cli' ? [['test/cli/', 'test/e2e/']] : [[`test/${dirname(path)}/`], [`test/${roomOf(path)}/`]];

const roomOf = (path: string): string => path.slice(0, path.indexOf('/'));

/** Grouped by folder if one folder has many; by top folder if they are in many folders. */
function shown(tests: readonly string[]): string {
  const names = tests.map(shortName);
  const folders = collapsed(names, dirname, MOST_OF_A_FOLDER);
  return (folders.length > MOST_OF_A_LINE ? collapsed(names, roomOf, 1) : folders).join(', ');
}

const collapsed = (names: readonly string[], placeOf: (name: string) => string, most: number): string[] =>
  [...grouped(names, placeOf)].flatMap(([place, some]) => (some.length > most ? [`${place}/*`] : some));

const shortName = (test: string): string => test.replace(/^test\/(.*)\.test\.ts$/, '$1');

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
