/** Commands parse, call and print: what they import, and what a trace of a southbound database loads. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const SOURCE = new URL('../../../src/', import.meta.url);
const IMPORT = /^(?:import|export) (type )?(?:[^;]*?from )?'(\.[^']+)'/gm;

/** The files that the file at `path` below src/ imports statically: those that come with it, or all with types. */
function importsOf(path: string, withTypes: boolean): string[] {
  const text = readFileSync(new URL(path, SOURCE), 'utf8');
  const names = [...text.matchAll(IMPORT)].flatMap(([, type, name]) => (type && !withTypes ? [] : [name!]));
  return names.map(name => new URL(name, `file:///${path}`).pathname.slice(1));
}

function loadedWith(path: string, known = new Set<string>()): ReadonlySet<string> {
  known.add(path);
  for (const name of importsOf(path, false)) if (!known.has(name)) loadedWith(name, known);
  return known;
}

/** `base` is for all. */
const MAY_IMPORT = /^(app|render|cli|base)\//;

/** What else some commands import. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  'cli/commands/mcp.ts': ['mcp/server.ts'],
  'cli/commands/trace/trace-arguments.ts': ['trace/trace.ts'],
};

test('commands import use cases, texts and parts of the command line', () => {
  const entries = readdirSync(new URL('cli/commands/', SOURCE), { recursive: true, encoding: 'utf8' });
  const commands = entries.filter(name => name.endsWith('.ts')).map(name => `cli/commands/${name}`);
  const others = commands.map(path => [path, importsOf(path, true).filter(name => !MAY_IMPORT.test(name))] as const);
  expect(commands.length).toBeGreaterThan(5);
  expect(Object.fromEntries(others.filter(([, names]) => names.length > 0))).toEqual(EXCEPTIONS);
});

describe('a trace of a southbound database', () => {
  const loaded = [...loadedWith('cli/commands/trace/trace.ts')];

  test('loads what it needs', () =>
    expect(loaded).toEqual(expect.arrayContaining(['trace/trace.ts', 'read/database.ts', 'app/trace/trace-in.ts'])));

  test('and neither compilers nor analysis', () =>
    expect(loaded.filter(path => /^(northd|manifests|analyze|ovnk\/(?!vocabulary\/))/.test(path))).toEqual([]));
});
