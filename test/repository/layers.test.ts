/** The layers of the source: which folder can import from which, and which folder owns each package and platform API. */
import { describe, expect, test } from 'vitest';
import { moduleNames, type SourceFile, sourceFiles } from './source-files.ts';

const WAIST = ['base', 'kubernetes', 'frames', 'ovn', 'lang', 'sema', 'network', 'dhcp', 'trace'];
const EVERYTHING = [...WAIST, 'read', 'manifests', 'ovnk', 'northd', 'symbolic', 'analyze', 'render'];

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  kubernetes: [],
  frames: ['base'],
  ovn: ['base'],
  lang: ['base'],
  network: ['base', 'ovn'],
  manifests: ['base', 'kubernetes'],
  sema: ['base', 'ovn', 'lang'],
  read: ['base', 'ovn', 'network'],
  ovnk: ['base', 'kubernetes', 'ovn', 'manifests'],
  northd: ['base', 'ovn', 'network'],
  dhcp: ['base', 'ovn', 'frames'],
  trace: ['base', 'frames', 'ovn', 'lang', 'sema', 'network', 'dhcp'],
  symbolic: ['base', 'ovn', 'lang', 'sema', 'network', 'trace'],
  analyze: [...WAIST, 'symbolic'],
  render: ['base', 'kubernetes', 'ovn', 'lang', 'sema', 'network', 'trace', 'analyze', 'dhcp', 'symbolic'],
  app: EVERYTHING,
  mcp: [...EVERYTHING, 'app'],
  cli: [...EVERYTHING, 'app', 'mcp'],
  '': [...EVERYTHING, 'app'],
};

/** `render` prints the results of these folders: it can use their types, but not call them. */
const AS_TYPES_ONLY: Readonly<Record<string, readonly string[]>> = { render: ['trace', 'analyze', 'dhcp', 'symbolic'] };

/** Packages that belong to one folder. */
const ONLY_IN: Readonly<Record<string, string>> = {
  '@dagrejs/dagre': 'render',
  '@noble/hashes/legacy.js': 'base',
  '@noble/hashes/sha2.js': 'base',
  chevrotain: 'lang',
  'ip-num': 'base',
  '@modelcontextprotocol/server': 'mcp',
  '@modelcontextprotocol/server/stdio': 'cli',
  zod: 'mcp',
  'modern-tar': 'cli',
  yargs: 'cli',
};

/** Only `cli` uses Node.js APIs that browsers lack. */
const PLATFORM_FOLDER = 'cli';
const PLATFORM_GLOBALS = /\b(?:Buffer|process(?=\.[a-z])|setImmediate|__dirname)\b/g;

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '');

/** The forbidden imports of a file. */
const violations = ({ path, text }: SourceFile): string[] =>
  moduleNames(text)
    .filter(name => !(name.startsWith('.') ? mayImport(folderOf(path), folderAt(path, name)) : isAtHome(path, name)))
    .map(name => `${path}: ${name}`);

const isAtHome = (path: string, name: string): boolean => (ONLY_IN[name] ?? folderOf(path)) === folderOf(path);

/** The Node.js APIs that a file outside `cli` uses. */
function platformUses({ path, text }: SourceFile): string[] {
  if (folderOf(path) === PLATFORM_FOLDER) return [];
  const modules = moduleNames(text).filter(name => name.startsWith('node:'));
  const globals = withoutTexts(text).match(PLATFORM_GLOBALS) ?? [];
  return [...new Set([...modules, ...globals])].map(name => `${path}: ${name}`);
}

/** The imports of values where only types are allowed. */
function calls({ path, text }: SourceFile): string[] {
  const imports = text.matchAll(/^(?:import|export) (type )?(?:[^;]*?from )?'(\.[^']+)'/gm);
  return [...imports]
    .filter(([, type, name]) => !type && AS_TYPES_ONLY[folderOf(path)]?.includes(folderAt(path, name!)))
    .map(([, , name]) => `${path}: ${name}`);
}

const folderAt = (path: string, name: string): string => folderOf(new URL(name, `file:///${path}`).pathname.slice(1));

const mayImport = (own: string, other: string): boolean => own === other || MAY_IMPORT[own]?.includes(other) === true;

const withoutTexts = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g, '');

describe('the check itself', () => {
  const cases: readonly [path: string, text: string, isFine: boolean][] = [
    ['base/ip.ts', "import { register } from '../ovn/fields/layout.ts';", false],
    ['sema/a.ts', "import { T } from '../lang/tokens.ts';\nimport { b } from './b.ts';", true],
    ['sema/actions/a.ts', "import { T } from '../../lang/tokens.ts';\nimport { b } from '../b.ts';", true],
    ['lang/a.ts', "import { createToken } from 'chevrotain';", true],
    ['sema/a.ts', "import { createToken } from 'chevrotain';", false],
    ['northd/a.ts', "export { b } from '../manifests/b.ts';", false],
    ['northd/a.ts', "const b = await import('../manifests/b.ts');", false],
    ['read/a.ts', "import { readFileSync } from 'node:fs';", false],
    ['app/a.ts', "import { readFileSync } from 'node:fs';", false],
    ['app/a.ts', "import { b } from '../cli/b.ts';", false],
    ['cli/a.ts', "import { readFileSync } from 'node:fs';\nprocess.exit(1);", true],
    ['trace/a.ts', 'process.exit(1);', false],
    ['trace/a.ts', '// process.exit(1)', true],
    ['trace/a.ts', 'const process = 1; f(process);', true],
    ['dhcp/a.ts', 'export const a = Buffer.alloc(1);', false],
    ['dhcp/a.ts', "import { createHash } from 'node:crypto';", false],
    ['unheard-of/a.ts', "import { error } from '../base/diagnostic.ts';", false],
  ];
  test.each(cases)('%s: %s', (path, text, isFine) =>
    expect([...violations({ path, text }), ...platformUses({ path, text })].length === 0).toBe(isFine));

  test('knows types from values', () => {
    expect(calls({ path: 'render/a.ts', text: "import type { Trace } from '../trace/trace.ts';" })).toEqual([]);
    expect(calls({ path: 'render/a.ts', text: "import { Tracer } from '../trace/trace.ts';" })).toEqual([
      'render/a.ts: ../trace/trace.ts',
    ]);
  });
});

describe('the source', () => {
  test('imports only what its layers may', () => {
    expect(sourceFiles.length).toBeGreaterThan(50);
    expect(sourceFiles.flatMap(violations)).toEqual([]);
  });

  test('uses Node.js in the command only', () => {
    expect(sourceFiles.flatMap(platformUses)).toEqual([]);
  });

  test('imports only types where it must not call', () => expect(sourceFiles.flatMap(calls)).toEqual([]));
});
