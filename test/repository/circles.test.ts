/** No circle of imports in `src/`: neither of files nor of folders, types included. */
import { expect, test } from 'vitest';
import { circlesOf } from './circles.ts';
import { type SourceFile, sourceFiles } from './source-files.ts';

const file = (path: string, ...imports: readonly string[]): SourceFile => ({
  path,
  text: imports.map(name => `import type { T } from '${name}';`).join('\n'),
});

test.each<[title: string, files: readonly SourceFile[], circles: readonly string[]]>([
  ['files of a folder', [file('a/b.ts', './c.ts'), file('a/c.ts', './b.ts')], ['a: b.ts -> c.ts -> b.ts']],
  ['files of two folders', [file('a/b.ts', '../c/d.ts'), file('c/d.ts', '../a/b.ts')], ['src: a -> c -> a']],
  [
    'folders, by files that form none',
    [file('a/b/c.ts', '../d/e.ts'), file('a/d/f.ts', '../b/g.ts'), file('a/d/e.ts'), file('a/b/g.ts')],
    ['a: b -> d -> b'],
  ],
  ['a folder and a file beside it', [file('a/b/c.ts', '../d.ts'), file('a/d.ts', './b/e.ts')], ['a: b -> d.ts -> b']],
  ['none', [file('a/b.ts', './c.ts', '../d.ts'), file('a/c.ts', '../d.ts')], []],
])('the check itself finds %s', (_, files, circles) => expect(circlesOf(files)).toEqual(circles));

test('the source has none', () => expect(circlesOf(sourceFiles)).toEqual([]));
