/** docs/library.md lists every name of the library. `npx vitest run test/library/api.test.ts -u` writes it anew. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { printPage, type Section } from '../support/page.ts';

const INDEX = fileURLToPath(new URL('../../src/index.ts', import.meta.url));
const LEAD =
  'The names that `import ... from "udon"` gives. `src/index.ts` says what is stable; the types in the package have the whole documentation of each name.';

interface Name {
  readonly group: string;
  readonly name: string;
  readonly kind: string;
  readonly summary: string;
}

/** In the order of the file, under the comments that begin its groups. */
function namesOf(path: string): Name[] {
  const program = ts.createProgram([path], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    types: [],
    allowImportingTsExtensions: true,
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path)!;
  let group = '';
  return file.statements.filter(ts.isExportDeclaration).flatMap(statement => {
    group = groupAt(file, statement) ?? group;
    const clause = statement.exportClause as ts.NamedExports;
    return clause.elements.map(element => nameOf(checker, element, group));
  });
}

function groupAt(file: ts.SourceFile, statement: ts.Node): string | undefined {
  const comments = ts.getLeadingCommentRanges(file.text, statement.getFullStart()) ?? [];
  const texts = comments.map(({ pos, end }) => file.text.slice(pos, end));
  return texts.find(text => text.startsWith('/* '))?.slice(3, -3);
}

function nameOf(checker: ts.TypeChecker, element: ts.ExportSpecifier, group: string): Name {
  const symbol = checker.getAliasedSymbol(checker.getSymbolAtLocation(element.name)!);
  const documentation = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  return { group, name: element.name.text, kind: kindOf(symbol, checker), summary: firstSentence(documentation) };
}

const KINDS: readonly (readonly [ts.SymbolFlags, string])[] = [
  [ts.SymbolFlags.Class, 'class'],
  [ts.SymbolFlags.Function, 'function'],
  [ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias, 'type'],
];

function kindOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const known = KINDS.find(([flag]) => (symbol.flags & flag) !== 0)?.[1];
  return known ?? (checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0 ? 'function' : 'value');
}

const firstSentence = (text: string): string => /^[\s\S]*?\.(?=\s|$)/.exec(text)?.[0].replace(/\s+/g, ' ') ?? text;

function sectionsOf(all: readonly Name[]): Section[] {
  return [...new Set(all.map(({ group }) => group))].map(group => {
    const [title = '', lead = ''] = group.split(/: (.*)/);
    const rows = all
      .filter(each => each.group === group)
      .map(({ name, kind, summary }) => [`\`${name}\``, kind, summary]);
    return { title, lead, columns: ['name', 'is', 'what it is'], rows };
  });
}

const names = namesOf(INDEX);

test('every name has a docstring', () => {
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter(({ summary }) => summary === '').map(({ name }) => name)).toEqual([]);
});

test('docs/library.md lists every name', async () => {
  await expect(printPage('Library', LEAD, sectionsOf(names))).toMatchFileSnapshot('../../docs/library.md');
});
