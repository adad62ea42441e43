/** The files of `src/` with what each imports and exports, for the checks of this folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';

/** Paths are relative to `src/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const SOURCE = new URL('../../src/', import.meta.url);

export const sourceFiles: readonly SourceFile[] = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .sort()
  .map(path => ({ path, text: readFileSync(new URL(path, SOURCE), 'utf8') }));

/** The names of the modules from which `text` imports or re-exports, as written, including imports of types. */
export const moduleNames = (text: string): string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

/** The paths of the files of `src/` that a file imports. */
export const importsOf = ({ path, text }: SourceFile): string[] =>
  moduleNames(text)
    .filter(name => name.startsWith('.'))
    .map(name => join(dirname(path), name));

/** The names that a file itself declares and exports, without re-exports. */
export function exportedNames({ path, text }: SourceFile): string[] {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext);
  return [...new Set(statements.flatMap(exportsOf))];
}

function exportsOf(statement: ts.Statement): string[] {
  if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier && statement.exportClause)
    return ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map(({ name }) => name.text)
      : [];
  if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(isExport)) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => bound(name));
  return 'name' in statement && statement.name ? [(statement.name as ts.Identifier).text] : [];
}

const isExport = ({ kind }: ts.Modifier): boolean => kind === ts.SyntaxKind.ExportKeyword;

const bound = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap(element => (ts.isOmittedExpression(element) ? [] : bound(element.name)));
