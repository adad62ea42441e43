/** The layers of the source: which folder may import from which, and which packages and platform parts belong to one. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const WAIST = ['base', 'kubernetes', 'frames', 'ovn', 'lang', 'sema', 'network', 'dhcp', 'trace'];
const EVERYTHING = [...WAIST, 'read', 'manifests', 'ovnk', 'northd', 'analyze', 'render'];

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
  analyze: WAIST,
  render: ['base', 'ovn', 'lang', 'network', 'trace', 'analyze', 'dhcp'],
  cli: EVERYTHING,
  '': EVERYTHING,
};

/** `render` draws what others found: it may know their types, but not call them. */
const AS_TYPES_ONLY: Readonly<Record<string, readonly string[]>> = { render: ['trace', 'analyze', 'dhcp'] };

/** Packages and parts of the platform that belong to one folder. */
const ONLY_IN: Readonly<Record<string, string>> = {
  chevrotain: 'lang',
  'modern-tar': 'cli',
  'node:fs': 'cli',
  'node:fs/promises': 'cli',
  'node:net': 'cli',
  'node:tls': 'cli',
  'node:process': 'cli',
  'node:zlib': 'cli',
};

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '');

/** What `text`, the file at `path` below `src/`, may not import. */
function violations(path: string, text: string): string[] {
  const own = folderOf(path);
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const usesProcess = own !== '' && /\bprocess\.[a-z]/.test(withoutComments(text));
  const bad = [...(usesProcess ? ['node:process'] : []), ...names].filter(name =>
    name.startsWith('.') ? !mayImport(own, folderAt(path, name)) : (ONLY_IN[name] ?? own) !== own,
  );
  return bad.map(name => `${path}: ${name}`);
}

/** What it imports to call it where only types are allowed. */
function calls(path: string, text: string): string[] {
  const imports = text.matchAll(/^(?:import|export) (type )?(?:[^;]*?from )?'(\.[^']+)'/gm);
  return [...imports]
    .filter(([, type, name]) => !type && AS_TYPES_ONLY[folderOf(path)]?.includes(folderAt(path, name!)))
    .map(([, , name]) => `${path}: ${name}`);
}

const folderAt = (path: string, name: string): string => folderOf(new URL(name, `file:///${path}`).pathname.slice(1));

const mayImport = (own: string, other: string): boolean => own === other || MAY_IMPORT[own]?.includes(other) === true;

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

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
    ['cli/a.ts', "import { readFileSync } from 'node:fs';\nprocess.exit(1);", true],
    ['trace/a.ts', 'process.exit(1);', false],
    ['trace/a.ts', '// process.exit(1)', true],
    ['unheard-of/a.ts', "import { error } from '../base/diagnostic.ts';", false],
  ];
  test.each(cases)('%s: %s', (path, text, isFine) => expect(violations(path, text).length === 0).toBe(isFine));

  test('types are told from values', () => {
    expect(calls('render/a.ts', "import type { Trace } from '../trace/trace.ts';")).toEqual([]);
    expect(calls('render/a.ts', "import { Tracer } from '../trace/trace.ts';")).toEqual([
      'render/a.ts: ../trace/trace.ts',
    ]);
  });
});

describe('the source', () => {
  const source = new URL('../../src/', import.meta.url);
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.ts'));
  const all = (check: typeof violations) =>
    paths.flatMap(path => check(path, readFileSync(new URL(path, source), 'utf8')));

  test('imports only what its layers may', () => {
    expect(paths.length).toBeGreaterThan(50);
    expect(all(violations)).toEqual([]);
  });

  test('draws without calling what it draws', () => {
    expect(all(calls)).toEqual([]);
  });
});
