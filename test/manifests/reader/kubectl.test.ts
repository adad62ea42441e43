/** Files of YAML and JSON are read as kubectl reads them. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isError } from '../../../src/base/diagnostic.ts';
import { readYaml } from '../../../src/manifests/reader/read-yaml.ts';
import { plain } from './plain-tree.ts';

interface ReadFile {
  readonly title: string;
  readonly text: string;
  readonly values: readonly unknown[];
}
const RECORDING = new URL('../../recordings/kubectl/1.32.4/local-files.jsonl', import.meta.url);
const FILES = readFileSync(RECORDING, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as ReadFile);

test.each(FILES)('$title', ({ text, values }) => {
  const { trees, diagnostics } = readYaml({ name: 'x.yaml', text });
  expect(diagnostics.filter(isError)).toEqual([]);
  expect(trees.map(plain)).toEqual(values);
});

test('of two entries with one name, the first is reported', () => {
  const { diagnostics } = readYaml({ name: 'x.yaml', text: 'a: {b: 1, c: 2, b: 3}' });
  expect(diagnostics).toMatchObject([{ code: 'twin-key', severity: 'warning', place: { offset: 16 } }]);
});

// The faults after the first one are often its consequences.
test.each([
  'a: "x',
  'a: [1\nb: {]\n"',
  'kind: A\n---\nb: "x\n---\nkind: C\n---\nd: }',
  'a: *b\n{c: d}',
])('a broken file is one error: %j', text => expect(readYaml({ name: 'x.yaml', text }).diagnostics).toHaveLength(1));

test('the documents beside a broken one are read, and others that are broken are counted', () => {
  const text = 'kind: A\n---\nb: "x\n---\nkind: C\n---\nd: }\n---\n{"kind": "E"}\n{"kind":';
  const { trees, diagnostics } = readYaml({ name: 'x.yaml', text });
  expect(trees.map(plain)).toEqual([{ kind: 'A' }, { kind: 'C' }, { kind: 'E' }]);
  expect(diagnostics).toMatchObject([
    { message: expect.stringMatching(/; 2 other documents of this file are not YAML either$/) },
  ]);
});
