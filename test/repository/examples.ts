/**
 * The worked examples in `docs/examples`: each changes files of the repository step by step. A step is a fenced `diff`
 * block: `+++ FILE`, then hunks, separated by `@@`, of unchanged (` `), removed (`-`) and added (`+`) lines. Hunks have no
 * line numbers: the unchanged and removed lines are searched in the file.
 */
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { ROOT } from '../support/root.ts';

export interface Step {
  readonly path: string;
  readonly hunks: readonly Hunk[];
  /** Whether the other steps must not compile without it: its fence is `diff checked`. */
  readonly isChecked: boolean;
}

interface Hunk {
  readonly before: string;
  readonly after: string;
}

export const stepsOf = (page: string): Step[] =>
  [...page.matchAll(/^```diff( checked)?\n\+\+\+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, checked, path, body]) => ({
    path: path!,
    hunks: body!.split(/^@@\n/m).map(hunkOf),
    isChecked: checked !== undefined,
  }));

function hunkOf(text: string): Hunk {
  const lines = text.split('\n').slice(0, -1);
  const side = (other: string) => lines.filter(line => !line.startsWith(other)).map(line => line.slice(1));
  return { before: side('+').join('\n'), after: side('-').join('\n') };
}

/** The changed files, by path. Throws if the lines of a hunk are not in the file, or are in it twice. */
export function changedFiles(steps: readonly Step[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { path, hunks } of steps)
    for (const { before, after } of hunks)
      files.set(path, before === '' ? `${after}\n` : replaced(files.get(path) ?? read(path), before, after, path));
  return files;
}

/** The last line of `before` can be the beginning of a line. */
function replaced(text: string, before: string, after: string, path: string): string {
  const [start, rest, ...others] = `\n${text}`.split(`\n${before}`);
  if (rest === undefined || others.length > 0) throw new Error(`${path} does not have once:\n${before}`);
  return `${start}\n${after}${rest}`.slice(1);
}

const read = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8');

/** The compiler's messages about the files at `paths`, with the contents in `changed`. */
export function typeErrors(paths: readonly string[], changed: ReadonlyMap<string, string>): string[] {
  const names = paths.filter(path => changed.has(path) || existsSync(`${ROOT}/${path}`)).map(path => `${ROOT}/${path}`);
  const program = ts.createProgram(names, OPTIONS, hostWith(changed));
  const found = names.flatMap(name => {
    const file = program.getSourceFile(name)!;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  return found.map(
    ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
}

const OPTIONS = ts.parseJsonConfigFileContent(
  ts.readConfigFile(`${ROOT}/tsconfig.json`, ts.sys.readFile).config,
  ts.sys,
  ROOT,
).options;

/** Files that no example changes are parsed only once. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function hostWith(changed: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS);
  const textOf = (name: string) => changed.get(name.slice(ROOT.length + 1));
  const parse = (name: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions) => {
    if (!parsed.has(name)) parsed.set(name, host.getSourceFile(name, options));
    return parsed.get(name);
  };
  return {
    ...host,
    fileExists: name => textOf(name) !== undefined || host.fileExists(name),
    readFile: name => textOf(name) ?? host.readFile(name),
    getSourceFile: (name, options) => {
      const text = textOf(name);
      return text === undefined ? parse(name, options) : ts.createSourceFile(name, text, options);
    },
  };
}
