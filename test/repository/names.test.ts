/** An exported name has one meaning in all of `src/`. */
import { expect, test } from 'vitest';
import { exportedNames, type SourceFile, sourceFiles } from './source-files.ts';

/** Lines `NAME: FILES` for each name that several files export. */
function sharedNames(files: readonly SourceFile[]): string[] {
  const homes = new Map<string, string[]>();
  for (const file of files)
    for (const name of exportedNames(file)) homes.set(name, [...(homes.get(name) ?? []), file.path]);
  return [...homes]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => `${name}: ${paths.join(', ')}`)
    .sort();
}

test('the check itself', () => {
  const files = [
    {
      path: 'a.ts',
      text: 'export const x = 1, { y } = z; export type T = 1; export function f(a: 1): 1; function g() {}',
    },
    {
      path: 'b.ts',
      text: "export { x } from './a.ts'; export interface T {}; export class y {}; const f = 1; export { f };",
    },
  ];
  expect(sharedNames(files)).toEqual(['T: a.ts, b.ts', 'f: a.ts, b.ts', 'y: a.ts, b.ts']);
});

test('the source', () => {
  expect(sharedNames(sourceFiles)).toEqual([]);
});
